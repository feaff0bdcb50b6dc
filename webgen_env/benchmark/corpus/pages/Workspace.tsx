import { useState } from 'react';
import { Avatar, Button, Card, Col, Collapse, ConfigProvider, Row, Statistic, Switch, Tabs, Timeline, Tooltip } from 'antd';
import PageHeading from '../components/PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';

export default function Workspace() {
  const [watched, setWatched] = useState<string[]>([items[0].id]);
  const total = items.reduce((sum, item) => sum + item.amount, 0);
  const toggle = (id: string) => setWatched(watched.includes(id) ? watched.filter((other) => other !== id) : [...watched, id]);
  return (
    <ConfigProvider theme={{ token: { colorPrimary: '__BRAND__' } }}>
      <section className="wrap py-12">
        <PageHeading eyebrow="Workspace" title="Your desk" intro={`What you watch, what changed, and what to do next with your ${site.items}.`} level={1} />
        <Row gutter={[16, 16]} className="mb-6">
          {[{ title: site.items, value: items.length }, { title: `${site.measure} in total`, value: Math.round(total) }, { title: 'Watched by you', value: watched.length }].map((entry) => (
            <Col xs={24} sm={8} key={entry.title}>
              <Card>
                <Statistic title={entry.title} value={entry.value} />
              </Card>
            </Col>
          ))}
        </Row>
        <Tabs
          items={[
            {
              key: 'watch',
              label: 'Watch list',
              children: (
                <Row gutter={[16, 16]}>
                  {items.slice(0, 6).map((item) => (
                    <Col xs={24} md={12} key={item.id}>
                      <Card title={item.title} extra={<Switch aria-label={`Watch ${item.title}`} checked={watched.includes(item.id)} onChange={() => toggle(item.id)} />}>
                        <p>{item.summary}</p>
                        <Tooltip title={site.measure}>
                          <Avatar size="small" className="mt-3">{item.category[0]}</Avatar> {item.value}
                        </Tooltip>
                      </Card>
                    </Col>
                  ))}
                </Row>
              ),
            },
            {
              key: 'history',
              label: 'History',
              children: <Timeline items={items.slice(0, 7).map((item, index) => ({ color: index % 3 ? 'blue' : 'green', children: `${item.title}: ${item.facts[0]?.value ?? item.value}` }))} />,
            },
            {
              key: 'notes',
              label: 'Notes',
              children: <Collapse items={items.slice(0, 5).map((item) => ({ key: item.id, label: item.title, children: item.summary }))} defaultActiveKey={[items[0].id]} />,
            },
          ]}
        />
        <Button className="mt-4" onClick={() => setWatched([])}>Clear the watch list</Button>
      </section>
    </ConfigProvider>
  );
}
