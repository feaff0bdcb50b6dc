import { useMemo, useState } from 'react';
import { Search, SearchX } from 'lucide-react';
import ItemCard, { listClass } from './ItemCard';
import PageHeading from './PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';
import type { Filter, Heading } from '../types';

export interface Props {
  heading: Heading;
  filters: Filter[];
}

function matches(filter: Filter, choice: string, index: number) {
  if (!choice) return true;
  const item = items[index];
  return item.category === choice || item.facts.some((fact) => fact.label === filter.label && fact.value === choice);
}

export default function Catalogue({ heading, filters }: Props) {
  const [query, setQuery] = useState('');
  const [choices, setChoices] = useState<Record<string, string>>({});
  const [order, setOrder] = useState('featured');

  const shown = useMemo(() => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const found = items.filter((item, index) => {
      const text = [item.title, item.category, item.summary, ...item.facts.map((fact) => fact.value)].join(' ').toLowerCase();
      return words.every((word) => text.includes(word)) && filters.every((filter) => matches(filter, choices[filter.label] ?? '', index));
    });
    if (order === 'name') found.sort((a, b) => a.title.localeCompare(b.title));
    if (order === 'lowest') found.sort((a, b) => a.amount - b.amount);
    if (order === 'highest') found.sort((a, b) => b.amount - a.amount);
    return found;
  }, [query, choices, order, filters]);

  const reset = () => {
    setQuery('');
    setChoices({});
  };

  return (
    <section className="wrap py-12">
      <PageHeading {...heading} />
      <form role="search" className="flex flex-wrap items-end gap-3" onSubmit={(event) => event.preventDefault()}>
        <div className="min-w-[14rem] flex-1">
          <label htmlFor="search" className="label">
            Search {site.items}
          </label>
          <div className="relative">
            <Search className="pointer-events-none absolute left-3 top-3 h-4 w-4 text-muted" aria-hidden="true" />
            <input
              id="search"
              type="search"
              value={query}
              onChange={(event) => setQuery(event.target.value)}
              placeholder={`Try “${items[1]?.title ?? items[0].title}”`}
              className="field !pl-9"
            />
          </div>
        </div>
        {filters.map((filter) => (
          <div key={filter.label} className="w-full sm:w-44">
            <label htmlFor={`filter-${filter.label}`} className="label">
              {filter.label}
            </label>
            <select
              id={`filter-${filter.label}`}
              value={choices[filter.label] ?? ''}
              onChange={(event) => setChoices({ ...choices, [filter.label]: event.target.value })}
              className="field"
            >
              <option value="">All</option>
              {filter.options.map((option) => (
                <option key={option}>{option}</option>
              ))}
            </select>
          </div>
        ))}
        <div className="w-full sm:w-44">
          <label htmlFor="order" className="label">
            Sort by
          </label>
          <select id="order" value={order} onChange={(event) => setOrder(event.target.value)} className="field">
            <option value="featured">Featured</option>
            <option value="name">Name</option>
            <option value="lowest">Lowest {site.measure.toLowerCase()}</option>
            <option value="highest">Highest {site.measure.toLowerCase()}</option>
          </select>
        </div>
      </form>
      <p className="mb-5 mt-4 text-sm text-muted" role="status">
        {shown.length} of {items.length} {site.items}
      </p>
      {shown.length > 0 ? (
        <ul className={listClass}>
          {shown.map((item) => (
            <li key={item.id}>
              <ItemCard item={item} index={items.indexOf(item)} />
            </li>
          ))}
        </ul>
      ) : (
        <div className="card flex flex-col items-center gap-3 p-12 text-center">
          <SearchX className="h-8 w-8 text-accent" aria-hidden="true" />
          <p className="font-semibold">No {site.items} match your search.</p>
          <button type="button" className="btn-quiet" onClick={reset}>
            Clear search and filters
          </button>
        </div>
      )}
    </section>
  );
}
