import { useEffect } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router-dom';
import { FileDown, Hexagon, NotebookText, PenLine } from 'lucide-react';
import Bee from './Bee';

const pages = [
  { path: '/', label: 'Hives', Mark: Hexagon },
  { path: '/inspections', label: 'Inspections', Mark: NotebookText },
  { path: '/new-inspection', label: 'New Inspection', Mark: PenLine },
  { path: '/export', label: 'Export', Mark: FileDown },
];

export default function Shell() {
  const { pathname } = useLocation();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <div className="min-h-screen lg:grid lg:grid-cols-[14rem_minmax(0,1fr)]">
      <header className="bg-[darkgoldenrod] text-[#1d1200] lg:sticky lg:top-0 lg:flex lg:h-screen lg:flex-col">
        <Link to="/" className="flex items-center gap-3 px-5 pt-4 whitespace-nowrap text-2xl font-bold italic lg:gap-2 lg:px-5 lg:pt-8">
          <Bee mood="Calm" className="h-10 w-11 shrink-0" /> Hive Notes
        </Link>
        <nav aria-label="Main" className="plain grid grid-cols-2 gap-1 p-3 text-sm font-bold sm:flex lg:mt-8 lg:flex-col lg:pr-0">
          {pages.map(({ path, label, Mark }) => (
            <NavLink
              key={path}
              to={path}
              end
              className={({ isActive }) =>
                `flex items-center gap-2.5 rounded-lg px-3 py-2 transition lg:rounded-r-none lg:px-4 lg:py-3 ${
                  isActive ? 'bg-[lemonchiffon]' : 'hover:bg-[#cf9a1d]'
                }`
              }
            >
              <Mark className="h-4 w-4 shrink-0" aria-hidden="true" /> {label}
            </NavLink>
          ))}
        </nav>
        <p className="mt-auto hidden px-6 pb-8 text-sm lg:block">Kept in this browser, under no lid but your own.</p>
      </header>
      <main className="mx-auto w-full min-w-0 max-w-6xl px-5 py-8 sm:px-8 lg:px-10 lg:py-12">
        <Outlet />
      </main>
    </div>
  );
}
