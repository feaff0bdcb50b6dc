import { Link } from 'react-router-dom';
import { ArrowUpRight } from 'lucide-react';
import Artwork from './Artwork';
import { items } from '../data/items';
import { site } from '../data/site';

export default function Hero() {
  return (
    <section className="wrap pb-6 pt-12 md:pt-16">
      <div className="flex flex-wrap items-end justify-between gap-6 border-b-2 border-ink pb-8">
        <h1 className="max-w-3xl text-4xl font-bold leading-[1.05] tracking-tight sm:text-6xl">{site.headline}</h1>
        <div className="flex flex-wrap gap-3">
          <Link to={site.primary.path} className="btn">
            {site.primary.label} <ArrowUpRight className="h-4 w-4" aria-hidden="true" />
          </Link>
        </div>
      </div>
      <div className="grid gap-8 pt-8 md:grid-cols-[1fr_1.6fr]">
        <div>
          <p className="eyebrow">{site.kind}</p>
          <p className="mt-3 text-lg text-muted">{site.lead}</p>
          <Link to={site.secondary.path} className="mt-5 inline-block border-b-2 border-accent pb-0.5 text-sm font-semibold text-accent">
            {site.secondary.label}
          </Link>
        </div>
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
          {items.slice(0, 3).map((item, index) => (
            <figure key={item.id} className={index === 2 ? 'hidden sm:block' : ''}>
              <Artwork seed={site.seed + index * 3} icon={site.icon} className="h-48 rounded-card" />
              <figcaption className="mt-2 text-sm font-semibold">{item.title}</figcaption>
            </figure>
          ))}
        </div>
      </div>
    </section>
  );
}
