import { useState } from 'react';
import type { FormEvent } from 'react';
import { Check, Pencil, Plus, Trash2 } from 'lucide-react';
import PageHeading from './PageHeading';
import { useStored } from '../hooks/useStored';
import type { Heading } from '../types';

interface Entry {
  id: number;
  title: string;
  status: string;
  note: string;
}

export interface Props {
  heading: Heading;
  store: string;
  noun: string;
  statuses: string[];
  entries: Entry[];
}

export default function Board({ heading, store, noun, statuses, entries }: Props) {
  const [list, setList] = useStored<Entry[]>(store, entries);
  const [title, setTitle] = useState('');
  const [status, setStatus] = useState(statuses[0]);
  const [editing, setEditing] = useState<number | null>(null);
  const [asking, setAsking] = useState<number | null>(null);
  const [filter, setFilter] = useState('');
  const [query, setQuery] = useState('');
  const [message, setMessage] = useState('');
  const [error, setError] = useState('');

  const save = (event: FormEvent) => {
    event.preventDefault();
    const name = title.trim();
    if (!name) {
      setError(`Enter a name for the ${noun}.`);
      return;
    }
    if (editing === null) {
      const id = list.reduce((highest, entry) => Math.max(highest, entry.id), 0) + 1;
      setList((current) => [{ id, title: name, status, note: 'Added by you' }, ...current]);
      setMessage(`Added “${name}”.`);
    } else {
      setList((current) => current.map((entry) => (entry.id === editing ? { ...entry, title: name, status } : entry)));
      setMessage(`Saved “${name}”.`);
    }
    setTitle('');
    setEditing(null);
    setError('');
  };
  const advance = (entry: Entry) => {
    const following = statuses[(statuses.indexOf(entry.status) + 1) % statuses.length];
    setList((current) => current.map((other) => (other.id === entry.id ? { ...other, status: following } : other)));
    setMessage(`“${entry.title}” is now ${following.toLowerCase()}.`);
  };
  const remove = (entry: Entry) => {
    setList((current) => current.filter((other) => other.id !== entry.id));
    setMessage(`Deleted “${entry.title}”.`);
    setAsking(null);
  };
  const shown = list.filter(
    (entry) => (!filter || entry.status === filter) && entry.title.toLowerCase().includes(query.trim().toLowerCase()),
  );

  return (
    <section className="wrap py-12">
      <PageHeading {...heading} />
      <dl className="grid grid-cols-3 gap-3 sm:gap-5">
        {statuses.map((name) => (
          <div key={name} className="card flex flex-col-reverse p-4 sm:p-5">
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="font-display text-3xl font-bold text-accent">{list.filter((entry) => entry.status === name).length}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-6 grid gap-6 lg:grid-cols-[1fr_1.9fr] lg:items-start">
        <form onSubmit={save} noValidate className="card space-y-4 p-6">
          <h2 className="text-lg font-bold">{editing === null ? `Add a new ${noun}` : `Edit ${noun}`}</h2>
          <div>
            <label htmlFor={`${store}-title`} className="label">
              Name
            </label>
            <input id={`${store}-title`} value={title} onChange={(event) => setTitle(event.target.value)} className="field" aria-invalid={Boolean(error)} />
            <p className="mt-1 text-xs font-semibold text-accent" aria-live="polite">
              {error}
            </p>
          </div>
          <div>
            <label htmlFor={`${store}-status`} className="label">
              Status
            </label>
            <select id={`${store}-status`} value={status} onChange={(event) => setStatus(event.target.value)} className="field">
              {statuses.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </div>
          <button type="submit" className="btn w-full">
            <Plus className="h-4 w-4" aria-hidden="true" /> {editing === null ? `Add ${noun}` : 'Save changes'}
          </button>
          <p role="status" className="text-sm font-semibold text-accent">
            {message}
          </p>
        </form>
        <div className="card overflow-hidden">
          <div className="flex flex-wrap gap-3 border-b border-line p-4">
            <input
              type="search"
              aria-label={`Search ${noun}s`}
              placeholder={`Search ${noun}s`}
              value={query}
              onChange={(event) => setQuery(event.target.value)}
              className="field min-w-[10rem] !flex-1"
            />
            <select aria-label="Show status" value={filter} onChange={(event) => setFilter(event.target.value)} className="field !w-40">
              <option value="">All</option>
              {statuses.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </div>
          <ul className="divide-y divide-line">
            {shown.map((entry) => (
              <li key={entry.id} className="flex flex-wrap items-center gap-3 px-4 py-3.5">
                <button
                  type="button"
                  onClick={() => advance(entry)}
                  aria-label={`Change status of ${entry.title}`}
                  className={`flex h-6 w-6 shrink-0 items-center justify-center rounded-full border-2 border-accent ${
                    entry.status === statuses[statuses.length - 1] ? 'bg-brand text-onbrand' : 'text-transparent'
                  }`}
                >
                  <Check className="h-3.5 w-3.5" aria-hidden="true" />
                </button>
                <span className="min-w-[9rem] flex-1">
                  <span className="block font-semibold">{entry.title}</span>
                  <span className="block text-xs text-muted">{entry.note}</span>
                </span>
                <span className="chip">{entry.status}</span>
                {asking === entry.id ? (
                  <span className="flex items-center gap-2 text-sm">
                    Delete?
                    <button type="button" className="font-semibold text-accent underline" onClick={() => remove(entry)}>
                      Yes
                    </button>
                    <button type="button" className="font-semibold underline" onClick={() => setAsking(null)}>
                      No
                    </button>
                  </span>
                ) : (
                  <span className="flex gap-1">
                    <button
                      type="button"
                      aria-label={`Edit ${entry.title}`}
                      className="rounded-full p-2 text-accent hover:bg-tint"
                      onClick={() => {
                        setEditing(entry.id);
                        setTitle(entry.title);
                        setStatus(entry.status);
                      }}
                    >
                      <Pencil className="h-4 w-4" aria-hidden="true" />
                    </button>
                    <button
                      type="button"
                      aria-label={`Delete ${entry.title}`}
                      className="rounded-full p-2 text-accent hover:bg-tint"
                      onClick={() => setAsking(entry.id)}
                    >
                      <Trash2 className="h-4 w-4" aria-hidden="true" />
                    </button>
                  </span>
                )}
              </li>
            ))}
            {shown.length === 0 && <li className="p-8 text-center text-sm text-muted">No {noun}s to show.</li>}
          </ul>
        </div>
      </div>
    </section>
  );
}
