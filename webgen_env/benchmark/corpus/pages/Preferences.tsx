import { useState } from 'react';
import type { FormEvent } from 'react';
import { Check } from 'lucide-react';
import PageHeading from '../components/PageHeading';
import { site } from '../data/site';
import { useStored } from '../hooks/useStored';

const switches = [
  ['news', 'News by e-mail', 'At most one letter each month.'],
  ['large', 'Larger text', 'Easier to read from afar.'],
  ['motion', 'Less movement', 'Pictures and panels stay where they are.'],
  ['units', 'Metric units', 'Kilometres, kilograms and degrees Celsius.'],
];

export default function Preferences() {
  const [chosen, setChosen] = useStored<string[]>('preferences', ['units']);
  const [name, setName] = useStored<string>('name', '');
  const [draft, setDraft] = useState(name);
  const [note, setNote] = useState('');
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (draft.trim().length < 2) {
      setNote('A name has two characters or more.');
      return;
    }
    setName(draft.trim());
    setNote('Saved.');
  };
  return (
    <section className="wrap max-w-3xl py-12">
      <PageHeading eyebrow="Preferences" title={`${site.name}, as you like it`} intro="Kept in this browser only." level={1} />
      <form onSubmit={save} className="card p-6" noValidate>
        <label className="label" htmlFor="preferred-name">What shall we call you?</label>
        <div className="flex gap-3">
          <input id="preferred-name" className="field" value={draft} onChange={(event) => setDraft(event.target.value)} aria-describedby="preferred-note" />
          <button type="submit" className="btn"><Check className="h-4 w-4" aria-hidden="true" /> Save</button>
        </div>
        <p id="preferred-note" role="status" className="mt-2 text-sm text-accent">{note}</p>
      </form>
      <ul className="card mt-6 divide-y divide-line">
        {switches.map(([id, label, text]) => {
          const on = chosen.includes(id);
          return (
            <li key={id} className="flex items-center justify-between gap-6 p-5">
              <div>
                <p className="font-semibold" id={`label-${id}`}>{label}</p>
                <p className="text-sm text-muted">{text}</p>
              </div>
              <button type="button" role="switch" aria-checked={on} aria-labelledby={`label-${id}`} onClick={() => setChosen(on ? chosen.filter((other) => other !== id) : [...chosen, id])} className={`relative h-7 w-12 shrink-0 rounded-full transition ${on ? 'bg-brand' : 'bg-line'}`}>
                <span className={`absolute top-1 h-5 w-5 rounded-full bg-surface shadow transition-all ${on ? 'left-6' : 'left-1'}`} />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
