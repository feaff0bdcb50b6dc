import { useState } from 'react';
import type { FormEvent } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import BroodBox from '../components/BroodBox';
import { isRealDate, longDate, mostFrames, today } from '../data/notes';
import { useNotes } from '../hooks/useNotes';

interface Wrong {
  hive?: string;
  date?: string;
  frames?: string;
}

/** The form of an inspection: a new one, or one that is changed. */
export default function NewInspection() {
  const { id } = useParams();
  const navigate = useNavigate();
  const { hives, inspections, record, change } = useNotes();
  const entry = inspections.find((inspection) => String(inspection.id) === id);
  const [hive, setHive] = useState(entry?.hive ?? '');
  const [date, setDate] = useState(entry?.date ?? today());
  const [frames, setFrames] = useState(entry ? String(entry.frames) : '');
  const [remarks, setRemarks] = useState(entry?.remarks ?? '');
  const [wrong, setWrong] = useState<Wrong>({});
  const names = hives.map((other) => other.name);
  if (entry && !names.includes(entry.hive)) names.push(entry.hive);

  const count = frames.trim() === '' ? NaN : Number(frames);
  const counted = Number.isInteger(count) && count >= 0 && count <= mostFrames;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found: Wrong = {};
    if (!hive) found.hive = 'Choose the hive that you opened.';
    if (!isRealDate(date)) found.date = 'Enter the day of the inspection.';
    else if (date > today()) found.date = 'This day is in the future. Nobody has looked yet.';
    if (!counted) found.frames = `Enter a whole number from 0 to ${mostFrames}.`;
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    const written = { hive, date, frames: count, remarks: remarks.trim() };
    if (entry) change({ ...written, id: entry.id });
    else record([written]);
    navigate('/inspections', { state: { said: `The inspection of ${hive} on ${longDate(date)} is ${entry ? 'changed' : 'saved'}.` } });
  };

  if (id && !entry) {
    return (
      <>
        <h1>Not in this notebook</h1>
        <p className="mt-3">This inspection was deleted.</p>
        <Link to="/inspections" className="honey mt-6">
          See all inspections
        </Link>
      </>
    );
  }
  return (
    <>
      <h1>{entry ? 'Edit inspection' : 'New Inspection'}</h1>
      <p className="soft mt-2">Smoke lit, veil down, lid off. What did you see?</p>
      <form onSubmit={submit} noValidate className="mt-8 grid gap-8 md:grid-cols-[1.4fr_1fr]">
        <div className="space-y-5">
          <div>
            <label className="label" htmlFor="hive">
              Hive
            </label>
            <select
              id="hive"
              className="input"
              value={hive}
              onChange={(event) => setHive(event.target.value)}
              aria-invalid={Boolean(wrong.hive)}
              aria-describedby="hive-wrong"
            >
              <option value="">Choose a hive</option>
              {names.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
            <p id="hive-wrong" role="alert" className="wrong">
              {wrong.hive}
            </p>
          </div>
          <div className="grid gap-5 sm:grid-cols-2">
            <div>
              <label className="label" htmlFor="date">
                Date
              </label>
              <input
                id="date"
                type="date"
                max={today()}
                className="input"
                value={date}
                onChange={(event) => setDate(event.target.value)}
                aria-invalid={Boolean(wrong.date)}
                aria-describedby="date-wrong"
              />
              <p id="date-wrong" role="alert" className="wrong">
                {wrong.date}
              </p>
            </div>
            <div>
              <label className="label" htmlFor="frames">
                Frames of brood
              </label>
              <input
                id="frames"
                type="number"
                min={0}
                max={mostFrames}
                placeholder="0 to 12"
                className="input"
                value={frames}
                onChange={(event) => setFrames(event.target.value)}
                aria-invalid={Boolean(wrong.frames)}
                aria-describedby="frames-wrong"
              />
              <p id="frames-wrong" role="alert" className="wrong">
                {wrong.frames}
              </p>
            </div>
          </div>
          <div>
            <label className="label" htmlFor="remarks">
              Remarks
            </label>
            <textarea
              id="remarks"
              rows={5}
              maxLength={400}
              placeholder="Queen seen? Stores? Temper?"
              className="input"
              value={remarks}
              onChange={(event) => setRemarks(event.target.value)}
            />
          </div>
          <div className="flex flex-wrap gap-3">
            <button type="submit" className="honey">
              {entry ? 'Save changes' : 'Save inspection'}
            </button>
            {entry && (
              <Link to="/inspections" className="hollow">
                Cancel
              </Link>
            )}
          </div>
        </div>
        <aside className="h-fit rounded-2xl bg-[darkgoldenrod] p-6 text-[#1d1200]">
          <BroodBox frames={counted ? count : 0} className="h-44 w-full" />
          <p className="mt-4 text-xl font-bold italic" aria-live="polite">
            {counted ? `${count} of ${mostFrames} frames with brood` : 'The box fills as you count'}
          </p>
          <p className="mt-1 text-sm">Count a frame when brood covers more than a hand’s breadth of either side.</p>
        </aside>
      </form>
    </>
  );
}
