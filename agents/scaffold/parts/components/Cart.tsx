import { useState } from 'react';
import type { FormEvent } from 'react';
import { Link } from 'react-router-dom';
import { CheckCircle2, Trash2 } from 'lucide-react';
import PageHeading from './PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';
import { useStored } from '../hooks/useStored';
import type { Heading } from '../types';

export interface Props {
  heading: Heading;
  codes: string[];
}

export default function Cart({ heading, codes }: Props) {
  const [chosen, setChosen] = useStored<Record<string, number>>('chosen', {});
  const [code, setCode] = useState('');
  const [discount, setDiscount] = useState(false);
  const [codeNote, setCodeNote] = useState('');
  const [values, setValues] = useState<Record<string, string>>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [thanks, setThanks] = useState(false);
  const lines = items.filter((item) => chosen[item.id]);
  const subtotal = lines.reduce((sum, item) => sum + item.amount * chosen[item.id], 0);
  const total = discount ? subtotal * 0.9 : subtotal;
  const money = (amount: number) => `${site.currency}${amount.toFixed(2)}`;

  const change = (id: string, quantity: number) =>
    setChosen((current) => {
      const next = { ...current };
      if (quantity > 0) next[id] = quantity;
      else delete next[id];
      return next;
    });
  const apply = () => {
    const valid = codes.includes(code.trim().toUpperCase());
    setDiscount(valid);
    setCodeNote(valid ? 'Ten percent off.' : 'This code is not valid');
  };
  const checkOut = (event: FormEvent) => {
    event.preventDefault();
    const missing: Record<string, string> = {};
    ['Name', 'Address', 'Postcode'].forEach((label) => {
      if (!values[label]?.trim()) missing[label] = `Please enter your ${label.toLowerCase()}.`;
    });
    setErrors(missing);
    if (Object.keys(missing).length > 0) return;
    setThanks(true);
    setChosen({});
  };

  return (
    <section className="wrap py-12">
      <PageHeading {...heading} />
      {lines.length === 0 ? (
        <div className="card flex flex-col items-center gap-4 p-12 text-center" role="status">
          {thanks && <CheckCircle2 className="h-10 w-10 text-accent" aria-hidden="true" />}
          <p className="text-lg font-semibold">{thanks ? 'Thank you. Your order is on its way.' : 'Nothing here yet.'}</p>
          <Link to={site.listPath} className="btn">
            See all {site.items}
          </Link>
        </div>
      ) : (
        <div className="grid gap-6 lg:grid-cols-[1.6fr_1fr] lg:items-start">
          <ul className="card divide-y divide-line">
            {lines.map((item) => (
              <li key={item.id} className="flex flex-wrap items-center gap-4 p-5">
                <span className="min-w-[10rem] flex-1">
                  <span className="block font-bold">{item.title}</span>
                  <span className="text-sm text-muted">{item.value} each</span>
                </span>
                <input
                  type="number"
                  min={1}
                  max={20}
                  aria-label={`Quantity of ${item.title}`}
                  value={chosen[item.id]}
                  onChange={(event) => change(item.id, Math.min(20, Math.max(1, Number(event.target.value))))}
                  className="field !w-20"
                />
                <span className="w-24 text-right font-semibold">{money(item.amount * chosen[item.id])}</span>
                <button type="button" aria-label={`Remove ${item.title}`} className="rounded-full p-2 text-accent hover:bg-tint" onClick={() => change(item.id, 0)}>
                  <Trash2 className="h-4 w-4" aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
          <form onSubmit={checkOut} noValidate className="card space-y-4 p-6">
            <p className="flex justify-between text-muted">
              Subtotal <span>{money(subtotal)}</span>
            </p>
            <div className="flex gap-2">
              <input aria-label="Discount code" placeholder="Discount code" value={code} onChange={(event) => setCode(event.target.value)} className="field" />
              <button type="button" className="btn-quiet" onClick={apply}>
                Apply
              </button>
            </div>
            <p role="status" className="text-sm font-semibold text-accent">
              {codeNote}
            </p>
            <p className="flex justify-between border-t border-line pt-4 text-lg font-bold">
              Total <span>{money(total)}</span>
            </p>
            {['Name', 'Address', 'Postcode'].map((label) => (
              <div key={label}>
                <label htmlFor={`cart-${label}`} className="label">
                  {label}
                </label>
                <input
                  id={`cart-${label}`}
                  value={values[label] ?? ''}
                  onChange={(event) => setValues({ ...values, [label]: event.target.value })}
                  className="field"
                  aria-invalid={Boolean(errors[label])}
                />
                <p className="mt-1 text-xs font-semibold text-accent" aria-live="polite">
                  {errors[label]}
                </p>
              </div>
            ))}
            <button type="submit" className="btn w-full">
              Check out
            </button>
          </form>
        </div>
      )}
    </section>
  );
}
