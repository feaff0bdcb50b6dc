import { useState } from 'react';
import { Check, ChevronDown } from 'lucide-react';
import PageHeading from './PageHeading';
import { useStored } from '../hooks/useStored';
import type { Heading } from '../types';

export interface Props {
  heading: Heading;
  store: string;
  mark: string;
  entries: { when: string; title: string; group: string; text: string }[];
}

export default function Agenda({ heading, store, mark, entries }: Props) {
  const groups = [...new Set(entries.map((entry) => entry.group))];
  const [group, setGroup] = useState('');
  const [open, setOpen] = useState('');
  const [marked, setMarked] = useStored<string[]>(store, []);
  const shown = entries.filter((entry) => !group || entry.group === group);
  const toggle = (title: string) =>
    setMarked((current) => (current.includes(title) ? current.filter((other) => other !== title) : [...current, title]));

  return (
    <section className="wrap py-12">
      <PageHeading {...heading} />
      <div className="flex flex-wrap items-center gap-2" role="group" aria-label="Show">
        {['', ...groups].map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={group === name}
            onClick={() => setGroup(name)}
            className={`rounded-full border px-4 py-1.5 text-sm font-semibold transition ${
              group === name ? 'border-brand bg-brand text-onbrand' : 'border-line bg-surface hover:border-accent'
            }`}
          >
            {name || 'All'}
          </button>
        ))}
        <span className="ml-auto text-sm text-muted" role="status">
          {marked.length} marked
        </span>
      </div>
      <ol className="mt-6 border-l-2 border-brand">
        {shown.map((entry) => (
          <li key={entry.title} className="relative pb-5 pl-7">
            <span className="absolute -left-[9px] top-6 h-4 w-4 rounded-full border-4 border-page bg-brand" aria-hidden="true" />
            <article className="card p-5">
              <div className="flex flex-wrap items-center justify-between gap-3">
                <button
                  type="button"
                  className="flex flex-1 items-center gap-3 text-left"
                  aria-expanded={open === entry.title}
                  onClick={() => setOpen(open === entry.title ? '' : entry.title)}
                >
                  <span>
                    <span className="block text-sm font-semibold text-accent">{entry.when}</span>
                    <span className="block text-lg font-bold">{entry.title}</span>
                  </span>
                  <ChevronDown className={`h-5 w-5 shrink-0 text-accent transition ${open === entry.title ? 'rotate-180' : ''}`} aria-hidden="true" />
                </button>
                <span className="chip">{entry.group}</span>
                <button
                  type="button"
                  aria-pressed={marked.includes(entry.title)}
                  onClick={() => toggle(entry.title)}
                  className={marked.includes(entry.title) ? 'btn' : 'btn-quiet'}
                >
                  <Check className="h-4 w-4" aria-hidden="true" /> {mark}
                </button>
              </div>
              {open === entry.title && <p className="mt-3 text-muted">{entry.text}</p>}
            </article>
          </li>
        ))}
      </ol>
    </section>
  );
}
