import { useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import { ArrowLeft, ArrowRight, CheckCircle2 } from 'lucide-react';
import Artwork from './Artwork';
import SaveButton from './SaveButton';
import { items } from '../data/items';
import { site } from '../data/site';
import { useStored } from '../hooks/useStored';

export default function Detail() {
  const { id } = useParams();
  const index = id ? items.findIndex((entry) => entry.id === id) : 0;
  const [chosen, setChosen] = useStored<Record<string, number>>('chosen', {});
  const [quantity, setQuantity] = useState(1);
  const [done, setDone] = useState('');
  const item = items[index];

  if (!item) {
    return (
      <section className="wrap py-20 text-center">
        <h1 className="text-3xl font-bold">This {site.item} is no longer here</h1>
        <Link to={site.listPath} className="btn mt-6">
          See all {site.items}
        </Link>
      </section>
    );
  }
  const previous = items[(index + items.length - 1) % items.length];
  const next = items[(index + 1) % items.length];
  const choose = () => {
    setChosen((current) => ({ ...current, [item.id]: (current[item.id] ?? 0) + quantity }));
    setDone(item.id);
  };

  return (
    <section className="wrap py-10">
      <Link to={site.listPath} className="inline-flex items-center gap-2 text-sm font-semibold text-accent hover:underline">
        <ArrowLeft className="h-4 w-4" aria-hidden="true" /> All {site.items}
      </Link>
      <div className="mt-5 grid gap-10 lg:grid-cols-[1.1fr_1fr]">
        <Artwork seed={site.seed + index} icon={site.icon} className="h-72 rounded-card lg:h-[28rem]" iconClass="h-14 w-14" />
        <div>
          <div className="flex items-start justify-between gap-4">
            <span className="chip">{item.category}</span>
            <SaveButton item={item} />
          </div>
          <h1 className="mt-4 text-3xl font-bold tracking-tight sm:text-4xl">{item.title}</h1>
          <p className="mt-3 text-lg text-muted">{item.summary}</p>
          <p className="mt-4 font-display text-3xl font-bold text-accent">{item.value}</p>
          <dl className="mt-5 divide-y divide-line border-y border-line">
            {item.facts.map((fact) => (
              <div key={fact.label} className="flex justify-between gap-6 py-2.5 text-sm">
                <dt className="text-muted">{fact.label}</dt>
                <dd className="text-right font-semibold">{fact.value}</dd>
              </div>
            ))}
          </dl>
          <div className="mt-6 flex flex-wrap items-center gap-3">
            {site.countable && (
              <div className="inline-flex items-center rounded-control border border-line bg-surface" role="group" aria-label="Quantity">
                <button type="button" className="px-4 py-2 text-lg" aria-label="One less" disabled={quantity < 2} onClick={() => setQuantity(quantity - 1)}>
                  −
                </button>
                <span className="w-8 text-center font-semibold" aria-live="polite">
                  {quantity}
                </span>
                <button type="button" className="px-4 py-2 text-lg" aria-label="One more" disabled={quantity > 8} onClick={() => setQuantity(quantity + 1)}>
                  +
                </button>
              </div>
            )}
            <button type="button" className="btn" onClick={choose}>
              {site.chooseLabel}
            </button>
            <Link to={site.secondary.path} className="btn-quiet">
              {site.secondary.label}
            </Link>
          </div>
          <p role="status" className="mt-4 min-h-[1.5rem] text-sm font-semibold text-accent">
            {done === item.id && (
              <span className="inline-flex items-center gap-2">
                <CheckCircle2 className="h-4 w-4" aria-hidden="true" /> {item.title} is on your list ({chosen[item.id] ?? 0}).
              </span>
            )}
          </p>
        </div>
      </div>
      <nav aria-label={`Other ${site.items}`} className="mt-12 grid gap-4 sm:grid-cols-2">
        <Link to={`${site.detailPath}/${previous.id}`} className="card flex items-center gap-4 p-5 transition hover:border-accent">
          <ArrowLeft className="h-5 w-5 text-accent" aria-hidden="true" />
          <span>
            <span className="block text-xs text-muted">Previous</span>
            <span className="font-bold">{previous.title}</span>
          </span>
        </Link>
        <Link to={`${site.detailPath}/${next.id}`} className="card flex items-center justify-end gap-4 p-5 text-right transition hover:border-accent">
          <span>
            <span className="block text-xs text-muted">Next</span>
            <span className="font-bold">{next.title}</span>
          </span>
          <ArrowRight className="h-5 w-5 text-accent" aria-hidden="true" />
        </Link>
      </nav>
    </section>
  );
}
