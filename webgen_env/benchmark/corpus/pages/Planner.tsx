import { useState } from 'react';
import { Badge, Calendar, ConfigProvider, Empty, List, Segmented } from 'antd';
import dayjs from 'dayjs';
import type { Dayjs } from 'dayjs';
import PageHeading from '../components/PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';

const first = dayjs('2025-06-01');
const kinds = ['success', 'processing', 'warning'] as const;

function eventsOf(day: Dayjs) {
  const number = day.diff(first, 'day');
  return items.filter((_, index) => number >= 0 && (number + index * 3) % 11 === 0).slice(0, 2);
}

export default function Planner() {
  const [day, setDay] = useState(first);
  const [view, setView] = useState<string>('Month');
  const events = eventsOf(day);
  return (
    <ConfigProvider theme={{ token: { colorPrimary: '__BRAND__' } }}>
      <section className="wrap py-12">
        <PageHeading eyebrow="Planner" title={`What happens when at ${site.name}`} intro="Choose a day to see what is planned." level={1} />
        <Segmented options={['Month', 'Day']} value={view} onChange={setView} className="mb-4" />
        <div className="grid gap-6 lg:grid-cols-[2fr_1fr]">
          {view === 'Month' && (
            <div className="card p-4">
              <Calendar value={day} onSelect={setDay} cellRender={(date) => eventsOf(date).map((item, index) => <Badge key={item.id} status={kinds[index % 3]} text={item.title} className="block truncate" />)} />
            </div>
          )}
          <div className="card p-6">
            <h2 className="mb-3 text-xl font-bold">{day.format('D MMMM YYYY')}</h2>
            {events.length === 0 ? (
              <Empty description="Nothing is planned" />
            ) : (
              <List dataSource={events} renderItem={(item) => (
                <List.Item key={item.id}>
                  <List.Item.Meta title={item.title} description={item.summary} />
                </List.Item>
              )} />
            )}
          </div>
        </div>
      </section>
    </ConfigProvider>
  );
}
