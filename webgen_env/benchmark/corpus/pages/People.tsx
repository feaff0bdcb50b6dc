import { useState } from 'react';
import { Mail } from 'lucide-react';
import PageHeading from '../components/PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';

const names = ['Amara Lindqvist', 'Jonas Okoye', 'Mei Castellano', 'Tariq Bergström', 'Ilse Nakamura', 'Rafael Dunne', 'Sunniva Patel', 'Owen Ferreira'];
const roles = ['Direction', 'Research', 'Workshop', 'Visitors'];
const people = names.map((name, index) => ({ name, role: roles[(index + site.seed) % roles.length], about: items[index % items.length] }));

export default function People() {
  const [role, setRole] = useState('');
  return (
    <section className="wrap py-12">
      <PageHeading eyebrow="People" title={`Who makes ${site.name}`} intro={`Each of us looks after a few ${site.items}.`} level={1} />
      <div className="mb-7 flex flex-wrap gap-2" role="group" aria-label="Role">
        {['', ...roles].map((choice) => (
          <button key={choice} type="button" aria-pressed={role === choice} onClick={() => setRole(choice)} className={`rounded-full border px-4 py-1.5 text-sm font-semibold ${role === choice ? 'border-brand bg-brand text-onbrand' : 'border-line bg-surface'}`}>
            {choice || 'Everybody'}
          </button>
        ))}
      </div>
      <ul className="grid gap-6 sm:grid-cols-2 lg:grid-cols-4">
        {people.filter((person) => !role || person.role === role).map((person) => (
          <li key={person.name} className="card overflow-hidden">
            <div className="flex h-32 items-end bg-gradient-to-br from-brand to-tint p-4">
              <span className="flex h-16 w-16 items-center justify-center rounded-full bg-surface font-display text-xl font-bold text-accent">
                {person.name.split(' ').map((word) => word[0]).join('')}
              </span>
            </div>
            <div className="p-5">
              <h2 className="font-bold">{person.name}</h2>
              <p className="text-sm text-accent">{person.role}</p>
              <p className="mt-3 text-sm text-muted">Looks after {person.about.title}: {person.about.summary}</p>
              <a href={`mailto:${site.email}`} className="mt-4 inline-flex items-center gap-1.5 text-sm font-semibold text-accent">
                <Mail className="h-4 w-4" aria-hidden="true" /> Write
              </a>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
