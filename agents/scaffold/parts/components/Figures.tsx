import { useState } from 'react';
import { Area, AreaChart, Bar, BarChart, CartesianGrid, Cell, Pie, PieChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import PageHeading from './PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';
import { colours } from '../data/theme';
import type { Heading } from '../types';

interface Series {
  label: string;
  unit: string;
  values: number[];
}

export interface Props {
  heading: Heading;
  series: Series[];
  periods: string[];
}

const byGroup = [...new Set(items.map((item) => item.category))].map((name) => ({
  name,
  value: items.filter((item) => item.category === name).length,
}));
const ranking = [...items].sort((a, b) => b.amount - a.amount).slice(0, 6).map((item) => ({ name: item.title, amount: item.amount }));
const tooltip = { background: colours.surface, border: `1px solid ${colours.line}`, color: colours.ink, borderRadius: 8 };
const tick = { fill: colours.muted, fontSize: 12 };

export default function Figures({ heading, series, periods }: Props) {
  const [choice, setChoice] = useState(0);
  const current = series[choice];
  const rows = periods.map((period, index) => ({ period, value: current.values[index] }));

  return (
    <section className="wrap py-12">
      <PageHeading {...heading} />
      <div className="card p-6">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="text-lg font-bold">{current.label} over the year</h2>
          <div className="flex flex-wrap gap-2" role="group" aria-label="Figure">
            {series.map((entry, index) => (
              <button key={entry.label} type="button" aria-pressed={index === choice} onClick={() => setChoice(index)} className={index === choice ? 'btn' : 'btn-quiet'}>
                {entry.label}
              </button>
            ))}
          </div>
        </div>
        <div className="mt-6 h-72">
          <ResponsiveContainer width="100%" height="100%">
            <AreaChart data={rows} margin={{ left: -12, right: 8 }}>
              <CartesianGrid stroke={colours.line} vertical={false} />
              <XAxis dataKey="period" tick={tick} tickLine={false} axisLine={false} />
              <YAxis tick={tick} tickLine={false} axisLine={false} />
              <Tooltip contentStyle={tooltip} />
              <Area dataKey="value" name={current.label} stroke={colours.brand} strokeWidth={3} fill={colours.brand} fillOpacity={0.16} isAnimationActive={false} />
            </AreaChart>
          </ResponsiveContainer>
        </div>
      </div>
      <div className="mt-5 grid gap-5 lg:grid-cols-[1.4fr_1fr]">
        <div className="card p-6">
          <h2 className="text-lg font-bold">Highest {site.measure.toLowerCase()}</h2>
          <div className="mt-4 h-72">
            <ResponsiveContainer width="100%" height="100%">
              <BarChart data={ranking} layout="vertical" margin={{ left: 24, right: 16 }}>
                <XAxis type="number" hide />
                <YAxis type="category" dataKey="name" width={130} tick={tick} tickLine={false} axisLine={false} />
                <Tooltip contentStyle={tooltip} cursor={{ fill: colours.tint }} />
                <Bar dataKey="amount" name={site.measure} fill={colours.brand} radius={[0, 6, 6, 0]} isAnimationActive={false} />
              </BarChart>
            </ResponsiveContainer>
          </div>
        </div>
        <div className="card p-6">
          <h2 className="text-lg font-bold">Share of each group</h2>
          <div className="mt-4 h-52">
            <ResponsiveContainer width="100%" height="100%">
              <PieChart>
                <Pie data={byGroup} dataKey="value" nameKey="name" innerRadius="58%" outerRadius="96%" paddingAngle={3} stroke="none" isAnimationActive={false}>
                  {byGroup.map((group, index) => (
                    <Cell key={group.name} fill={colours.brand} fillOpacity={1 - (index * 0.75) / byGroup.length} />
                  ))}
                </Pie>
                <Tooltip contentStyle={tooltip} />
              </PieChart>
            </ResponsiveContainer>
          </div>
          <ul className="mt-4 flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
            {byGroup.map((group) => (
              <li key={group.name}>
                {group.name}: <strong className="text-ink">{group.value}</strong>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}
