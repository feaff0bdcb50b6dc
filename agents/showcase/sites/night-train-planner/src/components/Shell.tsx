import { useEffect } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router-dom';
import { MoonStar } from 'lucide-react';

const pages = [
  ['/', 'Departures'],
  ['/route', 'Route'],
  ['/book', 'Book'],
  ['/my-trips', 'My Trips'],
];

export default function Shell() {
  const { pathname } = useLocation();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <div className="flex min-h-screen flex-col">
      <header className="border-b border-[var(--line)]">
        <div className="wrap flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-4">
          <Link to="/" className="flex items-center gap-2.5 text-xl font-bold" style={{ fontFamily: 'Georgia, Gelasio, serif' }}>
            <MoonStar className="h-6 w-6 text-[var(--gold)]" aria-hidden="true" /> Sleeper
          </Link>
          <nav aria-label="Main" className="flex flex-wrap gap-1">
            {pages.map(([path, label]) => (
              <NavLink
                key={path}
                to={path}
                end={path === '/'}
                className={({ isActive }) =>
                  `rounded-full px-3.5 py-1.5 text-sm font-semibold transition ${
                    isActive ? 'bg-[var(--gold)] text-[#10162f]' : 'text-[var(--moon)] hover:text-[var(--gold)]'
                  }`
                }
              >
                {label}
              </NavLink>
            ))}
          </nav>
        </div>
      </header>
      <main className="flex-1">
        <Outlet />
      </main>
      <footer className="mt-16 border-t border-[var(--line)]">
        <div className="wrap flex flex-wrap justify-between gap-3 py-7 text-sm text-[var(--mist)]">
          <p>Sleeper, a planner for night trains across Europe.</p>
          <p>Timetable and bookings are simulated.</p>
        </div>
      </footer>
    </div>
  );
}
