import { useEffect } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router-dom';
import { ShoppingBasket } from 'lucide-react';
import { useBasket } from '../hooks/useBasket';

const pages = [
  ['/', 'Shop'],
  ['/piece', 'Piece'],
  ['/basket', 'Basket'],
  ['/studio', 'Studio'],
];

export default function Shell() {
  const { count } = useBasket();
  const { pathname } = useLocation();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <div className="flex min-h-screen flex-col">
      <header className="bg-[sienna] text-white">
        <div className="wrap flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-4">
          <Link to="/" className="serif text-2xl font-bold tracking-tight">
            Kiln &amp; Clay
          </Link>
          <nav aria-label="Main" className="flex flex-wrap items-center gap-1">
            {pages.map(([path, label]) => (
              <NavLink
                key={path}
                to={path}
                end={path === '/'}
                className={({ isActive }) => `px-3 py-1.5 text-sm font-semibold ${isActive ? 'bg-white text-[#7d3f20]' : 'hover:underline'}`}
              >
                {label}
              </NavLink>
            ))}
            <Link to="/basket" className="ml-2 flex items-center gap-2 border border-white px-3 py-1.5 text-sm font-semibold" aria-label={`Basket with ${count} pieces`}>
              <ShoppingBasket className="h-4 w-4" aria-hidden="true" /> {count}
            </Link>
          </nav>
        </div>
      </header>
      <main className="flex-1">
        <Outlet />
      </main>
      <footer className="ground mt-20">
        <div className="wrap flex flex-wrap justify-between gap-4 py-8 text-sm">
          <p>
            <span className="serif font-bold">Kiln &amp; Clay</span>, two potters and a wood kiln.
          </p>
          <p>Fired four times a year. Packed in straw.</p>
        </div>
      </footer>
    </div>
  );
}
