import { useEffect } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router-dom';
import { useClub } from '../hooks/useClub';
import Seats from './Seats';

const pages = [
  ['/', 'Ballot'],
  ['/talk', 'Talk'],
  ['/programme', 'Programme'],
  ['/members', 'Members'],
];

export default function Shell() {
  const { pathname } = useLocation();
  const { member } = useClub();
  const area = pathname.split('/')[1];
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [area]);
  return (
    <div className="flex min-h-screen flex-col">
      <header>
        <div className="bg-[firebrick] text-white">
          <div className="bulbs" />
          <div className="wrap flex flex-wrap items-center justify-between gap-x-8 gap-y-3 py-3">
            <Link to="/" className="title text-3xl font-bold uppercase tracking-[0.18em] sm:text-4xl">
              Back Row
            </Link>
            <nav aria-label="Main" className="-mx-2 flex flex-wrap gap-1 sm:mx-0">
              {pages.map(([path, label]) => (
                <NavLink
                  key={path}
                  to={path}
                  end={path === '/'}
                  className={({ isActive }) =>
                    `rounded-md px-2.5 py-2 text-sm font-bold transition sm:px-4 ${isActive ? 'bg-[#1b1b1e]' : 'hover:bg-[#8e1616]'}`
                  }
                >
                  {label}
                </NavLink>
              ))}
            </nav>
          </div>
          <div className="bulbs" />
        </div>
      </header>
      <main className="wrap flex-1 py-9">
        <Outlet />
      </main>
      <footer className="mt-6">
        <p className="dim wrap pb-5 text-sm">
          The Regent, Wharf Street. {member ? `You sit here as ${member}.` : 'You stand at the door as a visitor.'}
        </p>
        <Seats className="block h-20 w-full" />
      </footer>
    </div>
  );
}
