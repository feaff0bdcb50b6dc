import { useMemo, useState } from 'react';
import { ArrowDownUp } from 'lucide-react';
import PageHeading from './PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';
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

const width = 640;
const height = 240;

export default function Insights({ heading, series, periods }: Props) {
  const [choice, setChoice] = useState(0);
  const [span, setSpan] = useState(periods.length);
  const [bars, setBars] = useState(true);
  const [rising, setRising] = useState(false);
  const current = series[choice];
  const values = current.values.slice(-span);
  const names = periods.slice(-span);
  const top = Math.max(...values) * 1.1;
  const step = width / values.length;
  const points = values.map((value, index) => `${step * (index + 0.5)},${height - (value / top) * height}`).join(' ');
  const rows = useMemo(() => [...items].sort((a, b) => (rising ? a.amount - b.amount : b.amount - a.amount)), [rising]);
  const change = Math.round((values[values.length - 1] / values[0] - 1) * 100);

  return (
    <section className="wrap py-12">
      <PageHeading {...heading} />
      <div className="grid gap-4 sm:grid-cols-3">
        {series.map((entry, index) => (
          <button
            key={entry.label}
            type="button"
            aria-pressed={index === choice}
            onClick={() => setChoice(index)}
            className={`rounded-card border p-5 text-left transition ${index === choice ? 'border-brand bg-brand text-onbrand' : 'border-line bg-surface hover:border-accent'}`}
          >
            <span className="block text-sm font-medium">{entry.label}</span>
            <span className="mt-1 block font-display text-3xl font-bold">
              {entry.values[entry.values.length - 1].toLocaleString('en')}
              <span className="ml-1 text-base font-semibold">{entry.unit}</span>
            </span>
          </button>
        ))}
      </div>
      <div className="card mt-5 p-6">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="text-lg font-bold">
            {current.label} <span className="text-sm font-semibold text-accent">{change >= 0 ? `up ${change}` : `down ${-change}`} %</span>
          </h2>
          <div className="flex flex-wrap gap-2">
            <select aria-label="Period" value={span} onChange={(event) => setSpan(Number(event.target.value))} className="field !w-auto">
              <option value={6}>Last 6</option>
              <option value={periods.length}>Last {periods.length}</option>
            </select>
            <button type="button" className="btn-quiet" onClick={() => setBars(!bars)}>
              {bars ? 'Show as line' : 'Show as bars'}
            </button>
          </div>
        </div>
        <svg viewBox={`0 -10 ${width} ${height + 40}`} className="mt-5 w-full text-brand" role="img" aria-label={`${current.label} over ${names.length} periods`}>
          {[0, 1, 2, 3, 4].map((line) => (
            <line key={line} x1="0" x2={width} y1={(height / 4) * line} y2={(height / 4) * line} className="stroke-line" strokeWidth="1" />
          ))}
          {bars ? (
            values.map((value, index) => (
              <rect
                key={names[index]}
                x={step * index + step * 0.18}
                y={height - (value / top) * height}
                width={step * 0.64}
                height={(value / top) * height}
                rx="4"
                fill="currentColor"
              >
                <title>{`${names[index]}: ${value} ${current.unit}`}</title>
              </rect>
            ))
          ) : (
            <>
              <polygon points={`${step / 2},${height} ${points} ${width - step / 2},${height}`} fill="currentColor" opacity="0.14" />
              <polyline points={points} fill="none" stroke="currentColor" strokeWidth="3" strokeLinejoin="round" />
            </>
          )}
          {names.map((name, index) => (
            <text key={name} x={step * (index + 0.5)} y={height + 22} textAnchor="middle" className="fill-muted text-[13px]">
              {name}
            </text>
          ))}
        </svg>
      </div>
      <div className="card mt-5 overflow-x-auto">
        <table className="w-full min-w-[34rem] text-left text-sm">
          <caption className="px-6 py-4 text-left text-lg font-bold">Ranking of {site.items}</caption>
          <thead className="bg-tint text-accent">
            <tr>
              <th className="px-6 py-3 font-semibold">No.</th>
              <th className="px-3 py-3 font-semibold">Name</th>
              <th className="px-3 py-3 font-semibold">Group</th>
              <th className="px-6 py-3 text-right font-semibold">
                <button type="button" className="inline-flex items-center gap-1.5" onClick={() => setRising(!rising)}>
                  {site.measure} <ArrowDownUp className="h-3.5 w-3.5" aria-hidden="true" />
                </button>
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.map((item, index) => (
              <tr key={item.id}>
                <td className="px-6 py-3 text-muted">{index + 1}</td>
                <td className="px-3 py-3 font-semibold">{item.title}</td>
                <td className="px-3 py-3">{item.category}</td>
                <td className="px-6 py-3 text-right font-semibold">{item.value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
