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

  const links = site.nav.map((entry) => (
    <NavLink
      key={entry.path}
      to={entry.path}
      end={entry.path === '/'}
      className={({ isActive }) =>
        `border-b-2 px-1 py-1.5 text-sm font-semibold transition hover:border-onbrand ${isActive ? 'border-onbrand' : 'border-transparent'}`
      }
    >
      {entry.label}
    </NavLink>
  ));
  return (
    <div className="flex min-h-screen flex-col">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:left-4 focus:top-4 focus:z-50 focus:bg-surface focus:p-3">
        Skip to content
      </a>
      <header className="bg-brand text-onbrand">
        <div className="wrap flex min-h-[4.5rem] items-center justify-between gap-6">
          <Link to="/" className="flex min-w-0 items-center gap-3 font-display text-xl font-bold">
            <Icon name={site.icon} className="h-6 w-6 shrink-0" />
            <span className="truncate">{site.name}</span>
          </Link>
          <nav aria-label="Main" className="hidden items-center gap-5 lg:flex">
            {links.slice(0, 8)}
          </nav>
          <div className="flex items-center gap-3">
            <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-sm font-semibold" aria-live="polite">
              <Heart className="h-4 w-4" aria-hidden="true" /> {saved.length}
              <span className="sr-only">saved</span>
            </span>
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
        </div>
        {open && (
          <nav aria-label="Main, small screens" className="wrap flex flex-col gap-1 pb-5 lg:hidden">
            {links}
          </nav>
        )}
      </header>
      <main id="main" className="flex-1">
        <Outlet />
      </main>
      <Footer />
    </div>
  );
}
