import { useState } from 'react';
import { queryStation, stations } from '../data/service';
import type { Station } from '../data/service';

interface Answer {
  state: 'asking' | 'answered' | 'failed';
  text: string;
}

export default function Stations() {
  const [answers, setAnswers] = useState<Record<string, Answer>>({});
  const ask = async (station: Station) => {
    const set = (answer: Answer) => setAnswers((current) => ({ ...current, [station.name]: answer }));
    set({ state: 'asking', text: 'Calling…' });
    try {
      set({ state: 'answered', text: await queryStation(station) });
    } catch (error) {
      set({ state: 'failed', text: error instanceof Error ? error.message : 'Station does not answer' });
    }
  };
  return (
    <section className="wrap py-8">
      <h1 className="text-4xl font-bold tracking-tight">Six neighbours on the air</h1>
      <p className="muted mt-2">Ask a station for its latest reading. Not every mast answers.</p>
      <ul className="mt-6 grid gap-4 md:grid-cols-2">
        {stations.map((station) => {
          const answer = answers[station.name];
          return (
            <li key={station.name} className="card flex flex-col p-5">
              <div className="flex items-start justify-between gap-4">
                <div>
                  <h2 className="text-xl font-bold">{station.name}</h2>
                  <p className="muted text-sm">
                    {station.distance} {station.bearing} of the light
                  </p>
                </div>
                <span
                  className={`rounded-full px-3 py-1 text-xs font-semibold ${
                    station.status === 'Answering' ? 'bg-[#e2f1e8] text-[#14532d]' : station.status === 'Silent' ? 'bg-[crimson] text-white' : 'bg-[#fdf0d5] text-[#713f12]'
                  }`}
                >
                  {station.status}
                </span>
              </div>
              <div className="mt-4 flex flex-wrap items-center gap-4">
                <button type="button" className={answer?.state === 'failed' ? 'hollow' : 'fill'} disabled={answer?.state === 'asking'} onClick={() => void ask(station)}>
                  {answer?.state === 'failed' ? 'Try again' : 'Query'}
                </button>
                <p role="status" className={`text-sm ${answer?.state === 'failed' ? 'font-semibold text-[#b01030]' : ''}`}>
                  {answer?.text}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
