import { useState } from 'react';
import { Alert, Button, Checkbox, ConfigProvider, Form, Input, InputNumber, Radio, Result, Select, Steps } from 'antd';
import PageHeading from '../components/PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';

interface Answers {
  name: string;
  email: string;
  subject: string;
  number: number;
  channel: string;
  words: string;
  agreed: boolean;
}

export default function Enquiry() {
  const [form] = Form.useForm<Answers>();
  const [sent, setSent] = useState<Answers | null>(null);
  const [failed, setFailed] = useState(false);
  return (
    <ConfigProvider theme={{ token: { colorPrimary: '__BRAND__' } }}>
      <section className="wrap py-12">
        <PageHeading eyebrow="Enquiry" title={`Ask ${site.name}`} intro="We read every message and answer within a day." level={1} />
        <Steps current={sent ? 2 : 0} className="mb-8" items={[{ title: 'Write' }, { title: 'Check' }, { title: 'Sent' }]} />
        {sent ? (
          <Result
            status="success"
            title={`Thank you, ${sent.name}`}
            subTitle={`Your question about ${sent.subject} is on its way.`}
            extra={
              <Button type="primary" onClick={() => setSent(null)}>
                Write another
              </Button>
            }
          />
        ) : (
          <Form form={form} layout="vertical" className="max-w-2xl" initialValues={{ number: 1, channel: 'email' }} onFinish={(answers) => { setFailed(false); setSent(answers); }} onFinishFailed={() => setFailed(true)}>
            {failed && <Alert type="error" showIcon message="Some answers are missing or not right yet." className="mb-5" />}
            <Form.Item name="name" label="Name" rules={[{ required: true, min: 2, message: 'Two characters or more.' }]}>
              <Input autoComplete="name" />
            </Form.Item>
            <Form.Item name="email" label="E-mail" rules={[{ required: true, type: 'email', message: 'An e-mail address, such as you@example.org.' }]}>
              <Input autoComplete="email" />
            </Form.Item>
            <Form.Item name="subject" label={`Which ${site.item}?`} rules={[{ required: true, message: `Choose a ${site.item}.` }]}>
              <Select showSearch placeholder="Choose" options={items.map((item) => ({ value: item.title, label: item.title }))} />
            </Form.Item>
            <div className="grid gap-x-6 sm:grid-cols-2">
              <Form.Item name="number" label="How many?">
                <InputNumber min={1} max={20} className="w-full" />
              </Form.Item>
              <Form.Item name="channel" label="Answer by">
                <Radio.Group optionType="button" options={[{ value: 'email', label: 'E-mail' }, { value: 'phone', label: 'Phone' }, { value: 'post', label: 'Post' }]} />
              </Form.Item>
            </div>
            <Form.Item name="words" label="Your question" rules={[{ required: true, min: 10, message: 'Ten characters or more.' }]}>
              <Input.TextArea rows={4} showCount maxLength={600} />
            </Form.Item>
            <Form.Item name="agreed" valuePropName="checked" rules={[{ validator: (_, value) => (value ? Promise.resolve() : Promise.reject(new Error('We need your consent.'))) }]}>
              <Checkbox>Keep my message until it is answered.</Checkbox>
            </Form.Item>
            <Button type="primary" htmlType="submit" size="large">
              Send
            </Button>
          </Form>
        )}
      </section>
    </ConfigProvider>
  );
}
