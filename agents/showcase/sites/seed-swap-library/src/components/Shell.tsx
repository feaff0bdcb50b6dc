import { useEffect } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router-dom';

const pages = [
  ['/', 'Browse'],
  ['/offer-seeds', 'Offer Seeds'],
  ['/my-packets', 'My Packets'],
  ['/how-it-works', 'How It Works'],
];

export default function Shell() {
  const { pathname } = useLocation();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <div className="flex min-h-screen flex-col">
      <header className="bg-[#2f6b3a] text-[honeydew]">
        <div className="wrap grid gap-4 pb-5 pt-5 md:grid-cols-[auto_1fr] md:items-end md:gap-10">
          <Link to="/" className="serif flex items-center gap-3 text-3xl font-bold leading-none tracking-tight md:pb-2 lg:text-4xl">
            <svg viewBox="0 0 48 48" className="h-11 w-11 shrink-0" aria-hidden="true">
              <path d="M9 6l3 -4 3 4 3 -4 3 4 3 -4 3 4 3 -4 3 4 3 -4 3 4V46H9z" fill="honeydew" />
              <path d="M24 40V22" stroke="#2f6b3a" strokeWidth="3" strokeLinecap="round" />
              <path d="M24 26Q12 26 12 15Q24 14 24 26zM24 22Q25 10 36 11Q37 22 24 22z" fill="#2f6b3a" />
            </svg>
            The Seed Drawer
          </Link>
          <nav aria-label="Main" className="grid grid-cols-2 gap-2.5 sm:grid-cols-4">
            {pages.map(([path, label]) => (
              <NavLink key={path} to={path} end className={({ isActive }) => `drawer focus-visible:outline-[#ffd27a] ${isActive ? 'open' : ''}`}>
                <span className="plate">{label}</span>
                <span className="h-2.5 w-8 rounded-full bg-[#e0b84c] shadow-[0_2px_2px_rgb(8_28_12/0.5)]" aria-hidden="true" />
              </NavLink>
            ))}
          </nav>
        </div>
      </header>
      <main className="wrap flex-1 pb-16 pt-12">
        <Outlet />
      </main>
      <footer className="bg-[#2f6b3a] text-sm text-[honeydew]">
        <div className="wrap flex flex-wrap justify-between gap-2 py-6">
          <p>The drawer stands in the hall of Sorrel Lane No. 9. The door is never locked.</p>
          <p>Take one, bring one, label both.</p>
        </div>
      </footer>
    </div>
  );
}
