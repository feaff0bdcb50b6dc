import BenchMark from '../components/BenchMark';
import { useCafe } from '../hooks/useCafe';

export default function Repairers() {
  const { repairers, setFree } = useCafe();
  const free = repairers.filter((entry) => entry.free).length;
  return (
    <>
      <h1>Repairers</h1>
      <p className="soft mt-2" role="status">
        {free} of {repairers.length} have their hands free.
      </p>
      <ul className="mt-8 grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
        {repairers.map((entry) => (
          <li key={entry.id} className="paper flex flex-col overflow-hidden">
            <div className="flex items-center gap-4 p-5 pb-4">
              <span className="sewn grid h-16 w-16 shrink-0 place-items-center bg-[#114b5f] text-2xl font-extrabold text-[mistyrose]" aria-hidden="true">
                {entry.name[0]}
              </span>
              <div className="min-w-0">
                <h2 className="text-xl font-extrabold">{entry.name}</h2>
                <p className="flex flex-wrap gap-x-3 text-sm font-bold text-[#114b5f]">
                  {entry.benches.map((bench) => (
                    <span key={bench} className="flex items-center gap-1.5">
                      <BenchMark bench={bench} className="h-4 w-4" /> {bench}
                    </span>
                  ))}
                </p>
              </div>
            </div>
            <p className="soft flex-1 px-5 pb-4">{entry.skills}</p>
            <div className="flex items-center justify-between border-t-2 border-dashed border-[#114b5f] px-5 py-3">
              <label className="flex cursor-pointer items-center gap-3 font-bold">
                <input type="checkbox" role="switch" className="switch" checked={entry.free} onChange={(event) => setFree(entry.id, event.target.checked)} />
                Free <span className="sr-only">{entry.name}</span>
              </label>
              <span className="soft text-sm font-semibold">{entry.free ? 'At the bench' : 'Busy'}</span>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
