import { useState } from 'react';
import type { FormEvent } from 'react';
import { CheckCircle2, Trash2 } from 'lucide-react';
import PageHeading from './PageHeading';
import { useStored } from '../hooks/useStored';
import type { Field, Heading } from '../types';

export interface Props {
  heading: Heading;
  store: string;
  fields: Field[];
  submit: string;
  success: string;
  record: string;
  aside: string[];
}

interface Entry {
  reference: string;
  values: Record<string, string>;
}

function problem(field: Field, value: string): string {
  const text = value.trim();
  if (!text) return field.required ? `Please enter ${field.label.toLowerCase()}.` : '';
  if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return 'Enter an e-mail address like name@example.com.';
  if (field.type === 'tel' && text.replace(/\D/g, '').length < 6) return 'Enter a phone number with at least six digits.';
  if (field.type === 'number') {
    const amount = Number(text);
    if (Number.isNaN(amount)) return 'Enter a number.';
    if (field.min !== null && field.max !== null && (amount < field.min || amount > field.max)) {
      return `Enter a number between ${field.min} and ${field.max}.`;
    }
  }
  return '';
}

export default function RequestForm({ heading, store, fields, submit, success, record, aside }: Props) {
  const empty = Object.fromEntries(fields.map((field) => [field.name, '']));
  const [values, setValues] = useState<Record<string, string>>(empty);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [sending, setSending] = useState(false);
  const [done, setDone] = useState('');
  const [entries, setEntries] = useStored<Entry[]>(store, []);

  const send = (event: FormEvent) => {
    event.preventDefault();
    const found: Record<string, string> = {};
    fields.forEach((field) => {
      const message = problem(field, values[field.name]);
      if (message) found[field.name] = message;
    });
    setErrors(found);
    setDone('');
    if (Object.keys(found).length > 0) return;
    setSending(true);
    window.setTimeout(() => {
      const reference = `${record.slice(0, 2).toUpperCase()}-${1041 + entries.length * 7}`;
      setEntries((current) => [{ reference, values }, ...current]);
      setDone(reference);
      setValues(empty);
      setSending(false);
    }, 350);
  };

  return (
    <section className="wrap py-12">
      <PageHeading {...heading} />
      <div className="grid gap-8 lg:grid-cols-[1.5fr_1fr] lg:items-start">
        <form onSubmit={send} noValidate className="card grid gap-5 p-6 sm:grid-cols-2 sm:p-8">
          {fields.map((field) => {
            const shared = {
              id: `${store}-${field.name}`,
              value: values[field.name],
              'aria-invalid': Boolean(errors[field.name]),
              'aria-describedby': `${store}-${field.name}-note`,
              className: `field ${errors[field.name] ? '!border-accent' : ''}`,
            };
            const change = (value: string) => setValues({ ...values, [field.name]: value });
            return (
              <div key={field.name} className={field.type === 'textarea' ? 'sm:col-span-2' : ''}>
                <label htmlFor={shared.id} className="label">
                  {field.label}
                  {!field.required && <span className="font-normal text-muted"> (optional)</span>}
                </label>
                {field.type === 'textarea' ? (
                  <textarea {...shared} rows={4} onChange={(event) => change(event.target.value)} placeholder={field.hint} />
                ) : field.type === 'select' ? (
                  <select {...shared} onChange={(event) => change(event.target.value)}>
                    <option value="">Choose…</option>
                    {field.options.map((option) => (
                      <option key={option}>{option}</option>
                    ))}
                  </select>
                ) : (
                  <input {...shared} type={field.type} onChange={(event) => change(event.target.value)} placeholder={field.hint} />
                )}
                <p id={`${store}-${field.name}-note`} className="mt-1 text-xs font-semibold text-accent" aria-live="polite">
                  {errors[field.name]}
                </p>
              </div>
            );
          })}
          <div className="flex flex-wrap items-center gap-4 sm:col-span-2">
            <button type="submit" className="btn" disabled={sending}>
              {sending ? 'Sending…' : submit}
            </button>
            {Object.keys(errors).length > 0 && <p className="text-sm text-accent">Please check the marked fields.</p>}
          </div>
          <div role="status" className="sm:col-span-2">
            {done && (
              <p className="flex items-center gap-3 rounded-control bg-tint p-4 text-sm font-semibold text-accent">
                <CheckCircle2 className="h-5 w-5 shrink-0" aria-hidden="true" /> {success} Your reference is {done}.
              </p>
            )}
          </div>
        </form>
        <aside className="space-y-5">
          <div className="rounded-card bg-brand p-6 text-onbrand">
            <h2 className="text-lg font-bold !text-onbrand">Good to know</h2>
            <ul className="mt-3 space-y-3 text-sm">
              {aside.map((line) => (
                <li key={line} className="border-t border-onbrand pt-3">
                  {line}
                </li>
              ))}
            </ul>
          </div>
          <div className="card p-6">
            <h2 className="text-lg font-bold">Your {record}s</h2>
            {entries.length === 0 ? (
              <p className="mt-2 text-sm text-muted">Nothing yet. What you send appears here and stays after a reload.</p>
            ) : (
              <ul className="mt-3 divide-y divide-line">
                {entries.map((entry) => (
                  <li key={entry.reference} className="flex items-center justify-between gap-3 py-2.5 text-sm">
                    <span className="min-w-0">
                      <span className="block font-semibold">{entry.reference}</span>
                      <span className="block truncate text-muted">{Object.values(entry.values).filter(Boolean).slice(0, 2).join(', ')}</span>
                    </span>
                    <button
                      type="button"
                      aria-label={`Cancel ${entry.reference}`}
                      className="rounded-full p-2 text-accent hover:bg-tint"
                      onClick={() => setEntries((current) => current.filter((other) => other.reference !== entry.reference))}
                    >
                      <Trash2 className="h-4 w-4" aria-hidden="true" />
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </div>
        </aside>
      </div>
    </section>
  );
}
