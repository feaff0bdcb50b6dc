import { useState } from 'react';
import { Link } from 'react-router-dom';
import { TicketX } from 'lucide-react';
import Ticket from '../components/Ticket';
import { useTrips } from '../hooks/useTrips';

export default function MyTrips() {
  const { trips, cancel } = useTrips();
  const [message, setMessage] = useState('');
  return (
    <section className="wrap max-w-3xl py-12">
      <h1 className="text-4xl font-bold">My Trips</h1>
      <p className="mt-2 text-[var(--mist)]" role="status">
        {message || (trips.length === 1 ? 'One night is booked.' : `${trips.length} nights are booked.`)}
      </p>
      {trips.length === 0 ? (
        <div className="panel mt-8 flex flex-col items-center gap-4 p-12 text-center">
          <TicketX className="h-10 w-10 text-[var(--gold)]" aria-hidden="true" />
          <p className="text-lg">No ticket yet. Somewhere a lower bunk is waiting.</p>
          <Link to="/" className="gold">
            See tonight’s departures
          </Link>
        </div>
      ) : (
        <ul className="mt-8 space-y-6">
          {trips.map((trip) => (
            <li key={trip.reference}>
              <Ticket trip={trip}>
                <button
                  type="button"
                  className="hollow mt-5"
                  onClick={() => {
                    cancel(trip.reference);
                    setMessage(`Trip ${trip.reference} is cancelled.`);
                  }}
                >
                  Cancel this trip
                </button>
              </Ticket>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
