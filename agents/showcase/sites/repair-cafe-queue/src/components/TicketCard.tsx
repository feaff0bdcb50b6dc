import { Play } from 'lucide-react';
import type { Ticket } from '../data/cafe';

interface Props {
  ticket: Ticket;
  now: number;
  resting: boolean;
  onStart: () => void;
  onClose: (state: 'fixed' | 'beyond') => void;
}

function stopwatch(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours ? `${hours}:${String(minutes).padStart(2, '0')}` : minutes}:${String(seconds % 60).padStart(2, '0')}`;
}

export default function TicketCard({ ticket, now, resting, onStart, onClose }: Props) {
  const started = ticket.state === 'started';
  return (
    <article className={started ? 'sewn bg-[#114b5f] p-5 text-[mistyrose]' : 'paper p-4'}>
      <div className="flex items-start justify-between gap-2">
        <h3 className="min-w-0 break-words text-lg font-extrabold leading-tight">{ticket.name}</h3>
        <span className={`number rounded-md px-2 py-0.5 text-sm font-bold ${started ? 'bg-[mistyrose] text-[#114b5f]' : 'bg-[#114b5f] text-[mistyrose]'}`}>
          <span className="sr-only">Number </span>
          {ticket.number}
        </span>
      </div>
      <p className="mt-1 break-words font-semibold">{ticket.thing}</p>
      <p className={`mt-0.5 break-words text-sm ${started ? '' : 'soft'}`}>{ticket.wrong}</p>
      {started ? (
        <>
          <p role="timer" className="number mt-3 text-3xl font-bold">
            {stopwatch(now - (ticket.startedAt ?? now))}
          </p>
          <div className="relative z-10 mt-3 flex flex-wrap gap-2">
            {(['fixed', 'beyond'] as const).map((state) => (
              <button
                key={state}
                type="button"
                onClick={() => onClose(state)}
                className="rounded-lg bg-[mistyrose] px-3 py-1.5 text-sm font-bold text-[#114b5f] hover:bg-white focus-visible:outline-white"
              >
                {state === 'fixed' ? 'Fixed' : 'Beyond repair'}
                <span className="sr-only"> {ticket.name}</span>
              </button>
            ))}
          </div>
        </>
      ) : (
        <button type="button" onClick={onStart} disabled={resting} className="patch mt-3 !px-5 !py-2.5">
          <Play className="h-4 w-4" aria-hidden="true" /> Start <span className="sr-only">{ticket.name}</span>
        </button>
      )}
    </article>
  );
}
