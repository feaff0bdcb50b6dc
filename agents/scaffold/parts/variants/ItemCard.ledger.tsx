import { Link } from 'react-router-dom';
import SaveButton from './SaveButton';
import { site } from '../data/site';
import type { Item } from '../types';

export const listClass = 'grid gap-4 md:grid-cols-2';

export default function ItemCard({ item, index }: { item: Item; index: number }) {
  return (
    <article className="card flex h-full flex-col border-l-4 border-l-brand p-5 transition hover:shadow-md">
      <div className="flex items-start justify-between gap-4">
        <div>
          <p className="text-xs font-semibold text-muted">
            {String(index + 1).padStart(2, '0')} / {item.category}
          </p>
          <h3 className="mt-1 text-lg font-bold leading-snug">
            <Link to={`${site.detailPath}/${item.id}`} className="hover:text-accent">
              {item.title}
            </Link>
          </h3>
        </div>
        <SaveButton item={item} />
      </div>
      <p className="mt-2 text-sm text-muted">{item.summary}</p>
      <dl className="mt-auto grid grid-cols-3 gap-3 border-t border-line pt-4 text-sm">
        {item.facts.slice(0, 3).map((fact) => (
          <div key={fact.label}>
            <dt className="text-xs text-muted">{fact.label}</dt>
            <dd className="font-semibold">{fact.value}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
