import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { Ticket } from 'lucide-react';
import Poster from '../components/Poster';
import { films } from '../data/films';
import { useClub } from '../hooks/useClub';
import { votesEach } from '../data/club';

export default function Ballot() {
  const { member, tally, own, votesLeft, latest, vote, takeBack } = useClub();
  const navigate = useNavigate();
  const [refused, setRefused] = useState('');
  const most = Math.max(...Object.values(tally), 1);

  const give = (id: string) => {
    if (!member) navigate('/members', { state: { reason: 'Take a seat first, then your vote counts.' } });
    else if (votesLeft === 0) setRefused(id);
    else vote(id);
  };
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-5">
        <div>
          <h1>Ballot</h1>
          <p className="dim mt-2">Six reels in the cellar, one evening still without a film.</p>
        </div>
        <div className="flex items-center gap-4" role="status">
          <span className="flex gap-1 text-white" aria-hidden="true">
            {Array.from({ length: votesEach }, (_, index) => (
              <span key={index} className={`rounded p-2 ${index < votesLeft ? 'bg-[firebrick]' : 'bg-[var(--aisle)] opacity-50'}`}>
                <Ticket className="h-5 w-5" />
              </span>
            ))}
          </span>
          <span className="text-lg font-bold">{votesLeft === 1 ? '1 vote left' : `${votesLeft} votes left`}</span>
        </div>
      </div>
      <p className="dim mt-3 text-sm">{latest || 'The regulars are choosing as well.'}</p>
      <ul className="mt-4 grid gap-5 lg:grid-cols-2">
        {films.map((film) => {
          const count = tally[film.id];
          const mine = own.filter((id) => id === film.id).length;
          return (
            <li key={film.id}>
              <article className="panel grid h-full grid-cols-[7rem_1fr] sm:grid-cols-[11rem_1fr]" aria-labelledby={`film-${film.id}`}>
                <Poster id={film.id} title={film.title} className="m-3 mr-0 aspect-[3/4] self-start rounded-sm" />
                <div className="flex min-w-0 flex-col p-4 sm:p-5">
                  <h2 id={`film-${film.id}`} className="text-2xl font-bold leading-tight">
                    {film.title}
                  </h2>
                  <p className="dim mt-1 text-sm">
                    {film.director}, {film.year}, {film.minutes} min
                  </p>
                  <p className="mb-4 mt-2 text-sm leading-relaxed">{film.line}</p>
                  <div className="mt-auto">
                    <p className="mb-1 flex justify-between text-sm font-bold tabular-nums">
                      <span>{count === 1 ? '1 vote' : `${count} votes`}</span>
                      {mine > 0 && <span className="dim">{mine} of them yours</span>}
                    </p>
                    <div
                      role="meter"
                      aria-label={`Votes for ${film.title}`}
                      aria-valuemin={0}
                      aria-valuemax={most}
                      aria-valuenow={count}
                      className="h-3.5 rounded-sm bg-[#3b393f]"
                    >
                      <div className="h-full rounded-sm bg-[firebrick] transition-[width] duration-300" style={{ width: `${(count / most) * 100}%` }} />
                    </div>
                    <div className="mt-4 flex flex-wrap gap-2">
                      <button type="button" className="plush" onClick={() => give(film.id)}>
                        Vote <span className="sr-only">for {film.title}</span>
                      </button>
                      {mine > 0 && (
                        <button
                          type="button"
                          className="hollow"
                          onClick={() => {
                            takeBack(film.id);
                            setRefused('');
                          }}
                        >
                          Take back <span className="sr-only">from {film.title}</span>
                        </button>
                      )}
                    </div>
                    <p role="alert" className="refused">
                      {refused === film.id && votesLeft === 0 && <span className="mt-2.5 block">No votes left</span>}
                    </p>
                  </div>
                </div>
              </article>
            </li>
          );
        })}
      </ul>
      <p className="mt-8">
        Not sure yet?{' '}
        <Link to="/talk" className="font-bold underline underline-offset-4">
          Hear what the others say
        </Link>
        .
      </p>
    </>
  );
}
