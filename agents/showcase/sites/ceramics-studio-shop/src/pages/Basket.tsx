import { useState } from 'react';
import type { FormEvent } from 'react';
import { Link } from 'react-router-dom';
import { Trash2 } from 'lucide-react';
import Vessel from '../components/Vessel';
import { pieces } from '../data/pieces';
import { useBasket } from '../hooks/useBasket';

const labels = ['Name', 'Address', 'Postcode'];

export default function Basket() {
  const { lines, set, clear } = useBasket();
  const [code, setCode] = useState('');
  const [note, setNote] = useState('');
  const [share, setShare] = useState(0);
  const [open, setOpen] = useState(false);
  const [values, setValues] = useState<Record<string, string>>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [thanks, setThanks] = useState('');
  const chosen = pieces.filter((piece) => lines[piece.id]);
  const subtotal = chosen.reduce((sum, piece) => sum + piece.price * lines[piece.id], 0);

  const apply = () => {
    const valid = code.trim().toUpperCase() === 'EARTH10';
    setShare(valid ? 0.1 : 0);
    setNote(valid ? 'Ten percent off, with thanks.' : 'This code is not valid');
  };
  const finish = (event: FormEvent) => {
    event.preventDefault();
    const found = Object.fromEntries(
      labels.filter((label) => !values[label]?.trim()).map((label) => [label, `Please enter your ${label.toLowerCase()}.`]),
    );
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    setThanks(values.Name.trim());
    clear();
  };

  if (chosen.length === 0) {
    return (
      <section className="wrap max-w-3xl py-20 text-center" role="status">
        <h1 className="text-4xl font-bold">{thanks ? `Thank you, ${thanks}` : 'Your basket is empty'}</h1>
        <p className="mx-auto mt-4 max-w-md text-lg text-[#5f4335]">
          {thanks ? 'We pack your pieces in straw tomorrow morning. The basket is empty again.' : 'Twelve pieces are waiting on the shelf.'}
        </p>
        <Link to="/" className="fill mt-8">
          Back to the shop
        </Link>
      </section>
    );
  }
  return (
    <section className="wrap py-12">
      <h1 className="text-4xl font-bold">Basket</h1>
      <div className="mt-7 grid gap-8 lg:grid-cols-[1.6fr_1fr] lg:items-start">
        <ul className="divide-y divide-[#d9bfae] border-y-2 border-[sienna]">
          {chosen.map((piece) => (
            <li key={piece.id} className="flex flex-wrap items-center gap-4 py-4">
              <Vessel piece={piece} className="ground h-20 w-20 p-1" />
              <span className="min-w-[8rem] flex-1">
                <Link to={`/piece/${piece.id}`} className="serif block text-lg font-bold hover:underline">
                  {piece.name}
                </Link>
                <span className="text-sm text-[#5f4335]">
                  {piece.glaze}, €{piece.price}
                </span>
              </span>
              <input
                type="number"
                min={1}
                max={20}
                aria-label={`Quantity of ${piece.name}`}
                value={lines[piece.id]}
                onChange={(event) => set(piece.id, Math.max(1, Number(event.target.value)))}
                className="input !w-20"
              />
              <span className="w-16 text-right font-semibold">€{piece.price * lines[piece.id]}</span>
              <button type="button" aria-label={`Remove ${piece.name}`} className="p-2 text-[#7d3f20] hover:bg-white" onClick={() => set(piece.id, 0)}>
                <Trash2 className="h-4 w-4" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
        <form onSubmit={finish} noValidate className="ground space-y-4 p-6">
          <p className="flex justify-between">
            Subtotal <span className="font-semibold">€{subtotal.toFixed(2)}</span>
          </p>
          <div className="flex gap-2">
            <input aria-label="Discount code" placeholder="Code" value={code} onChange={(event) => setCode(event.target.value)} className="input" />
            <button type="button" className="hollow !px-4 !py-2" onClick={apply}>
              Apply
            </button>
          </div>
          <p role="status" className="text-sm font-semibold text-[#7d3f20]">
            {note}
          </p>
          <p className="serif flex justify-between border-t border-[#d9bfae] pt-4 text-2xl font-bold">
            Total <span>€{(subtotal * (1 - share)).toFixed(2)}</span>
          </p>
          {open ? (
            <>
              {labels.map((label) => (
                <div key={label}>
                  <label htmlFor={label} className="mb-1 block text-sm font-semibold">
                    {label}
                  </label>
                  <input id={label} value={values[label] ?? ''} onChange={(event) => setValues({ ...values, [label]: event.target.value })} className="input" aria-invalid={Boolean(errors[label])} />
                  <p role="alert" className="mt-1 text-sm text-[#a3271b]">
                    {errors[label]}
                  </p>
                </div>
              ))}
              <button type="submit" className="fill w-full">
                Send the order
              </button>
            </>
          ) : (
            <button type="button" className="fill w-full" onClick={() => setOpen(true)}>
              Check out
            </button>
          )}
        </form>
      </div>
    </section>
  );
}
