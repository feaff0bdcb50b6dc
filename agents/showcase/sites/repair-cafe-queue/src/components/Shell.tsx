import { useEffect } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router-dom';

const pages = [
  ['/', 'Queue'],
  ['/check-in', 'Check In'],
  ['/repairers', 'Repairers'],
  ['/saved-things', 'Saved Things'],
];

export default function Shell() {
  const { pathname } = useLocation();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <div className="flex min-h-screen flex-col">
      <header className="bg-[#114b5f] text-[mistyrose]">
        <div className="wrap flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4">
          <Link to="/" className="flex items-center gap-3 text-3xl font-extrabold tracking-tight focus-visible:outline-white">
            <svg viewBox="0 0 44 44" className="h-10 w-10" aria-hidden="true">
              <path d="M22 39S4 28 4 15.5A9.5 9.5 0 0122 11a9.5 9.5 0 0118 4.5C40 28 22 39 22 39z" fill="mistyrose" />
              <path d="M22 12l-3 6 6 5-6 5 3 9" fill="none" stroke="#114b5f" strokeWidth="2" />
              <path d="M15 17l9-2M16 24l11-2M15 31l11-2" stroke="#d1495b" strokeWidth="2.5" strokeLinecap="round" />
            </svg>
            Mend
          </Link>
          <nav aria-label="Main" className="-mx-1 flex flex-wrap gap-1">
            {pages.map(([path, label]) => (
              <NavLink
                key={path}
                to={path}
                end
                className={({ isActive }) =>
                  `rounded-lg px-2 py-2 text-[0.8125rem] font-bold focus-visible:outline-white sm:px-4 sm:text-sm ${
                    isActive ? 'bg-[mistyrose] text-[#114b5f]' : 'hover:bg-[#1b6680]'
                  }`
                }
              >
                {label}
              </NavLink>
            ))}
          </nav>
        </div>
        <svg className="block h-3 w-full" aria-hidden="true">
          <line x1="0" y1="5" x2="100%" y2="5" stroke="mistyrose" strokeWidth="2" strokeDasharray="12 7" strokeLinecap="round" />
        </svg>
      </header>
      <main className="wrap flex-1 py-9">
        <Outlet />
      </main>
      <footer className="wrap soft flex flex-wrap justify-between gap-2 py-7 text-sm">
        <p>Every first Saturday, two to five, in the old fire station.</p>
        <p>Repairs are free. Cake is a matter of conscience.</p>
      </footer>
    </div>
  );
}
