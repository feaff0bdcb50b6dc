import { useEffect } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router-dom';

const pages = [
  ['/', 'My Leftovers'],
  ['/suggestions', 'Suggestions'],
  ['/cook', 'Cook'],
  ['/saved', 'Saved'],
];

export default function Shell() {
  const { pathname } = useLocation();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <div className="flex min-h-screen flex-col">
      <header>
        <div className="bg-[olivedrab]">
          <div className="wrap flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4">
            <Link to="/" className="serif flex items-center gap-3 text-2xl font-semibold italic sm:text-3xl">
              <svg viewBox="0 0 44 44" className="h-10 w-10" aria-hidden="true">
                <circle cx="22" cy="22" r="20" fill="floralwhite" />
                <circle cx="22" cy="22" r="14.5" fill="none" stroke="olivedrab" strokeWidth="1.5" />
                <path d="M27.5 12.5a11 11 0 100 19 9 9 0 010-19z" fill="#111604" />
              </svg>
              Second Supper
            </Link>
            <nav aria-label="Main" className="-mx-2.5 flex flex-wrap">
              {pages.map(([path, label]) => (
                <NavLink
                  key={path}
                  to={path}
                  end
                  className={({ isActive }) =>
                    `rounded-full px-2.5 py-2 text-[0.8125rem] font-bold sm:px-4 sm:text-sm ${isActive ? 'bg-[floralwhite]' : 'hover:bg-[#86ab3d]'}`
                  }
                >
                  {label}
                </NavLink>
              ))}
            </nav>
          </div>
        </div>
        <div className="gingham scalloped h-[42px]" aria-hidden="true" />
      </header>
      <main className="wrap flex-1 pb-16 pt-8">
        <Outlet />
      </main>
      <footer className="wrap soft flex flex-wrap justify-between gap-2 border-t-2 border-[olivedrab] py-6 text-sm">
        <p>Fifteen recipes, no shopping list longer than your arm.</p>
        <p>If it smells wrong, it is compost.</p>
      </footer>
    </div>
  );
}
