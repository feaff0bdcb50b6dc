import type { ReactNode } from 'react';
import { trains } from '../data/trains';
import type { Trip } from '../hooks/useTrips';

export default function Ticket({ trip, children }: { trip: Trip; children?: ReactNode }) {
  const train = trains.find((entry) => entry.id === trip.trainId) ?? trains[0];
  return (
    <article className="ticket rounded-xl border border-dashed border-[var(--gold)] px-8 py-6">
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div>
          <p className="text-sm text-[var(--mist)]">Night train {train.name}</p>
          <h3 className="text-2xl font-bold">
            {train.from} to {train.to}
          </h3>
        </div>
        <p className="board rounded-lg bg-[var(--gold)] px-3 py-1.5 font-bold text-[#10162f]">{trip.reference}</p>
      </div>
      <dl className="mt-5 grid grid-cols-2 gap-4 text-sm sm:grid-cols-4">
        {[
          ['Departs', train.stops[0].time],
          ['Berth', trip.berth],
          ['Passengers', `${trip.passengers}`],
          ['Paid', `€${trip.total}`],
        ].map(([label, value]) => (
          <div key={label}>
            <dt className="text-[var(--mist)]">{label}</dt>
            <dd className="board mt-0.5 text-base">{value}</dd>
          </div>
        ))}
      </dl>
      {children}
    </article>
  );
}
