import { useMemo, useState } from 'react';
import { Cell, Legend, Pie, PieChart, PolarAngleAxis, PolarGrid, Radar, RadarChart, ResponsiveContainer, Scatter, ScatterChart, Tooltip, XAxis, YAxis, ZAxis } from 'recharts';
import PageHeading from '../components/PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';

const colours = ['__BRAND__', '#0f766e', '#b45309', '#7c3aed', '#be185d', '#4d7c0f'];

export default function Shares() {
  const [only, setOnly] = useState('');
  const groups = useMemo(() => {
    const found = new Map<string, { name: string; count: number; amount: number }>();
    for (const item of items) {
      const group = found.get(item.category) ?? { name: item.category, count: 0, amount: 0 };
      found.set(item.category, { ...group, count: group.count + 1, amount: group.amount + item.amount });
    }
    return [...found.values()];
  }, []);
  const points = items.filter((item) => !only || item.category === only).map((item, index) => ({ x: index + 1, y: item.amount, z: item.title.length, name: item.title }));
  return (
    <section className="wrap py-12">
      <PageHeading eyebrow="Shares" title={`How ${site.items} are spread`} intro="By group, by size and one by one." level={1} />
      <div className="grid gap-6 lg:grid-cols-2">
        <figure className="card p-6">
          <figcaption className="mb-2 font-bold">Number by group</figcaption>
          <ResponsiveContainer width="100%" height={280}>
            <PieChart>
              <Pie data={groups} dataKey="count" nameKey="name" innerRadius={55} outerRadius={95} paddingAngle={2} label>
                {groups.map((group, index) => (
                  <Cell key={group.name} fill={colours[index % colours.length]} />
                ))}
              </Pie>
              <Tooltip />
              <Legend />
            </PieChart>
          </ResponsiveContainer>
        </figure>
        <figure className="card p-6">
          <figcaption className="mb-2 font-bold">{site.measure} by group</figcaption>
          <ResponsiveContainer width="100%" height={280}>
            <RadarChart data={groups}>
              <PolarGrid />
              <PolarAngleAxis dataKey="name" />
              <Radar dataKey="amount" name={site.measure} stroke="__BRAND__" fill="__BRAND__" fillOpacity={0.4} />
              <Tooltip />
            </RadarChart>
          </ResponsiveContainer>
        </figure>
      </div>
      <figure className="card mt-6 p-6">
        <figcaption className="mb-4 flex flex-wrap items-center justify-between gap-3 font-bold">
          One by one
          <select aria-label="Group" className="field !w-auto" value={only} onChange={(event) => setOnly(event.target.value)}>
            <option value="">All groups</option>
            {groups.map((group) => (
              <option key={group.name}>{group.name}</option>
            ))}
          </select>
        </figcaption>
        <ResponsiveContainer width="100%" height={260}>
          <ScatterChart>
            <XAxis dataKey="x" name="Number" />
            <YAxis dataKey="y" name={site.measure} />
            <ZAxis dataKey="z" range={[60, 300]} />
            <Tooltip />
            <Scatter data={points} fill="__BRAND__" />
          </ScatterChart>
        </ResponsiveContainer>
      </figure>
    </section>
  );
}
