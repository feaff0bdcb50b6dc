import { useState } from 'react';
import type { FormEvent } from 'react';
import { Link } from 'react-router-dom';
import { benches } from '../data/cafe';
import type { Bench } from '../data/cafe';
import { useCafe } from '../hooks/useCafe';

const empty = { name: '', thing: '', wrong: '', bench: '' };
type Field = keyof typeof empty;

const asked: { field: Field; label: string; hint: string; refusal: string }[] = [
  { field: 'name', label: 'Your name', hint: 'So that we can call you', refusal: 'Please tell us your name.' },
  { field: 'thing', label: 'The thing', hint: 'Toaster, trousers, tricycle', refusal: 'Please say what you have brought.' },
  { field: 'wrong', label: 'What is wrong', hint: 'Smokes, squeaks, does nothing at all', refusal: 'Please say what is wrong with it.' },
];

export default function Arrival() {
  const { register, nextNumber } = useCafe();
  const [given, setGiven] = useState(empty);
  const [refused, setRefused] = useState<Partial<Record<Field, string>>>({});
  const [done, setDone] = useState<{ number: number; name: string; bench: string } | null>(null);
  const set = (field: Field, value: string) => setGiven((now) => ({ ...now, [field]: value }));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found: Partial<Record<Field, string>> = {};
    for (const { field, refusal } of asked) if (!given[field].trim()) found[field] = refusal;
    if (!given.bench) found.bench = 'Please choose a bench.';
    setRefused(found);
    const first = Object.keys(empty).find((field) => found[field as Field]);
    if (first) {
      setDone(null);
      document.getElementById(first)?.focus();
      return;
    }
    register({ name: given.name.trim(), thing: given.thing.trim(), wrong: given.wrong.trim(), bench: given.bench as Bench });
    setDone({ number: nextNumber, name: given.name.trim(), bench: given.bench });
    setGiven(empty);
  };
  const bound = (field: Field) => ({
    id: field,
    className: 'input',
    value: given[field],
    'aria-invalid': Boolean(refused[field]),
    'aria-describedby': `${field}-refused`,
  });
  const refusal = (field: Field) => (
    <p id={`${field}-refused`} role="alert" className="mt-1.5 text-sm font-semibold text-[#a01828]">
      {refused[field]}
    </p>
  );

  return (
    <>
      <h1>Check In</h1>
      <p className="soft mt-2">Put it on the table and tell us about it. Then there is coffee.</p>
      <div className="mt-8 grid items-start gap-8 md:grid-cols-[1.4fr_1fr]">
        <form onSubmit={submit} noValidate className="space-y-4">
          {asked.map(({ field, label, hint }) => (
            <div key={field}>
              <label htmlFor={field} className="mb-1.5 block font-bold">
                {label}
              </label>
              <input {...bound(field)} placeholder={hint} maxLength={80} onChange={(event) => set(field, event.target.value)} />
              {refusal(field)}
            </div>
          ))}
          <div>
            <label htmlFor="bench" className="mb-1.5 block font-bold">
              Bench
            </label>
            <select {...bound('bench')} onChange={(event) => set('bench', event.target.value)}>
              <option value="">Choose a bench</option>
              {benches.map((bench) => (
                <option key={bench}>{bench}</option>
              ))}
            </select>
            {refusal('bench')}
          </div>
          <button type="submit" className="patch text-base">
            Check in
          </button>
        </form>
        <div className="sewn bg-[#114b5f] px-8 py-10 text-center text-[mistyrose]" role="status">
          {done ? (
            <>
              <p className="text-xl font-extrabold">You are number {done.number}</p>
              <p className="number my-5 text-8xl font-bold leading-none" aria-hidden="true">
                {done.number}
              </p>
              <p>
                {done.name}, keep an ear on the {done.bench} bench.
              </p>
              <Link to="/" className="relative z-10 mt-5 inline-block font-bold underline underline-offset-4 focus-visible:outline-white">
                See the board
              </Link>
            </>
          ) : (
            <>
              <svg viewBox="0 0 160 110" className="mx-auto w-48" aria-hidden="true">
                <path d="M20 18h120v22a15 15 0 000 30v22H20V70a15 15 0 000-30z" fill="mistyrose" />
                <path d="M56 26v58" stroke="#114b5f" strokeWidth="2" strokeDasharray="5 5" />
                <path d="M72 42h50M72 56h38M72 70h44" stroke="#114b5f" strokeWidth="5" strokeLinecap="round" opacity="0.35" />
                <path d="M150 12q-22 20-46 78" fill="none" stroke="#d1495b" strokeWidth="2.5" strokeDasharray="7 5" />
              </svg>
              <p className="mt-4 text-lg font-bold">Your number will be sewn on here.</p>
            </>
          )}
        </div>
      </div>
    </>
  );
}
