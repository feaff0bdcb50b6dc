import { useEffect } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router-dom';

const pages = [
  ['/', 'Today'],
  ['/week', 'Week'],
  ['/safe-crossing', 'Safe Crossing'],
  ['/harbour-notes', 'Harbour Notes'],
];

export default function Shell() {
  const { pathname } = useLocation();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <div className="flex min-h-screen flex-col">
      <header className="bg-[#0b4f6c] text-white">
        <div className="wrap flex flex-wrap items-end justify-between gap-x-8 pt-4">
          <Link to="/" className="flex items-center gap-3 pb-4 text-xl font-semibold tracking-tight">
            <svg viewBox="0 0 40 28" className="h-7 w-10" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="3" strokeLinecap="round">
              <path d="M2 8q6-8 12 0t12 0 12 0" />
              <path d="M2 17q6-8 12 0t12 0 12 0" opacity="0.7" />
              <path d="M2 26q6-8 12 0t12 0 12 0" opacity="0.4" />
            </svg>
            Saltmere Tides
          </Link>
          <nav aria-label="Main" className="-mx-2 flex flex-wrap">
            {pages.map(([path, label]) => (
              <NavLink
                key={path}
                to={path}
                end
                className={({ isActive }) =>
                  `rounded-t-lg px-2.5 py-2.5 text-[0.8125rem] font-semibold transition sm:px-5 sm:py-3 sm:text-sm ${
                    isActive ? 'bg-[#f2f7f9] text-[#0b4f6c]' : 'hover:bg-[#136787]'
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
      <footer className="wrap soft mt-12 flex flex-wrap justify-between gap-2 border-t border-[#c3d8e1] py-6 text-sm">
        <p>Heights above chart datum at the old pier head.</p>
        <p>Computed for pleasure, not for navigation.</p>
      </footer>
    </div>
  );
}
