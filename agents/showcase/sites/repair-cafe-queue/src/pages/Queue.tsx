import { useEffect, useState } from 'react';
import { Link } from 'react-router-dom';
import { Moon, Search } from 'lucide-react';
import BenchMark from '../components/BenchMark';
import TicketCard from '../components/TicketCard';
import { benches, weights } from '../data/cafe';
import type { Ticket } from '../data/cafe';
import { useCafe } from '../hooks/useCafe';

/** Running repairs first, the one that was started last on top; then the others by number. */
function order(a: Ticket, b: Ticket): number {
  return (b.startedAt ?? 0) - (a.startedAt ?? 0) || a.number - b.number;
}

export default function Queue() {
  const { tickets, start, close, isResting } = useCafe();
  const [wanted, setWanted] = useState('');
  const [said, setSaid] = useState('');
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const ticking = window.setInterval(() => setNow(Date.now()), 250);
    return () => window.clearInterval(ticking);
  }, []);

  const open = tickets.filter((ticket) => ticket.state === 'waiting' || ticket.state === 'started');
  const shown = open.filter((ticket) => ticket.name.toLowerCase().includes(wanted.trim().toLowerCase())).sort(order);
  const end = (ticket: Ticket, state: 'fixed' | 'beyond') => {
    close(ticket.number, state);
    setSaid(
      state === 'fixed'
        ? `Number ${ticket.number} is fixed: ${weights[ticket.bench]} kg stay out of the bin.`
        : `Number ${ticket.number} is beyond repair. Its screws live on.`,
    );
  };

  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-5">
        <div>
          <h1>Queue</h1>
          <p className="soft mt-2">
            {open.length === 1 ? 'One thing' : `${open.length} things`} on the benches and in waiting laps.{' '}
            <Link to="/check-in" className="font-bold text-[#114b5f] underline underline-offset-4">
              Bring another
            </Link>
          </p>
        </div>
        <div className="w-full sm:w-64">
          <label htmlFor="search" className="mb-1.5 block text-sm font-bold">
            Search by name
          </label>
          <div className="relative">
            <Search className="absolute left-3.5 top-3.5 h-4 w-4 text-[#114b5f]" aria-hidden="true" />
            <input id="search" type="search" className="input !pl-10" value={wanted} onChange={(event) => setWanted(event.target.value)} />
          </div>
        </div>
      </div>
      <p role="status" className="mt-3 min-h-6 text-sm font-bold text-[#114b5f]">
        {wanted.trim() && shown.length === 0 ? 'No card carries this name.' : said}
      </p>
      <div className="mt-3 grid items-start gap-5 sm:grid-cols-2 lg:grid-cols-4">
        {benches.map((bench) => {
          const cards = shown.filter((ticket) => ticket.bench === bench);
          const resting = isResting(bench);
          return (
            <section key={bench} aria-labelledby={`bench-${bench}`} className="rounded-2xl border-2 border-dashed border-[#114b5f] p-2.5">
              <div className="sewn flex items-center gap-2.5 bg-[#114b5f] px-4 py-3.5 text-[mistyrose]">
                <BenchMark bench={bench} />
                <h2 id={`bench-${bench}`} className="text-lg font-extrabold">
                  {bench}
                </h2>
                <span className="number ml-auto text-sm font-bold">
                  {cards.length}
                  <span className="sr-only"> cards</span>
                </span>
              </div>
              {resting && (
                <p className="mt-2.5 flex items-center gap-2 px-2 font-bold text-[#114b5f]">
                  <Moon className="h-4 w-4" aria-hidden="true" /> Bench resting
                </p>
              )}
              <ul className="mt-2.5 space-y-2.5">
                {cards.map((ticket) => (
                  <li key={ticket.number}>
                    <TicketCard
                      ticket={ticket}
                      now={now}
                      resting={resting}
                      onStart={() => {
                        setNow(Date.now());
                        start(ticket.number);
                      }}
                      onClose={(state) => end(ticket, state)}
                    />
                  </li>
                ))}
              </ul>
              {cards.length === 0 && <p className="soft px-2 py-5 text-center text-sm">Nobody waits here.</p>}
            </section>
          );
        })}
      </div>
    </>
  );
}
