import { Link } from 'react-router-dom';
import Artwork from './Artwork';
import SaveButton from './SaveButton';
import { site } from '../data/site';
import type { Item } from '../types';

export const listClass = 'grid gap-6 sm:grid-cols-2 lg:grid-cols-3';

export default function ItemCard({ item, index }: { item: Item; index: number }) {
  return (
    <article className="card group flex h-full flex-col overflow-hidden transition hover:shadow-lg">
      <Artwork seed={site.seed + index} icon={site.icon} className="h-40" iconClass="h-6 w-6" />
      <div className="flex flex-1 flex-col p-5">
        <div className="flex items-start justify-between gap-3">
          <span className="chip">{item.category}</span>
          <SaveButton item={item} />
        </div>
        <h3 className="mt-3 text-lg font-bold leading-snug">
          <Link to={`${site.detailPath}/${item.id}`} className="hover:text-accent">
            {item.title}
          </Link>
        </h3>
        <p className="mt-1.5 text-sm text-muted">{item.summary}</p>
        <p className="mt-auto flex items-baseline justify-between gap-3 pt-4 text-sm">
          <span className="font-display text-base font-bold text-accent">{item.value}</span>
          <span className="text-muted">{item.facts[0]?.value}</span>
        </p>
      </div>
    </article>
  );
}
