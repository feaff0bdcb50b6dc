import { useState } from 'react';
import { ConfigProvider, Empty, Input, Space, Statistic, Table, Tag } from 'antd';
import type { TableColumnsType } from 'antd';
import PageHeading from './PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';
import { antdTheme } from '../data/theme';
import type { Heading, Item } from '../types';

export interface Props {
  heading: Heading;
}

const groups = [...new Set(items.map((item) => item.category))];
const labels = items[0].facts.slice(0, 2).map((fact) => fact.label);

const columns: TableColumnsType<Item> = [
  { title: 'Name', dataIndex: 'title', sorter: (a, b) => a.title.localeCompare(b.title), render: (title: string) => <strong>{title}</strong> },
  {
    title: 'Group',
    dataIndex: 'category',
    filters: groups.map((group) => ({ text: group, value: group })),
    onFilter: (value, item) => item.category === value,
    render: (group: string) => <Tag>{group}</Tag>,
  },
  ...labels.map((label) => ({
    title: label,
    key: label,
    render: (_: unknown, item: Item) => item.facts.find((fact) => fact.label === label)?.value,
  })),
  { title: site.measure, dataIndex: 'value', align: 'right', sorter: (a, b) => a.amount - b.amount },
];

export default function Register({ heading }: Props) {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<React.Key[]>([]);
  const shown = items.filter((item) => `${item.title} ${item.category}`.toLowerCase().includes(query.trim().toLowerCase()));
  const total = items.filter((item) => chosen.includes(item.id)).reduce((sum, item) => sum + item.amount, 0);

  return (
    <ConfigProvider theme={antdTheme}>
      <section className="wrap py-12">
        <PageHeading {...heading} />
        <div className="card mb-5 flex flex-wrap items-end justify-between gap-6 p-6">
          <Space size={48} wrap>
            <Statistic title={`${site.items} listed`} value={shown.length} />
            <Statistic title="Selected" value={chosen.length} />
            <Statistic title={`${site.measure} of the selection`} value={total} precision={total % 1 ? 2 : 0} />
          </Space>
          <label className="block w-full sm:w-72">
            <span className="label">Search {site.items}</span>
            <Input.Search allowClear placeholder={items[0].title} onChange={(event) => setQuery(event.target.value)} />
          </label>
        </div>
        <div className="card overflow-x-auto p-2">
          <Table<Item>
            rowKey="id"
            columns={columns}
            dataSource={shown}
            pagination={{ pageSize: 8, hideOnSinglePage: true }}
            rowSelection={{ selectedRowKeys: chosen, onChange: setChosen }}
            locale={{ emptyText: <Empty description={`No ${site.items} match your search.`} /> }}
          />
        </div>
      </section>
    </ConfigProvider>
  );
}
