import { useEffect } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router-dom';
import { Lightbulb, Telescope } from 'lucide-react';
import { useRedLight } from '../hooks/useRedLight';

const pages = [
  ['/', 'Home'],
  ['/tonights-sky', 'Tonight’s Sky'],
  ['/plan-a-visit', 'Plan a Visit'],
  ['/history', 'History'],
];

export default function Shell() {
  const [red, toggle] = useRedLight();
  const { pathname } = useLocation();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <div className={`flex min-h-screen flex-col ${red ? 'red' : ''}`} style={{ color: 'var(--text)' }}>
      <header className="border-b border-[#2c3658]">
        <div className="wrap flex flex-wrap items-center justify-between gap-x-5 gap-y-2 py-3.5">
          <Link to="/" className="flex items-center gap-2.5 text-lg font-bold" style={{ fontFamily: 'Georgia, Gelasio, serif' }}>
            <Telescope className="h-5 w-5 text-[mediumpurple]" aria-hidden="true" /> Crowhill Observatory
          </Link>
          <nav aria-label="Main" className="flex flex-wrap items-center gap-1">
            {pages.map(([path, label]) => (
              <NavLink
                key={path}
                to={path}
                end={path === '/'}
                className={({ isActive }) => `rounded-full px-3.5 py-1.5 text-sm font-semibold ${isActive ? 'bg-[mediumpurple] text-[#0d1321]' : 'hover:text-[mediumpurple]'}`}
              >
                {label}
              </NavLink>
            ))}
            <button type="button" aria-pressed={red} onClick={toggle} className="hollow ml-2 !px-3.5 !py-1.5">
              <Lightbulb className="h-4 w-4" aria-hidden="true" /> Red light mode
            </button>
          </nav>
        </div>
      </header>
      <main className="flex flex-1 flex-col">
        <Outlet />
      </main>
      <footer className="border-t border-[#2c3658]">
        <p className="soft wrap py-6 text-sm">Crowhill Observatory, open on clear nights from dusk. Bring a coat and no torch.</p>
      </footer>
    </div>
  );
}
