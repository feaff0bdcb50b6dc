import { useState } from 'react';
import type { FormEvent } from 'react';
import { Link, useParams } from 'react-router-dom';
import Ticket from '../components/Ticket';
import { berths, trains } from '../data/trains';
import { useTrips } from '../hooks/useTrips';
import type { Trip } from '../hooks/useTrips';

export default function Book() {
  const { id } = useParams();
  const [trainId, setTrainId] = useState(id ?? trains[0].id);
  const [berth, setBerth] = useState('couchette');
  const [passengers, setPassengers] = useState(1);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [errors, setErrors] = useState<{ name?: string; email?: string }>({});
  const [booked, setBooked] = useState<Trip | null>(null);
  const { trips, add } = useTrips();
  const train = trains.find((entry) => entry.id === trainId) ?? trains[0];
  const chosen = berths.find((entry) => entry.id === berth) ?? berths[0];
  const total = (train.price + chosen.extra) * passengers;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found: { name?: string; email?: string } = {};
    if (!name.trim()) found.name = 'Please enter a name for the ticket.';
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) found.email = 'Please enter an e-mail address like name@example.com.';
    setErrors(found);
    if (found.name || found.email) return;
    const trip = {
      reference: `SL-${4821 + trips.length * 37}`,
      trainId: train.id,
      berth: chosen.label,
      passengers,
      name: name.trim(),
      total,
    };
    add(trip);
    setBooked(trip);
  };

  if (booked) {
    return (
      <section className="wrap max-w-3xl py-14">
        <h1 className="text-4xl font-bold">Good night, {booked.name}</h1>
        <p className="mt-2 text-[var(--mist)]" role="status">
          Your booking is confirmed. The ticket is kept in My Trips.
        </p>
        <div className="mt-8">
          <Ticket trip={booked} />
        </div>
        <Link to="/my-trips" className="gold mt-8">
          Go to My Trips
        </Link>
      </section>
    );
  }
  return (
    <section className="wrap py-12">
      <h1 className="text-4xl font-bold">Book a berth</h1>
      <form onSubmit={submit} noValidate className="mt-8 grid gap-8 lg:grid-cols-[1.5fr_1fr]">
        <div className="panel space-y-6 p-7">
          <div>
            <label htmlFor="train" className="mb-1.5 block text-sm font-semibold">
              Train
            </label>
            <select id="train" value={train.id} onChange={(event) => setTrainId(event.target.value)} className="input">
              {trains.map((entry) => (
                <option key={entry.id} value={entry.id}>
                  {entry.from} to {entry.to}, {entry.stops[0].time}
                </option>
              ))}
            </select>
          </div>
          <fieldset>
            <legend className="mb-1.5 text-sm font-semibold">Where will you sleep?</legend>
            <div className="grid gap-3 sm:grid-cols-3">
              {berths.map((entry) => (
                <label
                  key={entry.id}
                  className={`cursor-pointer rounded-xl border p-4 transition ${
                    berth === entry.id ? 'border-[var(--gold)] bg-[var(--gold)] text-[#10162f]' : 'border-[var(--line)] hover:border-[var(--gold)]'
                  }`}
                >
                  <input type="radio" name="berth" value={entry.id} checked={berth === entry.id} onChange={() => setBerth(entry.id)} className="sr-only" />
                  <span className="block font-semibold">{entry.label}</span>
                  <span className="mt-1 block text-sm">{entry.text}</span>
                  <span className="board mt-2 block text-sm">{entry.extra ? `+ €${entry.extra}` : 'included'}</span>
                </label>
              ))}
            </div>
          </fieldset>
          <div>
            <label htmlFor="passengers" className="mb-1.5 block text-sm font-semibold">
              Passengers
            </label>
            <select id="passengers" value={passengers} onChange={(event) => setPassengers(Number(event.target.value))} className="input !w-28">
              {[1, 2, 3, 4].map((count) => (
                <option key={count}>{count}</option>
              ))}
            </select>
          </div>
          <div className="grid gap-5 sm:grid-cols-2">
            <div>
              <label htmlFor="name" className="mb-1.5 block text-sm font-semibold">
                Name
              </label>
              <input id="name" autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} className="input" aria-invalid={Boolean(errors.name)} />
              <p role="alert" className="mt-1 text-sm text-[#ffb4a2]">
                {errors.name}
              </p>
            </div>
            <div>
              <label htmlFor="email" className="mb-1.5 block text-sm font-semibold">
                E-mail address
              </label>
              <input id="email" autoComplete="email" value={email} onChange={(event) => setEmail(event.target.value)} className="input" aria-invalid={Boolean(errors.email)} />
              <p role="alert" className="mt-1 text-sm text-[#ffb4a2]">
                {errors.email}
              </p>
            </div>
          </div>
        </div>
        <aside className="panel h-fit p-7">
          <h2 className="text-xl font-bold">
            {train.from} to {train.to}
          </h2>
          <dl className="mt-4 space-y-2 text-sm text-[var(--mist)]">
            <div className="flex justify-between">
              <dt>Departs</dt>
              <dd className="board text-[var(--moon)]">{train.stops[0].time}</dd>
            </div>
            <div className="flex justify-between">
              <dt>{chosen.label}</dt>
              <dd className="board text-[var(--moon)]">€{train.price + chosen.extra}</dd>
            </div>
            <div className="flex justify-between">
              <dt>Passengers</dt>
              <dd className="board text-[var(--moon)]">× {passengers}</dd>
            </div>
          </dl>
          <p className="mt-5 flex items-baseline justify-between border-t border-[var(--line)] pt-5">
            <span className="font-semibold">Total</span>
            <span className="board text-3xl text-[var(--gold)]" aria-live="polite">
              €{total}
            </span>
          </p>
          <button type="submit" className="gold mt-6 w-full">
            Confirm booking
          </button>
        </aside>
      </form>
    </section>
  );
}
