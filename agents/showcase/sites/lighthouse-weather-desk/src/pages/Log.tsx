import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import { Trash2 } from 'lucide-react';

interface Remark {
  id: number;
  time: string;
  text: string;
}

const key = 'skerry-light-log';
const first: Remark[] = [
  { id: 2, time: '07:40', text: 'Lamp out at sunrise. Two trawlers passed inside the reef.' },
  { id: 1, time: '05:15', text: 'Fog lifted. Gannet Head in sight again.' },
];

function load(): Remark[] {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '') as Remark[];
  } catch {
    return first;
  }
}

export default function Log() {
  const [remarks, setRemarks] = useState<Remark[]>(load);
  const [text, setText] = useState('');
  const [error, setError] = useState('');
  useEffect(() => {
    localStorage.setItem(key, JSON.stringify(remarks));
  }, [remarks]);

  const write = (event: FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    if (words.length < 3 || words.length > 200) {
      setError(`A remark has 3 to 200 characters; this one has ${words.length}.`);
      return;
    }
    const id = remarks.reduce((highest, remark) => Math.max(highest, remark.id), 0) + 1;
    setRemarks([{ id, time: new Date().toLocaleTimeString('en-GB').slice(0, 5), text: words }, ...remarks]);
    setText('');
    setError('');
  };
  return (
    <section className="wrap grid gap-6 py-8 lg:grid-cols-[1fr_1.5fr] lg:items-start">
      <form onSubmit={write} noValidate className="card p-6">
        <h1 className="text-3xl font-bold tracking-tight">Keeper’s log</h1>
        <label htmlFor="remark" className="mt-4 block text-sm font-semibold">
          New remark
        </label>
        <textarea id="remark" rows={5} value={text} onChange={(event) => setText(event.target.value)} className="input mt-1.5" aria-invalid={Boolean(error)} aria-describedby="remark-note" />
        <p id="remark-note" className="mt-1 flex justify-between gap-3 text-sm">
          <span role="alert" className="font-semibold text-[#b01030]">
            {error}
          </span>
          <span className="muted">{text.trim().length} / 200</span>
        </p>
        <button type="submit" className="fill mt-3 w-full">
          Write it down
        </button>
      </form>
      <ol className="space-y-3">
        {remarks.map((remark) => (
          <li key={remark.id} className="card flex items-start gap-4 p-5">
            <time className="rounded-lg bg-[crimson] px-2.5 py-1 text-sm font-bold text-white">{remark.time}</time>
            <p className="flex-1">{remark.text}</p>
            <button
              type="button"
              aria-label={`Delete the remark of ${remark.time}`}
              className="rounded-lg p-1.5 text-[#b01030] hover:bg-[#fdeef1]"
              onClick={() => setRemarks(remarks.filter((other) => other.id !== remark.id))}
            >
              <Trash2 className="h-4 w-4" aria-hidden="true" />
            </button>
          </li>
        ))}
        {remarks.length === 0 && <li className="card muted p-8 text-center">The page is blank. A quiet watch.</li>}
      </ol>
    </section>
  );
}
