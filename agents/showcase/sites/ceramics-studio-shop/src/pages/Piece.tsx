import { useState } from 'react';
import { Link, useParams } from 'react-router-dom';
import { Minus, Plus } from 'lucide-react';
import Vessel from '../components/Vessel';
import { glazes, pieces } from '../data/pieces';
import { useBasket } from '../hooks/useBasket';

export default function Piece() {
  const { id } = useParams();
  const piece = pieces.find((entry) => entry.id === id) ?? pieces[5];
  const [quantity, setQuantity] = useState(1);
  const [added, setAdded] = useState('');
  const { add } = useBasket();
  return (
    <section className="wrap grid gap-10 py-10 md:grid-cols-[1.2fr_1fr] md:items-center">
      <div className="ground border-b-8 border-[sienna]">
        <Vessel piece={piece} className="mx-auto h-80 w-full p-4 sm:h-[30rem]" />
      </div>
      <div>
        <Link to="/" className="text-sm font-semibold text-[#7d3f20] underline">
          Back to the shop
        </Link>
        <h1 className="mt-4 text-5xl font-bold tracking-tight">{piece.name}</h1>
        <p className="mt-4 text-lg text-[#5f4335]">{piece.text}</p>
        <p className="serif mt-5 text-3xl font-bold text-[#7d3f20]">€{piece.price}</p>
        <dl className="mt-5 divide-y divide-[#d9bfae] border-y border-[#d9bfae] text-sm">
          <div className="flex justify-between gap-6 py-3">
            <dt className="text-[#5f4335]">Dimensions</dt>
            <dd className="font-semibold">{piece.size}</dd>
          </div>
          <div className="flex justify-between gap-6 py-3">
            <dt className="text-[#5f4335]">Glaze</dt>
            <dd className="text-right font-semibold">
              {piece.glaze}
              <span className="block font-normal">{glazes[piece.glaze].text}</span>
            </dd>
          </div>
        </dl>
        <div className="mt-6 flex flex-wrap gap-3">
          <div className="flex items-center border border-[sienna] bg-white" role="group" aria-label="Quantity">
            <button type="button" className="px-3.5 py-3 disabled:opacity-40" aria-label="One less" disabled={quantity === 1} onClick={() => setQuantity(quantity - 1)}>
              <Minus className="h-4 w-4" aria-hidden="true" />
            </button>
            <span className="w-8 text-center font-semibold" aria-live="polite">
              {quantity}
            </span>
            <button type="button" className="px-3.5 py-3 disabled:opacity-40" aria-label="One more" disabled={quantity === 9} onClick={() => setQuantity(quantity + 1)}>
              <Plus className="h-4 w-4" aria-hidden="true" />
            </button>
          </div>
          <button
            type="button"
            className="fill flex-1"
            onClick={() => {
              add(piece.id, quantity);
              setAdded(`${quantity} × ${piece.name} added.`);
            }}
          >
            Add to basket
          </button>
        </div>
        <p role="status" className="mt-3 min-h-[1.5rem] text-sm font-semibold text-[#7d3f20]">
          {added}
        </p>
      </div>
    </section>
  );
}
