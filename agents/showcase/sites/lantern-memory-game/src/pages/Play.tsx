import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import { Link } from 'react-router-dom';
import { Shuffle } from 'lucide-react';
import Lantern from '../components/Lantern';
import { designs } from '../data/designs';
import { clock, useScores } from '../hooks/useScores';

function deal(size: number): number[] {
  const pairs = designs.slice(0, size / 2).flatMap((_, index) => [index, index]);
  for (let last = pairs.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [pairs[last], pairs[other]] = [pairs[other], pairs[last]];
  }
  return pairs;
}

export default function Play() {
  const [size, setSize] = useState(16);
  const [cards, setCards] = useState(() => deal(16));
  const [open, setOpen] = useState<number[]>([]);
  const [lit, setLit] = useState<number[]>([]);
  const [moves, setMoves] = useState(0);
  const [seconds, setSeconds] = useState(0);
  const [running, setRunning] = useState(false);
  const [name, setName] = useState('');
  const [error, setError] = useState('');
  const [entered, setEntered] = useState(false);
  const { add } = useScores();
  const done = lit.length === cards.length;

  useEffect(() => {
    if (!running || done) return undefined;
    const timer = window.setInterval(() => setSeconds((current) => current + 1), 1000);
    return () => window.clearInterval(timer);
  }, [running, done]);
  useEffect(() => {
    if (open.length < 2) return undefined;
    const timer = window.setTimeout(() => setOpen([]), 1000);
    return () => window.clearTimeout(timer);
  }, [open]);

  const start = (count: number) => {
    setSize(count);
    setCards(deal(count));
    setOpen([]);
    setLit([]);
    setMoves(0);
    setSeconds(0);
    setRunning(false);
    setEntered(false);
    setName('');
    setError('');
  };
  const uncover = (index: number) => {
    if (open.length === 2 || open.includes(index) || lit.includes(index)) return;
    setRunning(true);
    if (open.length === 0) {
      setOpen([index]);
      return;
    }
    setMoves(moves + 1);
    if (cards[open[0]] === cards[index]) {
      setLit([...lit, open[0], index]);
      setOpen([]);
    } else {
      setOpen([...open, index]);
    }
  };
  const enter = (event: FormEvent) => {
    event.preventDefault();
    const words = name.trim();
    if (words.length < 1 || words.length > 12) {
      setError('Enter a name of one to twelve characters.');
      return;
    }
    add({ name: words, seconds, moves, size });
    setEntered(true);
    setError('');
  };

  return (
    <section className="wrap py-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-bold">Light the street, pair by pair</h1>
        <div className="flex flex-wrap items-center gap-3">
          <p className="panel px-4 py-2 text-sm font-bold">
            Moves <span className="ml-1 text-[orange]">{moves}</span>
          </p>
          <p className="panel px-4 py-2 text-sm font-bold">
            Time <span className="ml-1 text-[orange]">{clock(seconds)}</span>
          </p>
          <label className="text-sm font-bold">
            Size
            <select value={size} onChange={(event) => start(Number(event.target.value))} className="input ml-2">
              {[12, 16, 20].map((count) => (
                <option key={count} value={count}>
                  {count} lanterns
                </option>
              ))}
            </select>
          </label>
          <button type="button" className="fill" onClick={() => start(size)}>
            <Shuffle className="h-4 w-4" aria-hidden="true" /> New round
          </button>
        </div>
      </div>
      {done && (
        <div className="panel mt-5 border-2 !border-[orange] p-6 text-center" role="status">
          <h2 className="text-3xl font-bold text-[orange]">The festival is lit</h2>
          <p className="mt-1">
            {moves} moves in {clock(seconds)}.
          </p>
          {entered ? (
            <Link to="/best-times" className="fill mt-4">
              See Best Times
            </Link>
          ) : (
            <form onSubmit={enter} noValidate className="mt-4 flex flex-wrap items-center justify-center gap-3">
              <input aria-label="Your name" placeholder="Your name" value={name} onChange={(event) => setName(event.target.value)} className="input" aria-invalid={Boolean(error)} />
              <button type="submit" className="fill">
                Enter Best Times
              </button>
              <p role="alert" className="w-full text-sm font-semibold text-[#ffb4a2]">
                {error}
              </p>
            </form>
          )}
        </div>
      )}
      <ul className="mx-auto mt-5 grid max-w-4xl grid-cols-4 gap-3">
        {cards.map((card, index) => {
          const shown = open.includes(index) || lit.includes(index);
          return (
            <li key={`${size}-${index}`}>
              <button
                type="button"
                onClick={() => uncover(index)}
                aria-label={shown ? `${designs[card].name}, ${lit.includes(index) ? 'lit' : 'uncovered'}` : `Covered lantern ${index + 1}`}
                className={`panel flex w-full items-center justify-center py-2 transition hover:border-[orange] ${lit.includes(index) ? '!bg-[#24414c]' : ''}`}
              >
                <Lantern design={designs[card]} lit={shown} className="h-20 sm:h-[5.6rem]" />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
