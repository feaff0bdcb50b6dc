import { Link } from 'react-router-dom';
import { ArrowRight, Check } from 'lucide-react';
import { site } from '../data/site';

export default function Hero() {
  return (
    <section className="relative overflow-hidden bg-brand text-onbrand">
      <svg viewBox="0 0 600 400" className="absolute -right-24 top-0 h-full w-[36rem] opacity-10" aria-hidden="true">
        {[60, 110, 160, 210, 260].map((radius) => (
          <circle key={radius} cx="380" cy="200" r={radius} fill="none" stroke="currentColor" strokeWidth="22" />
        ))}
      </svg>
      <div className="wrap relative grid gap-10 py-16 md:grid-cols-[1.5fr_1fr] md:items-end">
        <div>
          <p className="text-xs font-semibold uppercase tracking-[0.16em]">{site.kind}</p>
          <h1 className="mt-3 text-4xl font-bold leading-[1.1] tracking-tight !text-onbrand sm:text-5xl">{site.headline}</h1>
          <p className="mt-5 max-w-2xl text-lg">{site.lead}</p>
          <div className="mt-8 flex flex-wrap gap-3">
            <Link
              to={site.primary.path}
              className="inline-flex items-center gap-2 rounded-control bg-surface px-6 py-3 text-sm font-semibold text-ink transition hover:bg-tint"
            >
              {site.primary.label} <ArrowRight className="h-4 w-4" aria-hidden="true" />
            </Link>
            <Link
              to={site.secondary.path}
              className="inline-flex items-center rounded-control border border-onbrand px-6 py-3 text-sm font-semibold transition hover:bg-deep hover:text-ondeep"
            >
              {site.secondary.label}
            </Link>
          </div>
        </div>
        <ul className="space-y-3 text-sm font-medium">
          {site.promises.map((promise) => (
            <li key={promise} className="flex gap-3 border-t border-onbrand pt-3">
              <Check className="mt-0.5 h-4 w-4 shrink-0" aria-hidden="true" /> {promise}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
