import { useState } from 'react';
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { forecast } from '../data/service';
import type { Hour } from '../data/service';

const measures = [
  { key: 'wind', label: 'Wind', unit: 'kn' },
  { key: 'pressure', label: 'Pressure', unit: 'hPa' },
  { key: 'waves', label: 'Waves', unit: 'm' },
] as const;

export default function Forecast() {
  const [key, setKey] = useState<Exclude<keyof Hour, 'hour'>>('wind');
  const measure = measures.find((entry) => entry.key === key) ?? measures[0];
  const values = forecast.map((hour) => hour[key]);
  const highest = Math.max(...values);
  const facts = [
    ['Lowest', Math.min(...values)],
    ['Highest', highest],
    ['Peak at', forecast[values.indexOf(highest)].hour],
  ];
  return (
    <section className="wrap py-8">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="text-4xl font-bold tracking-tight">The next 24 hours</h1>
          <p className="muted mt-2">{measure.label} hour by hour, as the service sees it this morning.</p>
        </div>
        <label className="text-sm font-semibold">
          Show
          <select value={key} onChange={(event) => setKey(event.target.value as typeof key)} className="input ml-3 !w-40">
            {measures.map((entry) => (
              <option key={entry.key} value={entry.key}>
                {entry.label}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div className="card mt-6 p-5">
        <div className="h-80" role="img" aria-label={`${measure.label} over 24 hours`}>
          <ResponsiveContainer width="100%" height="100%">
            <LineChart data={forecast} margin={{ top: 10, right: 20, bottom: 0, left: 0 }}>
              <CartesianGrid stroke="#dde8ee" vertical={false} />
              <XAxis dataKey="hour" stroke="#496270" tickLine={false} interval={2} fontSize={13} />
              <YAxis stroke="#496270" tickLine={false} axisLine={false} unit={` ${measure.unit}`} width={76} domain={['auto', 'auto']} fontSize={13} />
              <Tooltip formatter={(value) => [`${value} ${measure.unit}`, measure.label]} />
              <Line type="monotone" dataKey={key} stroke="crimson" strokeWidth={3} dot={false} isAnimationActive={false} />
            </LineChart>
          </ResponsiveContainer>
        </div>
      </div>
      <dl className="mt-4 grid gap-4 sm:grid-cols-3">
        {facts.map(([label, value]) => (
          <div key={label} className="rounded-2xl bg-[crimson] p-5 text-white">
            <dt className="text-sm font-semibold">{label}</dt>
            <dd className="text-3xl font-bold">
              {value} {label === 'Peak at' ? '' : measure.unit}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
