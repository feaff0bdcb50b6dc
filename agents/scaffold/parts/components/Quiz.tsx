import { useState } from 'react';
import { CheckCircle2, RotateCcw, XCircle } from 'lucide-react';
import PageHeading from './PageHeading';
import { items } from '../data/items';
import { useStored } from '../hooks/useStored';
import type { Heading } from '../types';

export interface Props {
  heading: Heading;
  choices: string[];
}

export default function Quiz({ heading, choices }: Props) {
  const rounds = items.slice(0, 8);
  const [round, setRound] = useState(0);
  const [points, setPoints] = useState(0);
  const [answer, setAnswer] = useState('');
  const [best, setBest] = useStored<number>('best', 0);
  const over = round >= rounds.length;
  const item = rounds[Math.min(round, rounds.length - 1)];
  const right = answer === item.category;

  const choose = (choice: string) => {
    if (answer) return;
    setAnswer(choice);
    if (choice === item.category) setPoints(points + 1);
  };
  const advance = () => {
    if (round + 1 === rounds.length) setBest((current) => Math.max(current, points));
    setAnswer('');
    setRound(round + 1);
  };
  const restart = () => {
    setRound(0);
    setPoints(0);
    setAnswer('');
  };

  return (
    <section className="wrap py-12">
      <PageHeading {...heading} />
      <div className="grid gap-6 lg:grid-cols-[2fr_1fr] lg:items-start">
        <div className="card p-7">
          <div className="h-2 overflow-hidden rounded-full bg-tint" role="progressbar" aria-label="Progress" aria-valuenow={round} aria-valuemin={0} aria-valuemax={rounds.length}>
            <div className="h-full bg-brand" style={{ width: `${(round / rounds.length) * 100}%` }} />
          </div>
          {over ? (
            <div className="py-8 text-center">
              <p className="font-display text-5xl font-bold text-accent">
                {points} / {rounds.length}
              </p>
              <p className="mt-3 text-lg">{points > rounds.length / 2 ? 'Well played.' : 'A good start; the next round will go better.'}</p>
              <button type="button" className="btn mt-6" onClick={restart}>
                <RotateCcw className="h-4 w-4" aria-hidden="true" /> Play again
              </button>
            </div>
          ) : (
            <>
              <p className="mt-6 text-sm text-muted">
                Round {round + 1} of {rounds.length}
              </p>
              <h2 className="mt-1 text-2xl font-bold">Where does “{item.title}” belong?</h2>
              <p className="mt-1 text-muted">{item.summary}</p>
              <ul className="mt-5 grid gap-3 sm:grid-cols-2">
                {choices.map((choice) => (
                  <li key={choice}>
                    <button
                      type="button"
                      disabled={Boolean(answer)}
                      onClick={() => choose(choice)}
                      className={`w-full rounded-control border px-4 py-3 text-left font-semibold transition ${
                        answer && choice === item.category ? 'border-brand bg-brand text-onbrand' : 'border-line bg-page hover:border-accent'
                      }`}
                    >
                      {choice}
                    </button>
                  </li>
                ))}
              </ul>
              <div role="status" className="mt-5 flex min-h-[2.75rem] items-center justify-between gap-4">
                {answer && (
                  <>
                    <span className="flex items-center gap-2 font-semibold text-accent">
                      {right ? <CheckCircle2 className="h-5 w-5" aria-hidden="true" /> : <XCircle className="h-5 w-5" aria-hidden="true" />}
                      {right ? 'Correct.' : `Not quite: it is ${item.category}.`}
                    </span>
                    <button type="button" className="btn" onClick={advance}>
                      Next
                    </button>
                  </>
                )}
              </div>
            </>
          )}
        </div>
        <aside className="rounded-card bg-brand p-7 text-onbrand">
          <h2 className="text-lg font-bold !text-onbrand">Score</h2>
          <p className="mt-2 font-display text-5xl font-bold">{points}</p>
          <p className="mt-4 border-t border-onbrand pt-4 text-sm">Your best so far: {best}</p>
        </aside>
      </div>
    </section>
  );
}
