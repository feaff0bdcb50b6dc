import { queenMark } from '../data/notes';
import type { Hive } from '../data/notes';
import Bee from './Bee';

interface Props {
  hive: Hive;
  onRename: () => void;
  onRemove: () => void;
}

const button =
  'plain rounded-md bg-[lemonchiffon] px-2.5 py-1 text-xs font-bold hover:bg-white focus-visible:outline-[#1d1200]';

export default function HiveCard({ hive, onRename, onRemove }: Props) {
  const mark = queenMark(hive.year);
  return (
    <article className="hex flex aspect-[0.88] w-full flex-col items-center justify-center bg-[darkgoldenrod] px-6 pb-3 text-center text-[#1d1200]">
      <Bee mood={hive.mood} className="h-12 w-14" />
      <h2 className="max-w-full truncate text-2xl leading-tight font-bold" title={hive.name}>
        {hive.name}
      </h2>
      <p className="plain mt-1 flex items-center gap-2 text-sm font-semibold">
        <span
          className="h-3 w-3 rounded-full border border-[#1d1200]"
          style={{ background: mark.colour }}
          title={`Marked ${mark.name}`}
          aria-hidden="true"
        />
        Queen of {hive.year}
      </p>
      <p className="plain mt-2 rounded-full border-2 border-[#1d1200] px-3 py-0.5 text-sm font-bold">{hive.mood}</p>
      <div className="mt-3 flex gap-1.5">
        <button type="button" onClick={onRename} className={button}>
          Rename <span className="sr-only">{hive.name}</span>
        </button>
        <button type="button" onClick={onRemove} className={button}>
          Remove <span className="sr-only">{hive.name}</span>
        </button>
      </div>
    </article>
  );
}
