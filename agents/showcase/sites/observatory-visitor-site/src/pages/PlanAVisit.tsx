import { useState } from 'react';
import type { FormEvent } from 'react';

const fields = [
  { name: 'name', label: 'Name', type: 'text' },
  { name: 'email', label: 'E-mail address', type: 'email' },
  { name: 'date', label: 'Date', type: 'date' },
  { name: 'visitors', label: 'Number of visitors', type: 'number' },
];

function problems(values: Record<string, string>): Record<string, string> {
  const found: Record<string, string> = {};
  const visitors = Number(values.visitors);
  if (!values.name?.trim()) found.name = 'Please tell us your name.';
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values.email?.trim() ?? '')) found.email = 'Please enter an address like name@example.com.';
  if (!values.date) found.date = 'Please choose the night of your visit.';
  if (!Number.isInteger(visitors) || visitors < 1 || visitors > 12) found.visitors = 'The dome holds 1 to 12 visitors.';
  return found;
}

export default function PlanAVisit() {
  const [values, setValues] = useState<Record<string, string>>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [done, setDone] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = problems(values);
    setErrors(found);
    setDone(Object.keys(found).length === 0);
  };
  return (
    <section className="wrap grid gap-8 py-9 md:grid-cols-[1.4fr_1fr] md:items-start">
      <div>
        <h1 className="text-4xl font-bold">Plan a Visit</h1>
        <p className="soft mt-2">We open one hour after sunset. If clouds come, we call you before you leave.</p>
        {done ? (
          <div className="panel mt-6 border-2 !border-[mediumpurple] p-8" role="status">
            <h2 className="text-3xl font-bold">See you under the stars</h2>
            <dl className="mt-5 space-y-2">
              {fields.map((field) => (
                <div key={field.name} className="flex justify-between gap-6 border-b border-[#2c3658] pb-2">
                  <dt className="soft">{field.label}</dt>
                  <dd className="font-semibold">{values[field.name]}</dd>
                </div>
              ))}
            </dl>
            <button type="button" className="hollow mt-6" onClick={() => setDone(false)}>
              Change the request
            </button>
          </div>
        ) : (
          <form onSubmit={submit} noValidate className="panel mt-6 grid gap-5 p-7 sm:grid-cols-2">
            {fields.map((field) => (
              <div key={field.name}>
                <label htmlFor={field.name} className="mb-1.5 block text-sm font-semibold">
                  {field.label}
                </label>
                <input
                  id={field.name}
                  type={field.type}
                  value={values[field.name] ?? ''}
                  onChange={(event) => setValues({ ...values, [field.name]: event.target.value })}
                  className="input"
                  aria-invalid={Boolean(errors[field.name])}
                />
                <p role="alert" className="mt-1 min-h-[1.25rem] text-sm" style={{ color: 'var(--error)' }}>
                  {errors[field.name]}
                </p>
              </div>
            ))}
            <button type="submit" className="fill sm:col-span-2">
              Request a visit
            </button>
          </form>
        )}
      </div>
      <aside className="rounded-2xl bg-[mediumpurple] p-7 text-[#0d1321] md:mt-24">
        <h2 className="text-2xl font-bold">Good to know</h2>
        <ul className="mt-4 space-y-3 font-medium">
          {['Fridays and Saturdays, from dusk to one o’clock', 'Warm clothes: the dome is as cold as the night', 'Red torches only, we lend you one', 'Adults 9 euros, children free'].map((line) => (
            <li key={line} className="border-t border-[#0d1321] pt-3">
              {line}
            </li>
          ))}
        </ul>
      </aside>
    </section>
  );
}
