import { useState } from 'react';
import { ChevronDown } from 'lucide-react';
import PageHeading from './PageHeading';
import { site } from '../data/site';
import type { Heading } from '../types';

export interface Props {
  heading: Heading;
  questions: { question: string; answer: string }[];
}

export default function Help({ heading, questions }: Props) {
  const [open, setOpen] = useState(0);
  return (
    <section className="wrap py-12">
      <PageHeading {...heading} />
      <div className="grid gap-8 lg:grid-cols-[1.8fr_1fr] lg:items-start">
        <div className="card divide-y divide-line">
          {questions.map((entry, index) => (
            <div key={entry.question}>
              <h2>
                <button
                  type="button"
                  className="flex w-full items-center justify-between gap-4 p-5 text-left font-body text-base font-semibold"
                  aria-expanded={open === index}
                  aria-controls={`answer-${index}`}
                  onClick={() => setOpen(open === index ? -1 : index)}
                >
                  {entry.question}
                  <ChevronDown className={`h-5 w-5 shrink-0 text-accent transition ${open === index ? 'rotate-180' : ''}`} aria-hidden="true" />
                </button>
              </h2>
              {open === index && (
                <p id={`answer-${index}`} className="px-5 pb-5 text-muted">
                  {entry.answer}
                </p>
              )}
            </div>
          ))}
        </div>
        <aside className="rounded-card bg-brand p-7 text-onbrand">
          <h2 className="text-xl font-bold !text-onbrand">Plan your visit</h2>
          <dl className="mt-4 space-y-4 text-sm">
            {site.hours.map((line) => (
              <div key={line.label} className="flex justify-between gap-4 border-t border-onbrand pt-3">
                <dt>{line.label}</dt>
                <dd className="text-right font-semibold">{line.value}</dd>
              </div>
            ))}
          </dl>
          <p className="mt-6 text-sm">
            {site.address}
            <br />
            {site.phone}
          </p>
        </aside>
      </div>
    </section>
  );
}
