import { useState } from 'react';
import type { FormEvent } from 'react';
import { Plus } from 'lucide-react';
import HiveCard from '../components/HiveCard';
import Modal from '../components/Modal';
import { moods } from '../data/notes';
import type { Hive, Mood } from '../data/notes';
import { useNotes } from '../hooks/useNotes';

type Open = { kind: 'add' } | { kind: 'rename' | 'remove'; hive: Hive } | null;

export default function Hives() {
  const { hives, addHive, renameHive, removeHive } = useNotes();
  const [open, setOpen] = useState<Open>(null);
  const [name, setName] = useState('');
  const [year, setYear] = useState('');
  const [mood, setMood] = useState<Mood>('Calm');
  const [wrong, setWrong] = useState<{ name?: string; year?: string }>({});
  const [said, setSaid] = useState('');
  const thisYear = new Date().getFullYear();

  const show = (next: Open) => {
    setOpen(next);
    setName(next?.kind === 'rename' ? next.hive.name : '');
    setYear(String(thisYear));
    setMood('Calm');
    setWrong({});
  };
  const problemOfName = (own?: Hive) => {
    const given = name.trim().toLowerCase();
    if (!given) return 'Give the hive a name.';
    if (hives.some((hive) => hive !== own && hive.name.toLowerCase() === given)) return 'There is a hive of this name already.';
    return undefined;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (open?.kind === 'rename') {
      const problem = problemOfName(open.hive);
      if (problem) return setWrong({ name: problem });
      renameHive(open.hive, name.trim());
      setSaid(`${open.hive.name} is now called ${name.trim()}.`);
      return setOpen(null);
    }
    const number = Number(year);
    const problems = {
      name: problemOfName(),
      year: Number.isInteger(number) && number >= thisYear - 6 && number <= thisYear ? undefined : `Enter a year from ${thisYear - 6} to ${thisYear}.`,
    };
    setWrong(problems);
    if (problems.name || problems.year) return;
    addHive({ name: name.trim(), year: number, mood });
    setSaid(`${name.trim()} has moved in.`);
    setOpen(null);
  };
  const nameField = (
    <div>
      <label className="label" htmlFor="hive-name">
        Name
      </label>
      <input
        id="hive-name"
        className="input"
        maxLength={24}
        value={name}
        onChange={(event) => setName(event.target.value)}
        aria-invalid={Boolean(wrong.name)}
        aria-describedby="hive-name-wrong"
      />
      <p id="hive-name-wrong" role="alert" className="wrong">
        {wrong.name}
      </p>
    </div>
  );
  const cancel = (
    <button type="button" className="hollow" onClick={() => setOpen(null)}>
      Cancel
    </button>
  );

  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1>Hives</h1>
          <p className="soft mt-2">
            {hives.length === 1 ? 'One colony stands' : `${hives.length} colonies stand`} at the end of the garden.
          </p>
        </div>
        <button type="button" className="honey" onClick={() => show({ kind: 'add' })}>
          <Plus className="h-4 w-4" aria-hidden="true" /> Add hive
        </button>
      </div>
      <p role="status" className="plain mt-3 min-h-6 text-sm font-semibold">
        {said}
      </p>
      <ul className="comb mt-2">
        {hives.map((hive) => (
          <li key={hive.id}>
            <HiveCard hive={hive} onRename={() => show({ kind: 'rename', hive })} onRemove={() => show({ kind: 'remove', hive })} />
          </li>
        ))}
      </ul>
      {hives.length === 0 && <p className="mt-8 text-xl">No hive yet. Wait for a swarm, or press “Add hive”.</p>}

      {open?.kind === 'remove' && (
        <Modal title={`Remove ${open.hive.name}?`} role="alertdialog" onClose={() => setOpen(null)}>
          <p className="mt-2">The card goes; what you wrote about the colony stays under Inspections.</p>
          <div className="mt-6 flex flex-wrap gap-3">
            <button
              type="button"
              className="honey"
              onClick={() => {
                removeHive(open.hive.id);
                setSaid(`${open.hive.name} is removed.`);
                setOpen(null);
              }}
            >
              Remove
            </button>
            {cancel}
          </div>
        </Modal>
      )}
      {(open?.kind === 'add' || open?.kind === 'rename') && (
        <Modal title={open.kind === 'add' ? 'A new hive' : `Rename ${open.hive.name}`} onClose={() => setOpen(null)}>
          <form onSubmit={submit} noValidate className="mt-4 space-y-4">
            {nameField}
            {open.kind === 'add' && (
              <div className="grid grid-cols-2 gap-4">
                <div>
                  <label className="label" htmlFor="queen-year">
                    Queen’s year
                  </label>
                  <input
                    id="queen-year"
                    type="number"
                    className="input"
                    value={year}
                    onChange={(event) => setYear(event.target.value)}
                    aria-invalid={Boolean(wrong.year)}
                    aria-describedby="queen-year-wrong"
                  />
                  <p id="queen-year-wrong" role="alert" className="wrong">
                    {wrong.year}
                  </p>
                </div>
                <div>
                  <label className="label" htmlFor="mood">
                    Mood
                  </label>
                  <select id="mood" className="input" value={mood} onChange={(event) => setMood(event.target.value as Mood)}>
                    {moods.map((entry) => (
                      <option key={entry}>{entry}</option>
                    ))}
                  </select>
                </div>
              </div>
            )}
            <div className="flex flex-wrap gap-3 pt-1">
              <button type="submit" className="honey">
                {open.kind === 'add' ? 'Save hive' : 'Save name'}
              </button>
              {cancel}
            </div>
          </form>
        </Modal>
      )}
    </>
  );
}
