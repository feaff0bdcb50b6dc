import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Button, Input, Select, Table, Tag } from 'antd';
import type { TableColumnsType } from 'antd';
import { healths, species, trees } from '../data/trees';
import type { Tree } from '../data/trees';

const perPage = 25;
type Key = keyof Tree;

const labels: [Key, string][] = [
  ['number', 'Number'],
  ['species', 'Species'],
  ['district', 'District'],
  ['year', 'Planted'],
  ['height', 'Height'],
  ['health', 'Health'],
];

export default function Trees() {
  const navigate = useNavigate();
  const [number, setNumber] = useState('');
  const [kind, setKind] = useState<string | undefined>();
  const [health, setHealth] = useState<string | undefined>();
  const [sort, setSort] = useState<{ key: Key; rising: boolean }>({ key: 'number', rising: true });
  const [page, setPage] = useState(1);

  const found = useMemo(() => {
    const list = trees.filter(
      (tree) =>
        (!number.trim() || String(tree.number).includes(number.trim())) &&
        (!kind || tree.species === kind) &&
        (!health || tree.health === health),
    );
    const sign = sort.rising ? 1 : -1;
    return list.sort((a, b) => (a[sort.key] < b[sort.key] ? -sign : a[sort.key] > b[sort.key] ? sign : 0));
  }, [number, kind, health, sort]);
  const pages = Math.max(1, Math.ceil(found.length / perPage));
  const current = Math.min(page, pages);

  const change = (act: () => void) => {
    act();
    setPage(1);
  };
  const columns: TableColumnsType<Tree> = labels.map(([key, label]) => ({
    key,
    dataIndex: key,
    title: (
      <button
        type="button"
        className="font-semibold"
        onClick={() => change(() => setSort({ key, rising: sort.key === key ? !sort.rising : true }))}
      >
        {label} {sort.key === key ? (sort.rising ? '▲' : '▼') : ''}
      </button>
    ),
    render: (value: Tree[Key]) =>
      key === 'health' ? (
        <Tag color={value === 'Good' ? 'darkgreen' : value === 'Fair' ? '#7a5b00' : '#9b2c1f'}>{value}</Tag>
      ) : key === 'height' ? (
        `${value} m`
      ) : key === 'number' ? (
        <Link to={`/tree/${value}`} className="font-semibold">
          {value}
        </Link>
      ) : (
        value
      ),
  }));

  return (
    <section className="wrap py-8">
      <h1 className="text-4xl font-bold">Trees</h1>
      <div className="mt-5 flex flex-wrap items-end gap-3">
        <label className="text-sm font-semibold">
          Number
          <Input allowClear placeholder="Search by number" value={number} onChange={(event) => change(() => setNumber(event.target.value))} className="mt-1 !flex !w-44" />
        </label>
        <label className="text-sm font-semibold" htmlFor="species">
          Species
          <Select
            id="species"
            allowClear
            placeholder="All species"
            value={kind}
            onChange={(value: string | undefined) => change(() => setKind(value))}
            options={species.map((value) => ({ value, label: value }))}
            className="mt-1 !block w-48"
          />
        </label>
        <label className="text-sm font-semibold" htmlFor="health">
          Health
          <Select
            id="health"
            allowClear
            placeholder="All"
            value={health}
            onChange={(value: string | undefined) => change(() => setHealth(value))}
            options={healths.map((value) => ({ value, label: value }))}
            className="mt-1 !block w-32"
          />
        </label>
        <Button
          onClick={() =>
            change(() => {
              setNumber('');
              setKind(undefined);
              setHealth(undefined);
            })
          }
        >
          Reset filters
        </Button>
        <p className="muted ml-auto text-sm font-semibold" role="status">
          {found.length === 1 ? '1 tree matches' : `${found.length.toLocaleString('en')} trees match`}
        </p>
      </div>
      <Table<Tree>
        className="card mt-4 overflow-x-auto"
        size="middle"
        rowKey="number"
        columns={columns}
        dataSource={found.slice((current - 1) * perPage, current * perPage)}
        pagination={false}
        locale={{ emptyText: 'No tree matches these filters.' }}
        rowClassName="cursor-pointer"
        onRow={(tree) => ({ onClick: () => navigate(`/tree/${tree.number}`) })}
      />
      <div className="mt-4 flex items-center justify-between gap-3">
        <Button type="primary" disabled={current === 1} onClick={() => setPage(current - 1)}>
          Previous
        </Button>
        <span className="text-sm font-semibold">
          Page {current} of {pages}
        </span>
        <Button type="primary" disabled={current === pages} onClick={() => setPage(current + 1)}>
          Next
        </Button>
      </div>
    </section>
  );
}
