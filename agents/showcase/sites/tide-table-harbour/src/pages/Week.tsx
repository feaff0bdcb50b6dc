import { useMemo, useState } from 'react';
import UnitSwitch from '../components/UnitSwitch';
import { clock, startOfDay, week } from '../data/tides';
import type { Tide } from '../data/tides';
import { useNow } from '../hooks/useNow';
import { useUnit } from '../hooks/useUnit';

export default function Week() {
  const today = startOfDay(useNow());
  const { unit, setUnit, height } = useUnit();
  const [springOnly, setSpringOnly] = useState(false);
  const days = useMemo(() => week(today), [today]);
  const shown = days.filter((day) => day.spring || !springOnly);
  const widest = Math.max(...days.map((day) => day.range));

  const waters = (tides: Tide[], kind: Tide['kind']) => (
    <ul className="space-y-0.5">
      {tides
        .filter((tide) => tide.kind === kind)
        .map((tide) => (
          <li key={tide.time} className="flex flex-col sm:flex-row sm:gap-3">
            <strong className="clock">{clock(tide.time)}</strong>
            <span className="whitespace-nowrap">{height(tide.height)}</span>
          </li>
        ))}
    </ul>
  );
  return (
    <div className="wrap pt-10">
      <h1>The week’s water</h1>
      <p className="soft mt-2">Springs are the days whose range is above the mean of the week.</p>
      <div className="mt-6 flex flex-wrap items-center justify-between gap-4">
        <label className="flex cursor-pointer items-center gap-3 font-semibold">
          <input type="checkbox" className="box" checked={springOnly} onChange={(event) => setSpringOnly(event.target.checked)} />
          Spring tides only
        </label>
        <UnitSwitch unit={unit} setUnit={setUnit} />
      </div>
      <table className="mt-5 w-full border-collapse text-sm sm:text-base">
        <caption className="sr-only" aria-live="polite">
          {shown.length} of 7 days
        </caption>
        <thead>
          <tr className="bg-[#0b4f6c] text-left text-white">
            {['Day', 'High water', 'Low water', 'Range'].map((title) => (
              <th key={title} scope="col" className="px-2 py-3 font-semibold first:rounded-l-lg first:pl-4 last:rounded-r-lg sm:px-5 first:sm:pl-6">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((day) => (
            <tr key={day.start} className="border-b border-[#c3d8e1] align-top">
              <th scope="row" className="px-2 py-4 pl-4 text-left sm:px-5 sm:pl-6">
                <span className="block font-semibold">
                  {new Date(day.start).toLocaleDateString('en-GB', { weekday: 'short' })} <br className="sm:hidden" />
                  {new Date(day.start).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })}
                </span>
                {day.spring && <span className="mt-1.5 inline-block rounded bg-[#0b4f6c] px-2 py-0.5 text-xs font-semibold text-white">Spring</span>}
              </th>
              <td className="px-2 py-4 sm:px-5">{waters(day.tides, 'High')}</td>
              <td className="px-2 py-4 sm:px-5">{waters(day.tides, 'Low')}</td>
              <td className="w-[18%] px-2 py-4 sm:w-[32%] sm:px-5">
                <span className="whitespace-nowrap font-semibold">{height(day.range)}</span>
                <span className="mt-2 hidden h-3 rounded-full bg-[#d5e6ed] sm:block" aria-hidden="true">
                  <span className="block h-full rounded-full bg-[#0b4f6c]" style={{ width: `${(day.range / widest) * 100}%` }} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
