import { useState } from 'react';
import { Link } from 'react-router-dom';
import Vessel from '../components/Vessel';
import { pieces } from '../data/pieces';

export default function Shop() {
  const [glaze, setGlaze] = useState('All');
  const [sort, setSort] = useState('kiln');
  const shown = pieces.filter((piece) => glaze === 'All' || piece.glaze === glaze);
  if (sort === 'lowest') shown.sort((a, b) => a.price - b.price);
  if (sort === 'highest') shown.sort((a, b) => b.price - a.price);
  return (
    <>
      <section className="wrap grid items-end gap-6 pt-12 md:grid-cols-[1.5fr_1fr]">
        <h1 className="text-5xl font-bold leading-[1.05] tracking-tight sm:text-6xl">Pots that want to be used</h1>
        <p className="text-lg text-[#5f4335]">
          Twelve pieces from our last firing: stoneware thrown by hand, glazed in three colours and carried from a wood kiln while still warm.
        </p>
      </section>
      <section className="wrap pt-9">
        <div className="flex flex-wrap items-end justify-between gap-4 border-t-2 border-[sienna] pt-5">
          <p className="text-sm text-[#5f4335]" role="status">
            {shown.length} pieces
          </p>
          <div className="flex flex-wrap gap-4">
            <label className="text-sm font-semibold">
              Glaze
              <select value={glaze} onChange={(event) => setGlaze(event.target.value)} className="input ml-2 !w-36">
                {['All', 'Celadon', 'Tenmoku', 'Oatmeal'].map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
            <label className="text-sm font-semibold">
              Sort
              <select value={sort} onChange={(event) => setSort(event.target.value)} className="input ml-2 !w-44">
                <option value="kiln">As they left the kiln</option>
                <option value="lowest">Lowest price</option>
                <option value="highest">Highest price</option>
              </select>
            </label>
          </div>
        </div>
        <ul className="mt-6 grid grid-cols-2 gap-x-5 gap-y-9 md:grid-cols-3 lg:grid-cols-4">
          {shown.map((piece) => (
            <li key={piece.id}>
              <Link to={`/piece/${piece.id}`} className="group block">
                <span className="ground block border-b-4 border-[sienna] px-4 pt-6 transition group-hover:bg-white">
                  <Vessel piece={piece} className="mx-auto h-44 w-full" />
                </span>
                <div className="mt-3 flex items-baseline justify-between gap-3">
                  <h2 className="text-lg font-bold group-hover:underline">{piece.name}</h2>
                  <span className="font-semibold text-[#7d3f20]">€{piece.price}</span>
                </div>
                <span className="text-sm text-[#5f4335]">{piece.glaze}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
