import { Link, useParams } from 'react-router-dom';
import { BedDouble, Moon } from 'lucide-react';
import { isNight, trains } from '../data/trains';

export default function Route() {
  const { id } = useParams();
  const train = trains.find((entry) => entry.id === id) ?? trains[0];
  return (
    <section className="wrap grid gap-10 py-12 lg:grid-cols-[1.4fr_1fr]">
      <div>
        <p className="text-sm font-semibold text-[var(--gold)]">Night train {train.name}</p>
        <h1 className="mt-1 text-4xl font-bold">
          {train.from} to {train.to}
        </h1>
        <p className="mt-2 text-[var(--mist)]">
          {train.stops.length} stops, {train.hours}. The shaded part of the line is the night, from 22:00 to 06:00.
        </p>
        <ol className="mt-8">
          {train.stops.map((stop, index) => {
            const last = index === train.stops.length - 1;
            const dark = !last && (isNight(stop.time) || isNight(train.stops[index + 1].time));
            return (
              <li key={stop.city} className="grid grid-cols-[4.5rem_2rem_1fr] gap-3">
                <span className="board pt-0.5 text-right text-lg text-[var(--gold)]">{stop.time}</span>
                <span className="relative flex justify-center" aria-hidden="true">
                  {!last && (
                    <span className={`absolute bottom-0 top-3 ${dark ? 'w-6 rounded-full bg-[#3a4580]' : 'w-1 bg-[var(--gold)]'}`} />
                  )}
                  <span className="relative mt-1.5 h-4 w-4 rounded-full border-4 border-[var(--gold)] bg-[var(--night)]" />
                </span>
                <span className={`pl-1 ${last ? '' : 'pb-11'}`}>
                  <span className="block text-xl font-semibold">{stop.city}</span>
                  {dark && (
                    <span className="mt-1 inline-flex items-center gap-1.5 text-sm text-[var(--mist)]">
                      <Moon className="h-3.5 w-3.5" aria-hidden="true" /> night hours
                    </span>
                  )}
                </span>
              </li>
            );
          })}
        </ol>
      </div>
      <aside className="panel h-fit p-7 lg:mt-24">
        <BedDouble className="h-8 w-8 text-[var(--gold)]" aria-hidden="true" />
        <h2 className="mt-4 text-2xl font-bold">From €{train.price}</h2>
        <p className="mt-2 text-[var(--mist)]">A seat, a couchette or a cabin of your own. Bicycles travel free; breakfast is served from 06:30.</p>
        <Link to={`/book/${train.id}`} className="gold mt-6 w-full">
          Book this train
        </Link>
        <Link to="/" className="hollow mt-3 w-full">
          All departures
        </Link>
      </aside>
    </section>
  );
}
