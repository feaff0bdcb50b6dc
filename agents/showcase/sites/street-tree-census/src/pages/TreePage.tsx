import { Link, useParams } from 'react-router-dom';
import TreeDrawing from '../components/TreeDrawing';
import { trees } from '../data/trees';

export default function TreePage() {
  const { number } = useParams();
  const tree = trees[Number(number ?? 42) - 1];
  if (!tree) {
    return (
      <section className="wrap py-16 text-center">
        <h1 className="text-3xl font-bold">No tree has this number</h1>
        <Link to="/trees" className="mt-4 inline-block font-semibold underline">
          Back to the list
        </Link>
      </section>
    );
  }
  return (
    <section className="wrap grid gap-8 py-8 md:grid-cols-2 md:items-center">
      <svg viewBox="0 0 360 420" className="w-full rounded-xl bg-[#e4f5e6]" role="img" aria-label={`A ${tree.species} of ${tree.height} metres, drawn to scale`}>
        {[0, 10, 20, 30].map((metres) => (
          <g key={metres}>
            <line x1="44" x2="340" y1={390 - metres * 11} y2={390 - metres * 11} stroke="#b7d6bc" />
            <text x="10" y={394 - metres * 11} fontSize="13" fill="#46604b">
              {metres} m
            </text>
          </g>
        ))}
        <TreeDrawing height={tree.height} species={tree.species} x={200} ground={390} scale={11} />
        <circle cx="300" cy="372" r="5" fill="#17301c" />
        <path d="M300 376 V386 M294 381 H306" stroke="#17301c" strokeWidth="3" />
        <rect y="390" width="360" height="30" fill="darkgreen" />
      </svg>
      <div>
        <p className="muted text-sm font-semibold">Tree number {tree.number}</p>
        <h1 className="mt-1 text-4xl font-bold">{tree.species}</h1>
        <dl className="mt-5 divide-y divide-[#cfe3d2] border-y border-[#cfe3d2]">
          {[
            ['District', tree.district],
            ['Planted', tree.year],
            ['Age', `${2024 - tree.year} years`],
            ['Height', `${tree.height} m`],
            ['Health', tree.health],
          ].map(([label, value]) => (
            <div key={label} className="flex justify-between gap-6 py-3">
              <dt className="muted">{label}</dt>
              <dd className="font-semibold">{value}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-6 flex flex-wrap gap-3">
          <Link to="/trees" className="rounded-md bg-[darkgreen] px-5 py-2.5 text-sm font-semibold text-white hover:bg-[#0b7a0b]">
            All trees
          </Link>
          <Link to={`/tree/${(tree.number % trees.length) + 1}`} className="rounded-md border-2 border-[darkgreen] px-5 py-2 text-sm font-semibold text-[darkgreen] hover:bg-white">
            Next tree
          </Link>
        </div>
      </div>
    </section>
  );
}
