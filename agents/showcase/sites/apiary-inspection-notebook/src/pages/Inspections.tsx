import { useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import { Undo2 } from 'lucide-react';
import BroodBox from '../components/BroodBox';
import { longDate, mostFrames, newestFirst, shortDate } from '../data/notes';
import type { Inspection } from '../data/notes';
import { useNotes } from '../hooks/useNotes';

const row = 'grid gap-x-4 gap-y-1 lg:grid-cols-[6.5rem_7rem_6.5rem_minmax(0,1fr)_8.5rem] lg:items-center';

export default function Inspections() {
  const { hives, inspections, remove, restore } = useNotes();
  const navigate = useNavigate();
  const { state } = useLocation() as { state: { said?: string } | null };
  const [hive, setHive] = useState('');
  const [deleted, setDeleted] = useState<Inspection | null>(null);
  const names = [...new Set([...hives.map((entry) => entry.name), ...inspections.map((entry) => entry.hive)])].sort();
  const shown = inspections.filter((entry) => !hive || entry.hive === hive).sort(newestFirst);

  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1>Inspections</h1>
          <p className="soft mt-2" role="status">
            {shown.length === 1 ? '1 entry' : `${shown.length} entries`}
            {hive ? ` of ${hive}` : ', newest first'}
          </p>
        </div>
        <div className="flex items-center gap-3">
          <label className="label !mb-0" htmlFor="hive-filter">
            Hive
          </label>
          <select id="hive-filter" className="input !w-48 !py-2" value={hive} onChange={(event) => setHive(event.target.value)}>
            <option value="">All hives</option>
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </div>
      </div>
      <div role="status" className="plain mt-3 flex min-h-9 flex-wrap items-center gap-3 text-sm font-semibold">
        {deleted ? (
          <>
            The entry of {deleted.hive} on {longDate(deleted.date)} is deleted.
            <button
              type="button"
              className="hollow !px-3 !py-1"
              onClick={() => {
                restore(deleted);
                setDeleted(null);
              }}
            >
              <Undo2 className="h-4 w-4" aria-hidden="true" /> Undo
            </button>
          </>
        ) : (
          state?.said
        )}
      </div>
      {shown.length === 0 ? (
        <div className="mt-6 rounded-2xl border-2 border-dashed border-[darkgoldenrod] p-10 text-center">
          <p className="text-xl">Nothing written {hive ? `about ${hive} ` : ''}yet.</p>
          <Link to="/new-inspection" className="honey mt-5">
            Write the first entry
          </Link>
        </div>
      ) : (
        <div role="table" aria-label="Inspections" className="mt-2 overflow-hidden rounded-2xl border-2 border-[darkgoldenrod]">
          <div role="rowgroup">
            <div role="row" className={`${row} plain bg-[darkgoldenrod] px-5 py-2.5 text-sm font-bold text-[#1d1200] max-lg:sr-only`}>
              {['Date', 'Hive', 'Brood', 'Remarks'].map((title) => (
                <span key={title} role="columnheader">
                  {title}
                </span>
              ))}
              <span role="columnheader">
                Change
              </span>
            </div>
          </div>
          <div role="rowgroup" className="divide-y-2 divide-[#e3c96f]">
            {shown.map((entry) => (
              <div key={entry.id} role="row" className={`${row} px-5 py-4`}>
                <span role="cell" className="soft plain text-sm font-semibold">
                  <time dateTime={entry.date}>{shortDate(entry.date)}</time>
                </span>
                <span role="cell" className="text-lg font-bold">
                  {entry.hive}
                </span>
                <span role="cell" className="plain flex items-center gap-2 text-sm font-bold">
                  <BroodBox frames={entry.frames} className="h-7 w-20" />
                  <span>
                    {entry.frames}
                    <span className="sr-only"> of {mostFrames} frames</span>
                  </span>
                </span>
                <span role="cell" className="min-w-0 break-words text-[0.98rem]">
                  {entry.remarks || <span className="soft italic">No remarks</span>}
                </span>
                <span role="cell" className="flex gap-2 pt-2 lg:pt-0">
                  <button
                    type="button"
                    className="hollow !px-2.5 !py-1"
                    onClick={() => navigate(`/inspections/${entry.id}/edit`)}
                  >
                    Edit <span className="sr-only">{entry.hive}, {longDate(entry.date)}</span>
                  </button>
                  <button
                    type="button"
                    className="hollow !px-2.5 !py-1"
                    onClick={() => {
                      remove(entry.id);
                      setDeleted(entry);
                    }}
                  >
                    Delete <span className="sr-only">{entry.hive}, {longDate(entry.date)}</span>
                  </button>
                </span>
              </div>
            ))}
          </div>
        </div>
      )}
    </>
  );
}
