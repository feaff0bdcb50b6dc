import { useState } from 'react';
import { Link } from 'react-router-dom';
import { ArrowDownNarrowWide, ChevronRight } from 'lucide-react';
import NightLine from '../components/NightLine';
import { trains } from '../data/trains';

const cities = [...new Set(trains.map((train) => train.from))].sort();

export default function Departures() {
  const [from, setFrom] = useState('');
  const [byPrice, setByPrice] = useState(false);
  const shown = trains.filter((train) => !from || train.from === from);
  if (byPrice) shown.sort((a, b) => a.price - b.price);
  return (
    <>
      <section className="relative overflow-hidden">
        <NightLine />
        <div className="wrap relative pb-32 pt-12">
          <h1 className="max-w-xl text-4xl font-bold leading-tight sm:text-5xl">Fall asleep here, wake up there</h1>
          <p className="mt-4 max-w-lg text-lg">Ten night trains across Europe, with every stop, every hour of darkness, and a berth for you.</p>
        </div>
      </section>
      <section className="wrap -mt-6" aria-labelledby="board">
        <div className="panel relative overflow-hidden">
          <div className="flex flex-wrap items-end justify-between gap-4 border-b border-[var(--line)] p-5">
            <h2 id="board" className="text-2xl font-bold">
              Departures tonight
            </h2>
            <div className="flex flex-wrap items-end gap-3">
              <div>
                <label htmlFor="from" className="mb-1 block text-xs font-semibold text-[var(--mist)]">
                  From
                </label>
                <select id="from" value={from} onChange={(event) => setFrom(event.target.value)} className="input !w-44">
                  <option value="">All cities</option>
                  {cities.map((city) => (
                    <option key={city}>{city}</option>
                  ))}
                </select>
              </div>
              <button type="button" aria-pressed={byPrice} className={byPrice ? 'gold' : 'hollow'} onClick={() => setByPrice(!byPrice)}>
                <ArrowDownNarrowWide className="h-4 w-4" aria-hidden="true" /> Sort by price
              </button>
            </div>
          </div>
          <ul className="divide-y divide-[var(--line)]">
            {shown.map((train) => (
              <li key={train.id}>
                <Link
                  to={`/route/${train.id}`}
                  className="group grid grid-cols-[4.5rem_1fr_auto] items-center gap-4 px-5 py-4 transition hover:bg-[#222b55] sm:grid-cols-[5rem_1.6fr_1fr_6rem_auto]"
                >
                  <span className="board text-xl text-[var(--gold)]">{train.stops[0].time}</span>
                  <div>
                    <h3 className="text-lg font-semibold">
                      {train.from} <span className="text-[var(--gold)]">to</span> {train.to}
                    </h3>
                    <span className="text-sm text-[var(--mist)]">
                      {train.name}, {train.hours}
                    </span>
                  </div>
                  <span className="hidden text-sm text-[var(--mist)] sm:block">
                    arrives <span className="board text-base text-[var(--moon)]">{train.stops[train.stops.length - 1].time}</span>
                  </span>
                  <span className="board hidden text-right text-lg sm:block">
                    <span className="text-xs text-[var(--mist)]">from </span>€{train.price}
                  </span>
                  <ChevronRight className="h-5 w-5 text-[var(--gold)] transition group-hover:translate-x-1" aria-hidden="true" />
                </Link>
              </li>
            ))}
          </ul>
        </div>
        <p className="mt-3 text-sm text-[var(--mist)]" role="status">
          {shown.length} of {trains.length} trains
        </p>
      </section>
    </>
  );
}
