import { useEffect } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router-dom';
import { TreeDeciduous } from 'lucide-react';

const pages = [
  ['/', 'Overview'],
  ['/trees', 'Trees'],
  ['/tree', 'Tree'],
  ['/districts', 'Districts'],
];

export default function Shell() {
  const { pathname } = useLocation();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <div className="flex min-h-screen flex-col">
      <header className="bg-[darkgreen] text-white">
        <div className="wrap flex flex-wrap items-center justify-between gap-3 py-3.5">
          <Link to="/" className="flex items-center gap-2.5 text-xl font-bold" style={{ fontFamily: 'Georgia, Gelasio, serif' }}>
            <TreeDeciduous className="h-6 w-6" aria-hidden="true" /> Every Tree
          </Link>
          <nav aria-label="Main" className="flex flex-wrap gap-1">
            {pages.map(([path, label]) => (
              <NavLink
                key={path}
                to={path}
                end={path === '/'}
                className={({ isActive }) => `rounded-md px-3.5 py-1.5 text-sm font-semibold ${isActive ? 'bg-white text-[darkgreen]' : 'hover:bg-[#0b7a0b]'}`}
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
      <footer className="muted wrap py-8 text-sm">Every Tree counts 2,000 street trees. The census is generated from a fixed seed.</footer>
    </div>
  );
}
