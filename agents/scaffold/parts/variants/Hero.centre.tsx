import { Link } from 'react-router-dom';
import { ArrowRight } from 'lucide-react';
import { site } from '../data/site';

export default function Hero() {
  return (
    <section className="border-b border-line">
      <div className="wrap flex flex-col items-center py-14 text-center">
        <p className="chip">{site.kind}</p>
        <h1 className="mt-5 max-w-3xl text-4xl font-bold leading-[1.1] tracking-tight sm:text-5xl">{site.headline}</h1>
        <p className="mt-5 max-w-2xl text-lg text-muted">{site.lead}</p>
        <div className="mt-8 flex flex-wrap justify-center gap-3">
          <Link to={site.primary.path} className="btn">
            {site.primary.label} <ArrowRight className="h-4 w-4" aria-hidden="true" />
          </Link>
          <Link to={site.secondary.path} className="btn-quiet">
            {site.secondary.label}
          </Link>
        </div>
        <dl className="mt-12 grid w-full max-w-3xl grid-cols-3 divide-x divide-line rounded-card border border-line bg-surface">
          {site.stats.map((stat) => (
            <div key={stat.label} className="flex flex-col-reverse px-3 py-5">
              <dt className="text-sm text-muted">{stat.label}</dt>
              <dd className="font-display text-2xl font-bold text-accent sm:text-3xl">{stat.value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
