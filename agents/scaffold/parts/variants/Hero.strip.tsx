import { Link } from 'react-router-dom';
import { ArrowRight } from 'lucide-react';
import Artwork from './Artwork';
import { site } from '../data/site';

export default function Hero() {
  return (
    <section className="wrap pt-8">
      <div className="card grid overflow-hidden sm:grid-cols-[1.7fr_1fr]">
        <div className="p-7 sm:p-9">
          <p className="eyebrow">{site.kind}</p>
          <h1 className="mt-2 text-3xl font-bold leading-tight tracking-tight sm:text-[2.6rem]">{site.headline}</h1>
          <p className="mt-3 text-lg text-muted">{site.lead}</p>
          <div className="mt-5 flex flex-wrap gap-3">
            <Link to={site.primary.path} className="btn">
              {site.primary.label} <ArrowRight className="h-4 w-4" aria-hidden="true" />
            </Link>
            <Link to={site.secondary.path} className="btn-quiet">
              {site.secondary.label}
            </Link>
          </div>
        </div>
        <Artwork seed={site.seed} icon={site.icon} className="min-h-[9rem]" iconClass="h-10 w-10" />
      </div>
    </section>
  );
}
