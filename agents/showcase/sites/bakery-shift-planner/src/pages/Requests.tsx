import { useState } from 'react';
import { Button, Form, Input, Tag } from 'antd';
import Closed from '../components/Closed';
import Croissant from '../components/Croissant';
import { useBakery } from '../hooks/useBakery';

function iso(later: number): string {
  const date = new Date();
  date.setDate(date.getDate() + later);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

const long = (day: string) =>
  new Date(`${day}T12:00`).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const colours = { Waiting: '#8a5a00', Accepted: '#2e6b2f', Declined: '#7d3b32' };

const closed = {
  title: 'Requests',
  text: 'The book in which days off are asked for, and sometimes given.',
  points: [
    'The helper asks for a day off, with a reason',
    'The boss accepts or declines it',
    'Both see here what became of it',
  ],
};

export default function Requests() {
  const { account, requests, ask, answer } = useBakery();
  const [said, setSaid] = useState('');
  const [form] = Form.useForm<{ day: string; reason: string }>();
  if (!account) return <Closed {...closed} />;
  const boss = account === 'boss';
  const waiting = requests.filter((request) => request.state === 'Waiting').length;

  return (
    <>
      <h1>Requests</h1>
      <p className="soft mt-2">
        {boss
          ? `${waiting === 1 ? 'One request waits' : `${waiting} requests wait`} for your word.`
          : 'Ask for a day off. The boss reads this book with the second coffee.'}
      </p>
      <div className={`mt-7 grid items-start gap-8 ${boss ? '' : 'md:grid-cols-[1fr_1.3fr]'}`}>
        {!boss && (
          <Form
            form={form}
            layout="vertical"
            size="large"
            requiredMark={false}
            validateTrigger="onSubmit"
            initialValues={{ day: iso(7), reason: '' }}
            className="dough !p-6"
            onFinish={({ day, reason }) => {
              ask(day, reason.trim());
              form.resetFields();
              setSaid(`You have asked for ${long(day)}.`);
            }}
          >
            <Form.Item
              name="day"
              label="Day off"
              rules={[
                { required: true, message: 'Choose a day.' },
                { validator: (_, day: string) => (!day || day >= iso(0) ? Promise.resolve() : Promise.reject(new Error('This day is over.'))) },
              ]}
            >
              <Input type="date" min={iso(0)} />
            </Form.Item>
            <Form.Item
              name="reason"
              label="Reason"
              rules={[
                {
                  validator: (_, reason: string) =>
                    reason.trim().length >= 5 ? Promise.resolve() : Promise.reject(new Error('Give a reason of at least five characters.')),
                },
              ]}
            >
              <Input.TextArea rows={3} maxLength={200} />
            </Form.Item>
            <Button type="primary" htmlType="submit">
              Ask for the day
            </Button>
            <p role="status" className="mt-3 min-h-6 text-sm font-semibold">
              {said}
            </p>
          </Form>
        )}
        {requests.length === 0 ? (
          <div className="flex flex-col items-center rounded-xl border-2 border-dashed border-[maroon] px-6 py-14 text-center">
            <Croissant className="h-20 w-20" />
            <p className="title mt-5 text-2xl">The book is empty</p>
            <p className="soft mt-1">Everybody seems to like it here.</p>
          </div>
        ) : (
          <ul className="space-y-3" aria-label="Requests">
            {requests.map((request) => (
              <li key={request.id} className="dough flex flex-wrap items-center justify-between gap-4 p-5">
                <div className="min-w-0">
                  <p className="title text-xl">{long(request.day)}</p>
                  <p className="mt-1 break-words">{request.reason}</p>
                </div>
                <div className="flex flex-wrap items-center gap-2">
                  <Tag color={colours[request.state]} className="!text-sm">
                    {request.state}
                  </Tag>
                  {boss && request.state === 'Waiting' && (
                    <>
                      <Button type="primary" onClick={() => answer(request.id, 'Accepted')}>
                        Accept
                      </Button>
                      <Button onClick={() => answer(request.id, 'Declined')}>Decline</Button>
                    </>
                  )}
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
