import { Link } from 'react-router-dom';
import Artwork from './Artwork';
import SaveButton from './SaveButton';
import { site } from '../data/site';
import type { Item } from '../types';

export const listClass = 'grid gap-4';

export default function ItemCard({ item, index }: { item: Item; index: number }) {
  return (
    <article className="card grid gap-5 overflow-hidden p-4 transition hover:border-accent sm:grid-cols-[9rem_1fr_auto] sm:items-center">
      <Artwork seed={site.seed + index} icon={site.icon} className="h-28 rounded-control" iconClass="h-5 w-5" />
      <div className="min-w-0">
        <p className="text-xs font-semibold uppercase tracking-wide text-accent">{item.category}</p>
        <h3 className="mt-1 text-lg font-bold leading-snug">
          <Link to={`${site.detailPath}/${item.id}`} className="hover:text-accent">
            {item.title}
          </Link>
        </h3>
        <p className="mt-1 text-sm text-muted">{item.summary}</p>
        <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
          {item.facts.slice(0, 3).map((fact) => (
            <li key={fact.label}>
              <span className="text-muted">{fact.label}:</span> {fact.value}
            </li>
          ))}
        </ul>
      </div>
      <div className="flex items-center justify-between gap-3 sm:flex-col sm:items-end">
        <span className="font-display text-lg font-bold text-accent">{item.value}</span>
        <SaveButton item={item} />
      </div>
    </article>
  );
}
