import Artwork from './Artwork';
import PageHeading from './PageHeading';
import { site } from '../data/site';
import type { Heading } from '../types';

export interface Props {
  heading: Heading;
  paragraphs: string[];
  values: { title: string; text: string }[];
  people: { name: string; role: string }[];
}

export default function Story({ heading, paragraphs, values, people }: Props) {
  return (
    <section className="wrap py-12">
      <PageHeading {...heading} />
      <div className="grid gap-10 md:grid-cols-2 md:items-center">
        <div className="space-y-4">
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
        <Artwork seed={site.seed + 3} icon={site.icon} className="h-72 rounded-card" iconClass="h-12 w-12" />
      </div>
      <ul className="mt-12 grid gap-5 md:grid-cols-3">
        {values.map((value) => (
          <li key={value.title} className="card border-t-4 border-t-brand p-6">
            <h2 className="text-lg font-bold">{value.title}</h2>
            <p className="mt-2 text-sm text-muted">{value.text}</p>
          </li>
        ))}
      </ul>
      <h2 className="mt-14 text-2xl font-bold">The people behind it</h2>
      <ul className="mt-5 grid gap-5 sm:grid-cols-2 lg:grid-cols-4">
        {people.map((person) => (
          <li key={person.name} className="card flex items-center gap-4 p-4">
            <span className="flex h-12 w-12 shrink-0 items-center justify-center rounded-full bg-brand font-display font-bold text-onbrand" aria-hidden="true">
              {person.name
                .split(' ')
                .map((part) => part[0])
                .join('')}
            </span>
            <span>
              <span className="block font-bold">{person.name}</span>
              <span className="block text-sm text-muted">{person.role}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
