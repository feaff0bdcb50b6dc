import BenchMark from '../components/BenchMark';
import { weights } from '../data/cafe';
import { useCafe } from '../hooks/useCafe';

const kg = (value: number) => `${value.toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })} kg`;

export default function SavedThings() {
  const { saved } = useCafe();
  const most = Math.max(...saved.map((entry) => entry.count));
  const things = saved.reduce((sum, entry) => sum + entry.count, 0);
  const total = saved.reduce((sum, entry) => sum + entry.kilograms, 0);
  return (
    <>
      <h1>Saved Things</h1>
      <p className="soft mt-2">What went home again this year instead of into the bin.</p>
      <div className="mt-8 grid gap-6 lg:grid-cols-[1.9fr_1fr]">
        <figure className="paper p-6">
          <figcaption className="text-lg font-extrabold">Fixed things by bench</figcaption>
          <ul className="mt-6 grid grid-cols-4 gap-3 sm:gap-6" aria-label="Bar chart of fixed things by bench">
            {saved.map(({ bench, count }) => (
              <li key={bench} className="flex flex-col text-center">
                <div className="flex h-72 flex-col justify-end border-b-2 border-[#114b5f]">
                  <span className="number pb-1 text-2xl font-bold">{count}</span>
                  <div
                    className="rounded-t-lg bg-[#114b5f] transition-[height] duration-500"
                    style={{
                      height: `${(count / most) * 84}%`,
                      backgroundImage: `repeating-linear-gradient(to top, transparent 0 calc(100% / ${count} - 2px), rgb(255 228 225 / 0.55) 0 calc(100% / ${count}))`,
                    }}
                  />
                </div>
                <span className="mt-3 flex flex-col items-center gap-1 text-xs font-bold sm:flex-row sm:justify-center sm:text-sm">
                  <BenchMark bench={bench} className="h-4 w-4" /> {bench}
                </span>
              </li>
            ))}
          </ul>
        </figure>
        <div className="space-y-6">
          <div className="sewn bg-[#114b5f] p-8 text-[mistyrose]">
            <p className="font-bold">Kept from the bin</p>
            <p className="number mt-2 text-4xl font-bold tracking-tight">{kg(total)}</p>
            <p className="mt-2 text-sm">{things} things that still have stories to collect.</p>
          </div>
          <table className="paper w-full border-separate border-spacing-0 p-4 text-sm">
            <caption className="sr-only">Kilograms by bench</caption>
            <thead>
              <tr className="text-left">
                {['Bench', 'Each', 'Together'].map((title) => (
                  <th key={title} scope="col" className="soft px-2 py-1.5 font-semibold last:text-right">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {saved.map(({ bench, kilograms }) => (
                <tr key={bench}>
                  <th scope="row" className="px-2 py-1.5 text-left font-bold">
                    {bench}
                  </th>
                  <td className="number px-2 py-1.5">{kg(weights[bench])}</td>
                  <td className="number px-2 py-1.5 text-right font-bold">{kg(kilograms)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </>
  );
}
