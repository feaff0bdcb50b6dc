import { Link } from 'react-router-dom';
import { ArrowRight } from 'lucide-react';
import { site } from '../data/site';

export default function Hero() {
  return (
    <section className="relative overflow-hidden bg-brand text-onbrand">
      <svg viewBox="0 0 400 160" preserveAspectRatio="xMaxYMid slice" className="absolute inset-0 h-full w-full opacity-10" aria-hidden="true">
        {[30, 60, 90, 120, 150].map((radius) => (
          <circle key={radius} cx="360" cy="130" r={radius} fill="none" stroke="currentColor" strokeWidth="10" />
        ))}
      </svg>
      <div className="wrap relative flex flex-wrap items-end justify-between gap-6 py-10">
        <div className="max-w-2xl">
          <p className="text-xs font-semibold uppercase tracking-[0.16em]">{site.kind}</p>
          <h1 className="mt-2 text-3xl font-bold leading-tight tracking-tight !text-onbrand sm:text-[2.6rem]">{site.headline}</h1>
          <p className="mt-3 text-lg">{site.lead}</p>
        </div>
        <div className="flex flex-wrap gap-3">
          <Link
            to={site.primary.path}
            className="inline-flex items-center gap-2 rounded-control bg-surface px-5 py-2.5 text-sm font-semibold text-ink transition hover:bg-tint"
          >
            {site.primary.label} <ArrowRight className="h-4 w-4" aria-hidden="true" />
          </Link>
          <Link
            to={site.secondary.path}
            className="inline-flex items-center rounded-control border border-onbrand px-5 py-2.5 text-sm font-semibold transition hover:bg-deep hover:text-ondeep"
          >
            {site.secondary.label}
          </Link>
        </div>
      </div>
    </section>
  );
}
