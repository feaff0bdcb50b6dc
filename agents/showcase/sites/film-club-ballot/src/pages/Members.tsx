import { useEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { regulars } from '../data/club';
import { useClub } from '../hooks/useClub';

function Seat({ name, own }: { name: string; own?: boolean }) {
  return (
    <li className="relative text-center">
      <svg viewBox="0 0 84 74" className="w-full" aria-hidden="true">
        <circle cx="42" cy="16" r="14" fill={own ? '#ffc76b' : '#6a646c'} />
        <path d="M8 74V38Q8 22 42 22T76 38V74z" fill="firebrick" />
        <path d="M0 74V56h6q3 0 3 4v14zM84 74V56h-6q-3 0-3 4v14z" fill="#45434a" />
      </svg>
      <span className="absolute inset-x-0 bottom-[14%] truncate px-2 text-xs font-bold text-white sm:text-sm" title={name}>
        {name}
      </span>
    </li>
  );
}

export default function Members() {
  const { member, takeSeat, leave, votesLeft } = useClub();
  const { state } = useLocation() as { state: { reason?: string } | null };
  const [name, setName] = useState('');
  const [refused, setRefused] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (state?.reason) field.current?.focus();
  }, [state]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = name.trim();
    let problem = '';
    if (!/^\p{L}{3,20}$/u.test(given)) problem = 'A member name has 3 to 20 letters and nothing else.';
    else if (regulars.some((other) => other.toLowerCase() === given.toLowerCase())) problem = `${given} already sits here. Choose another name.`;
    setRefused(problem);
    if (problem) return field.current?.focus();
    takeSeat(given);
    setName('');
  };
  return (
    <>
      <h1>Members</h1>
      <p className="dim mt-2">Everybody may look in. Voting and writing are done from a seat.</p>
      <div className="mt-8 grid items-start gap-10 lg:grid-cols-[1fr_1.5fr]">
        <div className="panel p-6">
          {state?.reason && !member && (
            <p role="alert" className="mb-5 rounded-md bg-[firebrick] px-4 py-2.5 font-bold text-white">
              {state.reason}
            </p>
          )}
          <div role="status">
            {member && (
              <div className="mb-6 border-b border-[var(--edge)] pb-5">
                <p className="title text-2xl font-bold">Welcome, {member}.</p>
                <p className="dim mt-1 text-sm">Your seat is the one with the light on.</p>
                <div className="mt-4 flex flex-wrap gap-2">
                  <Link to="/" className="hollow">
                    Go and vote ({votesLeft})
                  </Link>
                  <button type="button" className="hollow" onClick={leave}>
                    Leave the seat
                  </button>
                </div>
              </div>
            )}
          </div>
          <form onSubmit={submit} noValidate>
            <label htmlFor="member" className="mb-1.5 block font-bold">
              Member name
            </label>
            <input
              ref={field}
              id="member"
              autoComplete="nickname"
              placeholder="3 to 20 letters"
              className="input"
              value={name}
              onChange={(event) => setName(event.target.value)}
              aria-invalid={Boolean(refused)}
              aria-describedby="member-refused"
            />
            <p id="member-refused" role="alert" className="refused mt-1.5">
              {refused}
            </p>
            <button type="submit" className="plush mt-4">
              Take a seat
            </button>
          </form>
        </div>
        <section aria-labelledby="tonight">
          <h2 id="tonight" className="text-3xl font-bold">
            Who sits here
          </h2>
          <ul className="mt-5 grid grid-cols-3 gap-x-2 gap-y-4 sm:grid-cols-5">
            {regulars.map((other) => (
              <Seat key={other} name={other} />
            ))}
            {member && <Seat name={member} own />}
          </ul>
        </section>
      </div>
    </>
  );
}
