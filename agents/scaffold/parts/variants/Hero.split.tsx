import { Link } from 'react-router-dom';
import { ArrowRight } from 'lucide-react';
import Artwork from './Artwork';
import { items } from '../data/items';
import { site } from '../data/site';

export default function Hero() {
  return (
    <section className="wrap grid items-center gap-10 py-10 md:grid-cols-[1.15fr_1fr] md:py-12">
      <div>
        <p className="eyebrow">{site.kind}</p>
        <h1 className="mt-3 text-4xl font-bold leading-[1.1] tracking-tight sm:text-5xl">{site.headline}</h1>
        <p className="mt-5 max-w-xl text-lg text-muted">{site.lead}</p>
        <div className="mt-7 flex flex-wrap gap-3">
          <Link to={site.primary.path} className="btn">
            {site.primary.label} <ArrowRight className="h-4 w-4" aria-hidden="true" />
          </Link>
          <Link to={site.secondary.path} className="btn-quiet">
            {site.secondary.label}
          </Link>
        </div>
        <dl className="mt-9 flex flex-wrap gap-x-8 gap-y-4">
          {site.stats.map((stat) => (
            <div key={stat.label}>
              <dt className="text-sm text-muted">{stat.label}</dt>
              <dd className="font-display text-2xl font-bold">{stat.value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="relative">
        <Artwork seed={site.seed} icon={site.icon} className="h-80 rounded-card md:h-[22rem]" iconClass="h-12 w-12" />
        <div className="card absolute -bottom-5 left-5 right-5 p-4 shadow-lg">
          <p className="text-xs font-semibold text-muted">Picked for today</p>
          <div className="mt-1 flex items-baseline justify-between gap-4">
            <p className="font-display font-bold">{items[0].title}</p>
            <p className="shrink-0 text-sm font-semibold text-accent">{items[0].value}</p>
          </div>
        </div>
      </div>
    </section>
  );
}
