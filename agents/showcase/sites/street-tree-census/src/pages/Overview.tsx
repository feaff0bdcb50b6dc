import { Link } from 'react-router-dom';
import TreeDrawing from '../components/TreeDrawing';
import { mean, species, trees } from '../data/trees';

const counts = species
  .map((name) => ({ name, count: trees.filter((tree) => tree.species === name).length }))
  .sort((a, b) => b.count - a.count)
  .slice(0, 6);
const good = trees.filter((tree) => tree.health === 'Good').length / trees.length;

export default function Overview() {
  return (
    <>
      <section className="relative overflow-hidden border-b border-[#cfe3d2] bg-[#e4f5e6]">
        <div className="wrap relative z-10 pb-36 pt-10">
          <h1 className="max-w-2xl text-4xl font-bold leading-tight sm:text-5xl">Every street tree of the city, counted one by one</h1>
          <p className="mt-3 max-w-xl text-lg">Species, age, height and health of 2,000 trees in eight districts.</p>
        </div>
        <svg viewBox="0 0 1100 190" preserveAspectRatio="xMidYMax slice" className="absolute bottom-0 left-0 h-44 w-full" aria-hidden="true">
          {trees.slice(40, 78).map((tree, index) => (
            <TreeDrawing key={tree.number} height={10 + (tree.height % 16)} species={tree.species} x={18 + index * 29} ground={180} scale={5.4} />
          ))}
          <rect y="179" width="1100" height="11" fill="darkgreen" />
        </svg>
      </section>
      <section className="wrap grid gap-5 py-8 lg:grid-cols-[1fr_2fr]">
        <dl className="grid gap-4 sm:grid-cols-3 lg:grid-cols-1">
          {[
            ['Trees in total', trees.length.toLocaleString('en')],
            ['Mean height', `${mean(trees).toFixed(1)} m`],
            ['In good health', `${Math.round(good * 100)} %`],
          ].map(([label, value]) => (
            <div key={label} className="rounded-xl bg-[darkgreen] p-5 text-white">
              <dt className="text-sm font-semibold">{label}</dt>
              <dd className="mt-1 text-3xl font-bold">{value}</dd>
            </div>
          ))}
        </dl>
        <div className="card p-6">
          <h2 className="text-2xl font-bold">Six most common species</h2>
          <ul className="mt-5 space-y-3.5">
            {counts.map((entry) => (
              <li key={entry.name} className="grid grid-cols-[9rem_1fr_3rem] items-center gap-3 text-sm">
                <span className="font-semibold">{entry.name}</span>
                <span className="h-6 rounded bg-[#e4f5e6]">
                  <span className="block h-6 rounded bg-[darkgreen]" style={{ width: `${(entry.count / counts[0].count) * 100}%` }} />
                </span>
                <span className="text-right font-semibold">{entry.count}</span>
              </li>
            ))}
          </ul>
          <Link to="/trees" className="mt-6 inline-block rounded-md bg-[darkgreen] px-5 py-2.5 text-sm font-semibold text-white hover:bg-[#0b7a0b]">
            Open the list of trees
          </Link>
        </div>
      </section>
    </>
  );
}
