import { useMemo, useState } from 'react';
import { Button, ConfigProvider, Descriptions, Drawer, Input, Progress, Space, Table, Tag } from 'antd';
import type { TableColumnsType } from 'antd';
import PageHeading from '../components/PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';
import type { Item } from '../types';

const colours = ['blue', 'green', 'gold', 'magenta', 'cyan', 'volcano'];
const highest = Math.max(...items.map((item) => item.amount), 1);

export default function Register() {
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<Item | null>(null);
  const categories = useMemo(() => [...new Set(items.map((item) => item.category))], []);
  const rows = items.filter((item) => `${item.title} ${item.summary}`.toLowerCase().includes(words.trim().toLowerCase()));
  const columns: TableColumnsType<Item> = [
    { title: 'Name', dataIndex: 'title', sorter: (a, b) => a.title.localeCompare(b.title) },
    {
      title: 'Group',
      dataIndex: 'category',
      filters: categories.map((category) => ({ text: category, value: category })),
      onFilter: (value, item) => item.category === value,
      render: (category: string) => <Tag color={colours[categories.indexOf(category) % colours.length]}>{category}</Tag>,
    },
    {
      title: site.measure,
      dataIndex: 'amount',
      sorter: (a, b) => a.amount - b.amount,
      render: (amount: number, item) => (
        <Space>
          <Progress percent={Math.round((amount / highest) * 100)} size={[90, 6]} showInfo={false} />
          {item.value}
        </Space>
      ),
    },
    {
      title: 'Details',
      key: 'details',
      render: (_, item) => (
        <Button size="small" onClick={() => setChosen(item)}>
          Open
        </Button>
      ),
    },
  ];
  return (
    <ConfigProvider theme={{ token: { colorPrimary: '__BRAND__' } }}>
      <section className="wrap py-12">
        <PageHeading eyebrow="Register" title={`All ${site.items} in one table`} intro={`Sort, filter and search ${items.length} ${site.items}.`} level={1} />
        <Input.Search aria-label="Search the register" placeholder={`Search ${site.items}`} allowClear value={words} onChange={(event) => setWords(event.target.value)} className="mb-5 max-w-md" />
        <Table<Item> rowKey="id" columns={columns} dataSource={rows} pagination={{ pageSize: 8 }} scroll={{ x: 640 }} />
        <Drawer title={chosen?.title} open={chosen !== null} onClose={() => setChosen(null)}>
          <p className="mb-4">{chosen?.summary}</p>
          <Descriptions column={1} size="small" items={(chosen?.facts ?? []).map((fact) => ({ key: fact.label, label: fact.label, children: fact.value }))} />
        </Drawer>
      </section>
    </ConfigProvider>
  );
}
