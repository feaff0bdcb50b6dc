import { useState } from 'react';
import { Button, Form, Input, InputNumber, Modal, Select, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { Plus } from 'lucide-react';
import Closed from '../components/Closed';
import { roles, shiftHours } from '../data/bakery';
import type { Person } from '../data/bakery';
import { useBakery } from '../hooks/useBakery';

type Draft = Omit<Person, 'id'>;
const roleOptions = roles.map((role) => ({ value: role, label: role }));

const closed = {
  title: 'Staff',
  text: 'Eight people who can tell rye from spelt in the dark.',
  points: [
    'Eight people with their role and weekly hours',
    'A filter for bakers, pastry cooks and the shop',
    'The boss adds, edits and deletes; the helper reads',
  ],
};

export default function Staff() {
  const { account, staff, plan, savePerson, removePerson } = useBakery();
  const [role, setRole] = useState('');
  const [editing, setEditing] = useState<Person | 'new' | null>(null);
  const [leaving, setLeaving] = useState<Person | null>(null);
  const [said, setSaid] = useState('');
  const [form] = Form.useForm<Draft>();
  if (!account) return <Closed {...closed} />;
  const boss = account === 'boss';
  const shown = staff.filter((person) => !role || person.role === role);
  const planned = (id: number) => Object.values(plan).filter((person) => person === id).length * shiftHours;

  const open = (person: Person | 'new') => {
    setEditing(person);
    form.resetFields();
    if (person !== 'new') form.setFieldsValue(person);
  };
  const save = (draft: Draft) => {
    const person = { ...draft, name: draft.name.trim() };
    savePerson(person, editing && editing !== 'new' ? editing.id : undefined);
    setSaid(editing === 'new' ? `${person.name} has joined the bakery.` : `${person.name} is changed.`);
    setEditing(null);
  };

  const columns: TableColumnsType<Person> = [
    { title: 'Name', dataIndex: 'name', render: (name: string) => <span className="font-semibold">{name}</span> },
    { title: 'Role', dataIndex: 'role' },
    { title: 'Weekly hours', dataIndex: 'hours', render: (hours: number) => `${hours} h` },
    {
      title: 'Planned',
      key: 'planned',
      responsive: ['md'],
      render: (_, person) => (
        <span className="flex items-center gap-3">
          <span className="h-2.5 w-28 overflow-hidden rounded-full bg-[#f3d9b8]" aria-hidden="true">
            <span className="block h-full bg-[maroon]" style={{ width: `${Math.min(100, (planned(person.id) / person.hours) * 100)}%` }} />
          </span>
          {planned(person.id)} h
        </span>
      ),
    },
  ];
  if (boss) {
    columns.push({
      title: <span className="sr-only">Change</span>,
      key: 'change',
      align: 'right',
      render: (_, person) => (
        <span className="inline-flex flex-col gap-1.5 sm:flex-row">
          <Button size="small" onClick={() => open(person)}>
            Edit <span className="sr-only">{person.name}</span>
          </Button>
          <Button size="small" onClick={() => setLeaving(person)}>
            Delete <span className="sr-only">{person.name}</span>
          </Button>
        </span>
      ),
    });
  }

  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-5">
        <div>
          <h1>Staff</h1>
          <p className="soft mt-2" role="status">
            {said || `${shown.length} ${shown.length === 1 ? 'person' : 'people'}${role ? ` with the role ${role}` : ' who know the smell of four o’clock'}.`}
          </p>
        </div>
        <div className="flex flex-wrap items-end gap-3">
          <label htmlFor="role-filter" className="text-sm font-semibold">
            Filter by role
            <Select
              id="role-filter"
              className="!mt-1.5 !block w-44"
              value={role}
              onChange={(value: string) => {
                setRole(value);
                setSaid('');
              }}
              options={[{ value: '', label: 'All roles' }, ...roleOptions]}
            />
          </label>
          {boss && (
            <Button type="primary" icon={<Plus className="h-4 w-4" aria-hidden="true" />} onClick={() => open('new')}>
              Add person
            </Button>
          )}
        </div>
      </div>
      <Table<Person>
        className="mt-6 overflow-x-auto rounded-xl border-2 border-[maroon]"
        rowKey="id"
        size="middle"
        columns={columns}
        dataSource={shown}
        pagination={false}
        locale={{ emptyText: 'Nobody has this role.' }}
      />
      <Modal
        open={editing !== null}
        title={editing === 'new' ? 'A new pair of hands' : 'Edit person'}
        okText={editing === 'new' ? 'Add' : 'Save'}
        onOk={form.submit}
        onCancel={() => setEditing(null)}
        forceRender
      >
        <Form form={form} layout="vertical" requiredMark={false} onFinish={save} validateTrigger="onSubmit" className="!mt-5">
          <Form.Item name="name" label="Name" rules={[{ required: true, whitespace: true, message: 'Enter a name.' }]}>
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
          <div className="grid gap-x-4 sm:grid-cols-2">
            <Form.Item name="role" label="Role" rules={[{ required: true, message: 'Choose a role.' }]}>
              <Select placeholder="Choose a role" options={roleOptions} />
            </Form.Item>
            <Form.Item
              name="hours"
              label="Weekly hours"
              rules={[{ required: true, type: 'number', min: 1, max: 48, message: 'Enter hours from 1 to 48.' }]}
            >
              <InputNumber className="!w-full" />
            </Form.Item>
          </div>
        </Form>
      </Modal>
      <Modal
        open={leaving !== null}
        title={`Delete ${leaving?.name ?? ''}?`}
        okText="Delete"
        onOk={() => {
          if (leaving) removePerson(leaving.id);
          setSaid(`${leaving?.name ?? ''} has left the bakery.`);
          setLeaving(null);
        }}
        onCancel={() => setLeaving(null)}
      >
        <p>Their shifts in the plan become free as well.</p>
      </Modal>
    </>
  );
}
