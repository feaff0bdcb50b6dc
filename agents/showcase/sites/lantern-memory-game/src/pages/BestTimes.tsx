import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Trophy } from 'lucide-react';
import { clock, useScores } from '../hooks/useScores';

export default function BestTimes() {
  const { scores, clear } = useScores();
  const [asking, setAsking] = useState(false);
  return (
    <section className="wrap max-w-3xl py-8">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-4xl font-bold">Best Times</h1>
        {scores.length > 0 &&
          (asking ? (
            <p className="flex items-center gap-3 text-sm font-bold">
              Clear all times?
              <button
                type="button"
                className="fill"
                onClick={() => {
                  clear();
                  setAsking(false);
                }}
              >
                Yes, clear
              </button>
              <button type="button" className="hollow" onClick={() => setAsking(false)}>
                Keep
              </button>
            </p>
          ) : (
            <button type="button" className="hollow" onClick={() => setAsking(true)}>
              Clear
            </button>
          ))}
      </div>
      {scores.length === 0 ? (
        <div className="panel mt-6 flex flex-col items-center gap-4 p-12 text-center">
          <Trophy className="h-10 w-10 text-[orange]" aria-hidden="true" />
          <p className="text-lg">Nobody has lit the street yet.</p>
          <Link to="/" className="fill">
            Play a round
          </Link>
        </div>
      ) : (
        <ol className="panel mt-6 divide-y divide-[#2d4a55]">
          {scores.map((score, index) => (
            <li key={`${score.name}-${index}`} className="grid grid-cols-[2.5rem_1fr_auto_auto] items-center gap-4 px-6 py-4">
              <span className="text-2xl font-bold text-[orange]">{index + 1}</span>
              <span className="font-bold">{score.name}</span>
              <span className="muted text-sm">
                {score.size} lanterns, {score.moves} moves
              </span>
              <span className="w-14 text-right text-lg font-bold">{clock(score.seconds)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
