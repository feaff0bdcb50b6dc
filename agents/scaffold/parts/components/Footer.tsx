import { Link } from 'react-router-dom';
import { Mail, Building2, Phone } from 'lucide-react';
import { site } from '../data/site';

export default function Footer() {
  return (
    <footer className="mt-20 border-t border-line bg-surface">
      <div className="wrap grid gap-10 py-12 md:grid-cols-[1.4fr_1fr_1fr]">
        <div>
          <p className="font-display text-xl font-bold">{site.name}</p>
          <p className="mt-3 max-w-sm text-sm text-muted">{site.purpose}</p>
        </div>
        <nav aria-label="Footer">
          <p className="text-sm font-semibold">Pages</p>
          <ul className="mt-3 space-y-2 text-sm text-muted">
            {site.nav.map((entry) => (
              <li key={entry.path}>
                <Link to={entry.path} className="hover:text-accent hover:underline">
                  {entry.label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <address className="not-italic">
          <p className="text-sm font-semibold">Reach us</p>
          <ul className="mt-3 space-y-2 text-sm text-muted">
            <li className="flex items-center gap-2">
              <Mail className="h-4 w-4 shrink-0 text-accent" aria-hidden="true" />
              <a href={`mailto:${site.email}`} className="break-all hover:text-accent">
                {site.email}
              </a>
            </li>
            <li className="flex items-center gap-2">
              <Phone className="h-4 w-4 shrink-0 text-accent" aria-hidden="true" /> {site.phone}
            </li>
            <li className="flex items-center gap-2">
              <Building2 className="h-4 w-4 shrink-0 text-accent" aria-hidden="true" /> {site.address}
            </li>
          </ul>
        </address>
      </div>
      <div className="border-t border-line">
        <p className="wrap py-5 text-xs text-muted">
          © {site.year} {site.name}. Sample content, made for demonstration.
        </p>
      </div>
    </footer>
  );
}
