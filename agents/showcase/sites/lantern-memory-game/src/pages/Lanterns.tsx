import { useState } from 'react';
import Lantern from '../components/Lantern';
import { designs } from '../data/designs';

export default function Lanterns() {
  const [chosen, setChosen] = useState(designs[0]);
  return (
    <section className="wrap grid gap-8 py-7 md:grid-cols-[1fr_1.6fr] md:items-start">
      <figure className="panel flex flex-col items-center p-8 text-center" aria-live="polite">
        <Lantern design={chosen} lit className="h-72" />
        <figcaption>
          <h1 className="mt-3 text-4xl font-bold text-[orange]">{chosen.name}</h1>
          <p className="mt-2 text-lg">{chosen.meaning}</p>
        </figcaption>
      </figure>
      <ul className="grid grid-cols-3 gap-4 sm:grid-cols-4 md:grid-cols-3 lg:grid-cols-4">
        {designs.map((design) => (
          <li key={design.id}>
            <button
              type="button"
              aria-pressed={design.id === chosen.id}
              onClick={() => setChosen(design)}
              className={`panel flex w-full flex-col items-center gap-2 p-4 transition hover:border-[orange] ${design.id === chosen.id ? 'border-2 !border-[orange]' : ''}`}
            >
              <Lantern design={design} lit className="h-28" />
              <span className="font-bold">{design.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
