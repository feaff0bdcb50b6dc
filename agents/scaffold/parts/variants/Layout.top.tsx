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
        `rounded-control px-3 py-2 text-sm font-medium transition ${isActive ? 'bg-tint text-accent' : 'text-ink hover:text-accent'}`
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
      <div className="h-1.5 bg-brand" />
      <header className="sticky top-0 z-40 border-b border-line bg-surface">
        <div className="wrap flex h-16 items-center justify-between gap-4">
          <Link to="/" className="flex min-w-0 items-center gap-2.5 font-display text-lg font-bold">
            <span className="flex h-9 w-9 shrink-0 items-center justify-center rounded-control bg-brand text-onbrand">
              <Icon name={site.icon} />
            </span>
            <span className="truncate">{site.name}</span>
          </Link>
          <nav aria-label="Main" className="hidden items-center gap-1 lg:flex">
            {links.slice(0, 8)}
          </nav>
          <div className="flex items-center gap-2">
            <span className="inline-flex items-center gap-1.5 whitespace-nowrap rounded-full bg-tint px-3 py-1.5 text-xs font-semibold text-accent" aria-live="polite">
              <Heart className="h-4 w-4" aria-hidden="true" /> {saved.length} saved
            </span>
            <button
              type="button"
              className="rounded-control border border-line p-2 lg:hidden"
              aria-expanded={open}
              aria-label={open ? 'Close menu' : 'Open menu'}
              onClick={() => setOpen(!open)}
            >
              {open ? <X className="h-5 w-5" /> : <Menu className="h-5 w-5" />}
            </button>
          </div>
        </div>
        {open && (
          <nav aria-label="Main, small screens" className="wrap flex flex-col pb-4 lg:hidden">
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
