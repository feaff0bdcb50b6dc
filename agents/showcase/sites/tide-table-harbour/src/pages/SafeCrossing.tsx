import { useState } from 'react';
import type { FormEvent } from 'react';
import Causeway from '../components/Causeway';
import { causeway, clock, isDry, level, openings, startOfDay } from '../data/tides';
import { useUnit } from '../hooks/useUnit';

const refusal = 'Enter a time between 06:00 and 21:00';

/** Minutes after midnight, or null for what is no time or outside the hours of the warden. */
function readTime(text: string): number | null {
  const parts = /^(\d{1,2})[:.](\d{2})$/.exec(text.trim());
  if (!parts) return null;
  const [hours, minutes] = [Number(parts[1]), Number(parts[2])];
  const total = hours * 60 + minutes;
  return minutes < 60 && total >= 6 * 60 && total <= 21 * 60 ? total : null;
}

export default function SafeCrossing() {
  const [start] = useState(() => startOfDay(Date.now()));
  const { height } = useUnit();
  const [text, setText] = useState('');
  const [refused, setRefused] = useState(false);
  const [checked, setChecked] = useState<number | null>(null);
  const windows = openings(start);
  const safe = checked !== null && isDry(checked);
  const later = checked === null ? undefined : windows.find(([from]) => from > checked);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const minutes = readTime(text);
    setRefused(minutes === null);
    setChecked(minutes === null ? null : start + minutes * 60_000);
  };
  return (
    <div className="wrap pt-10">
      <h1>Safe Crossing to Gull Rock</h1>
      <p className="soft mt-2 max-w-2xl">
        The causeway lies {height(causeway)} above datum and takes forty minutes. We look at the water at your first step, half way and at the last.
      </p>
      <div className="mt-8 grid items-start gap-8 md:grid-cols-[1fr_1.5fr]">
        <div>
          <form onSubmit={submit} noValidate>
            <label htmlFor="time" className="mb-2 block font-semibold">
              Time you set out
            </label>
            <input
              id="time"
              inputMode="numeric"
              autoComplete="off"
              placeholder="09:30"
              maxLength={5}
              value={text}
              onChange={(event) => setText(event.target.value)}
              aria-invalid={refused}
              aria-describedby="time-refused"
              className="clock w-full rounded-lg border-2 border-[#0b4f6c] bg-white px-5 py-3 text-3xl font-bold aria-[invalid=true]:border-[#b3261e]"
            />
            <p id="time-refused" role="alert" className="mt-2 font-semibold text-[#a01f17]">
              {refused && refusal}
            </p>
            <button type="submit" className="deep mt-3 w-full rounded-lg text-lg">
              Check crossing
            </button>
          </form>
          <h2 className="mt-8 font-semibold">Set out today</h2>
          <ul className="mt-2 space-y-1">
            {windows.map(([from, to]) => (
              <li key={from}>
                from <strong className="clock">{clock(from)}</strong> to <strong className="clock">{clock(to)}</strong>
              </li>
            ))}
            {windows.length === 0 && <li>Not today. The sea keeps the path.</li>}
          </ul>
        </div>
        <div>
          <Causeway height={checked === null ? null : level(checked)} className="w-full" />
          <div role="status" className="mt-4">
            {checked === null ? (
              <p className="soft text-center">The water is drawn when you ask.</p>
            ) : (
              <div className={`rounded-lg px-7 py-6 ${safe ? 'bg-[#0b4f6c] text-white' : 'border-4 border-[#0b4f6c]'}`}>
                <p className="text-3xl font-semibold">{safe ? 'Safe to cross' : 'Wait for the tide'}</p>
                <p className="mt-2">
                  At {clock(checked)} the water stands at {height(level(checked))},{' '}
                  {level(checked) < causeway
                    ? `${height(causeway - level(checked))} below the stones.`
                    : `${height(level(checked) - causeway)} above the stones.`}{' '}
                  {!safe && (later ? `The path opens at ${clock(later[0])}.` : 'The path does not open again today.')}
                </p>
              </div>
            )}
          </div>
        </div>
      </div>
    </div>
  );
}
