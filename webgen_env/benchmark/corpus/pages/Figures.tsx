import { useState } from 'react';
import { Area, AreaChart, Bar, BarChart, CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import PageHeading from '../components/PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const mean = items.reduce((sum, item) => sum + item.amount, 0) / items.length;
const series = months.map((month, index) => ({
  month,
  value: Math.round(mean * (0.8 + 0.3 * Math.sin((index + site.seed) / 2) + index * 0.02)),
  before: Math.round(mean * (0.75 + 0.25 * Math.cos((index + site.seed) / 3))),
}));
const ranking = [...items].sort((a, b) => b.amount - a.amount).slice(0, 8).map((item) => ({ name: item.title, amount: item.amount }));

export default function Figures() {
  const [area, setArea] = useState(true);
  const latest = series[series.length - 1];
  const change = Math.round((latest.value / latest.before - 1) * 100);
  return (
    <section className="wrap py-12">
      <PageHeading eyebrow="Figures" title={`${site.measure}, month by month`} intro={`How ${site.name} does this year, and how it did the year before.`} level={1} />
      <div className="grid gap-4 sm:grid-cols-3">
        {[['This month', latest.value.toLocaleString('en')], ['A year ago', latest.before.toLocaleString('en')], ['Change', `${change > 0 ? '+' : ''}${change} %`]].map(([label, value]) => (
          <div key={label} className="card p-5">
            <p className="text-sm text-muted">{label}</p>
            <p className="mt-1 font-display text-3xl font-bold">{value}</p>
          </div>
        ))}
      </div>
      <div className="card mt-6 p-6">
        <div className="mb-4 flex items-center justify-between gap-3">
          <h2 className="text-lg font-bold">This year and the year before</h2>
          <button type="button" className="btn-quiet" onClick={() => setArea(!area)}>
            {area ? 'Show lines' : 'Show areas'}
          </button>
        </div>
        <ResponsiveContainer width="100%" height={280}>
          {area ? (
            <AreaChart data={series}>
              <CartesianGrid strokeDasharray="3 3" />
              <XAxis dataKey="month" />
              <YAxis />
              <Tooltip />
              <Legend />
              <Area type="monotone" dataKey="before" name="Year before" stroke="#94a3b8" fill="#cbd5e1" />
              <Area type="monotone" dataKey="value" name="This year" stroke="__BRAND__" fill="__BRAND__" fillOpacity={0.35} />
            </AreaChart>
          ) : (
            <LineChart data={series}>
              <CartesianGrid strokeDasharray="3 3" />
              <XAxis dataKey="month" />
              <YAxis />
              <Tooltip />
              <Legend />
              <Line type="monotone" dataKey="before" name="Year before" stroke="#94a3b8" />
              <Line type="monotone" dataKey="value" name="This year" stroke="__BRAND__" strokeWidth={3} />
            </LineChart>
          )}
        </ResponsiveContainer>
      </div>
      <div className="card mt-6 p-6">
        <h2 className="mb-4 text-lg font-bold">Highest {site.measure.toLowerCase()}</h2>
        <ResponsiveContainer width="100%" height={320}>
          <BarChart data={ranking} layout="vertical" margin={{ left: 40 }}>
            <XAxis type="number" />
            <YAxis type="category" dataKey="name" width={130} />
            <Tooltip />
            <Bar dataKey="amount" name={site.measure} fill="__BRAND__" radius={[0, 6, 6, 0]} />
          </BarChart>
        </ResponsiveContainer>
      </div>
    </section>
  );
}
