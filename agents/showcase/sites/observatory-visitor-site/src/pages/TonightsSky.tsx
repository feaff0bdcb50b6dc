import { useState } from 'react';
import { objects } from '../data/sky';
import type { SkyObject } from '../data/sky';

function Disc({ object, size }: { object: SkyObject; size: string }) {
  return (
    <svg viewBox="0 0 100 100" className={size} aria-hidden="true">
      <circle cx="50" cy="50" r="46" fill={object.colour} opacity="0.1" />
      {object.kind === 'Planet' && <circle cx="50" cy="50" r="24" fill={object.colour} />}
      {object.id === 'saturn' && <ellipse cx="50" cy="50" rx="42" ry="10" fill="none" stroke={object.colour} strokeWidth="5" transform="rotate(-14 50 50)" />}
      {object.id === 'jupiter' && <path d="M28 42 H72 M26 52 H74 M30 61 H70" stroke="#9c6b48" strokeWidth="4" />}
      {object.kind === 'Galaxy' && (
        <g fill="none" stroke={object.colour} strokeWidth="5" strokeLinecap="round">
          <circle cx="50" cy="50" r="7" fill={object.colour} />
          <path d="M50 38 C72 36 80 56 64 68" />
          <path d="M50 62 C28 64 20 44 36 32" />
          <path d="M40 30 C62 20 88 36 84 58" opacity="0.5" />
          <path d="M60 70 C38 80 12 64 16 42" opacity="0.5" />
        </g>
      )}
      {object.kind === 'Cluster' &&
        [[38, 40], [52, 34], [62, 46], [46, 54], [58, 62], [36, 60], [70, 36]].map(([x, y]) => <circle key={`${x}${y}`} cx={x} cy={y} r="4" fill={object.colour} />)}
      {object.kind === 'Nebula' && <path d="M24 56 C20 30 52 22 60 38 C80 34 84 62 66 66 C58 84 28 78 24 56 Z" fill={object.colour} opacity="0.8" />}
    </svg>
  );
}

export default function TonightsSky() {
  const [show, setShow] = useState('Everything');
  const [open, setOpen] = useState<SkyObject | null>(null);
  const shown = objects.filter((object) => show === 'Everything' || (show === 'Planets' ? object.kind === 'Planet' : object.kind === 'Galaxy'));
  return (
    <section className="wrap py-9">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="text-4xl font-bold">Tonight’s Sky</h1>
          <p className="soft mt-2">Choose an object to read where it stands and when it is best.</p>
        </div>
        <label className="text-sm font-semibold">
          Show
          <select value={show} onChange={(event) => setShow(event.target.value)} className="input ml-3 !w-40">
            {['Everything', 'Planets', 'Galaxies'].map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      </div>
      {open && (
        <article className="panel mt-6 grid gap-6 border-2 !border-[mediumpurple] p-6 sm:grid-cols-[9rem_1fr]" aria-live="polite">
          <Disc object={open} size="w-36" />
          <div>
            <div className="flex items-start justify-between gap-4">
              <h2 className="text-3xl font-bold">{open.name}</h2>
              <button type="button" className="hollow !py-1.5" onClick={() => setOpen(null)}>
                Close
              </button>
            </div>
            <p className="mt-2 text-lg">{open.text}</p>
            <p className="soft mt-3 text-sm">
              {open.kind} in {open.where}. Best at {open.best}.
            </p>
          </div>
        </article>
      )}
      <ul className="mt-6 grid grid-cols-2 gap-4 md:grid-cols-4">
        {shown.map((object) => (
          <li key={object.id}>
            <button
              type="button"
              aria-expanded={open?.id === object.id}
              onClick={() => setOpen(object)}
              className={`panel flex h-full w-full flex-col items-center p-5 text-center transition hover:!border-[mediumpurple] ${open?.id === object.id ? '!border-[mediumpurple]' : ''}`}
            >
              <Disc object={object} size="w-28" />
              <span className="mt-3 font-bold">{object.name}</span>
              <span className="soft text-sm">{object.kind}</span>
              <span className="mt-2 rounded-full bg-[mediumpurple] px-3 py-0.5 text-xs font-bold text-[#0d1321]">best at {object.best}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
