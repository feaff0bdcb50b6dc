import { useEffect, useState } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router-dom';
import { Heart, Menu, X } from 'lucide-react';
import Footer from './Footer';
import Icon from './Icon';
import { site } from '../data/site';
import { useStored } from '../hooks/useStored';

export default function Layout() {
  const [open, setOpen] = useState(false);
  const [saved] = useStored<string[]>('saved', []);
  const { pathname } = useLocation();
  useEffect(() => {
    setOpen(false);
    window.scrollTo(0, 0);
  }, [pathname]);

  return (
    <div className="min-h-screen lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:left-4 focus:top-4 focus:z-50 focus:bg-surface focus:p-3">
        Skip to content
      </a>
      <header className="bg-brand text-onbrand lg:sticky lg:top-0 lg:flex lg:h-screen lg:flex-col lg:overflow-y-auto">
        <div className="flex items-center justify-between gap-3 p-5">
          <Link to="/" className="flex min-w-0 items-center gap-2.5 font-display text-lg font-bold leading-tight">
            <span className="flex h-10 w-10 shrink-0 items-center justify-center rounded-control bg-onbrand text-brand">
              <Icon name={site.icon} />
            </span>
            <span className="line-clamp-2">{site.name}</span>
          </Link>
          <button
            type="button"
            className="rounded-control border border-onbrand p-2 lg:hidden"
            aria-expanded={open}
            aria-label={open ? 'Close menu' : 'Open menu'}
            onClick={() => setOpen(!open)}
          >
            {open ? <X className="h-5 w-5" /> : <Menu className="h-5 w-5" />}
          </button>
        </div>
        <nav aria-label="Main" className={`${open ? 'flex' : 'hidden'} flex-col gap-1 px-3 pb-4 lg:flex`}>
          {site.nav.map((entry) => (
            <NavLink
              key={entry.path}
              to={entry.path}
              end={entry.path === '/'}
              className={({ isActive }) =>
                `flex items-center gap-3 rounded-control px-3 py-2.5 text-sm font-semibold transition ${
                  isActive ? 'bg-onbrand text-brand' : 'hover:bg-deep hover:text-ondeep'
                }`
              }
            >
              <Icon name={entry.icon} className="h-4 w-4 shrink-0" />
              {entry.label}
            </NavLink>
          ))}
        </nav>
        <p className="mt-auto hidden items-center gap-2 p-5 text-sm font-semibold lg:flex" aria-live="polite">
          <Heart className="h-4 w-4" aria-hidden="true" /> {saved.length} saved
        </p>
      </header>
      <div className="flex min-w-0 flex-col">
        <main id="main" className="flex-1">
          <Outlet />
        </main>
        <Footer />
      </div>
    </div>
  );
}
