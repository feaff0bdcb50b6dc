import { useState } from 'react';
import { Select } from 'antd';
import TreeDrawing from '../components/TreeDrawing';
import { districts, mean, trees } from '../data/trees';

export default function Districts() {
  const [pair, setPair] = useState(['Harbour', 'Gardens']);
  return (
    <section className="wrap py-8">
      <h1 className="text-4xl font-bold">Two districts, side by side</h1>
      <p className="muted mt-2">Choose any two and compare how many trees they have, and how tall these are on average.</p>
      <div className="mt-6 grid gap-5 md:grid-cols-2">
        {pair.map((district, side) => {
          const list = trees.filter((tree) => tree.district === district);
          const good = list.filter((tree) => tree.health === 'Good').length;
          return (
            <article key={side} className="card overflow-hidden">
              <div className="flex items-center justify-between gap-3 bg-[darkgreen] p-4 text-white">
                <h2 className="text-2xl font-bold">{district}</h2>
                <Select
                  aria-label={side === 0 ? 'First district' : 'Second district'}
                  value={district}
                  onChange={(value: string) => setPair(pair.map((other, index) => (index === side ? value : other)))}
                  options={districts.map((value) => ({ value, label: value, disabled: pair.includes(value) && value !== district }))}
                  className="w-36"
                />
              </div>
              <svg viewBox="0 0 420 150" className="w-full bg-[#e4f5e6]" aria-hidden="true">
                {list.slice(0, 13).map((tree, index) => (
                  <TreeDrawing key={tree.number} height={tree.height} species={tree.species} x={22 + index * 32} ground={142} scale={3.9} />
                ))}
                <rect y="141" width="420" height="9" fill="#0b5d1e" />
              </svg>
              <dl className="grid grid-cols-3 divide-x divide-[#cfe3d2] p-5 text-center">
                {[
                  ['Trees', list.length],
                  ['Mean height', `${mean(list).toFixed(1)} m`],
                  ['In good health', `${Math.round((good / list.length) * 100)} %`],
                ].map(([label, value]) => (
                  <div key={label}>
                    <dt className="muted text-sm">{label}</dt>
                    <dd className="text-2xl font-bold">{value}</dd>
                  </div>
                ))}
              </dl>
            </article>
          );
        })}
      </div>
    </section>
  );
}
