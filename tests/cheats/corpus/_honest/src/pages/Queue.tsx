import { useEffect, useState } from 'react';
import { BENCHES, Card, useCafe } from '../store';

function Stopwatch({ since }: { since: number }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  return <p>{`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`}</p>;
}

export default function Queue() {
  const [cafe, setCafe] = useCafe();
  const [wanted, setWanted] = useState('');
  const change = (number: number, part: Partial<Card>) =>
    setCafe({ ...cafe, cards: cafe.cards.map((card) => (card.number === number ? { ...card, ...part } : card)) });
  const open = cafe.cards
    .filter((card) => card.state === 'waiting' || card.state === 'started')
    .filter((card) => card.name.toLowerCase().includes(wanted.toLowerCase()))
    .sort((a, b) => Number(b.state === 'started') - Number(a.state === 'started'));
  return (
    <>
      <h1>Queue of the repair café</h1>
      <p className="lead">Bring what is broken on the first Saturday of the month. Cards wait here until a bench is free.</p>
      <input className="search" placeholder="Search a card by name" value={wanted} onChange={(event) => setWanted(event.target.value)} />
      <div className="grid">
        {BENCHES.map((bench) => (
          <section className="column" key={bench}>
            <h2>{bench}</h2>
            {cafe.repairers.some((repairer) => repairer.bench === bench && repairer.free) ? null : <p>Bench resting</p>}
            {open.filter((card) => card.bench === bench).map((card) => (
              <article className="card" key={card.number}>
                <svg width="28" height="28" viewBox="0 0 24 24" aria-hidden="true">
                  <path fill="currentColor" d="M21 7l-4 4-4-4 4-4a6 6 0 0 0-7 8L3 18l3 3 7-7a6 6 0 0 0 8-7z" />
                </svg>
                <h3>{card.thing}</h3>
                <p>{`${card.number}. ${card.name}`}</p>
                <p>{card.wrong}</p>
                {card.state === 'started' && card.since ? <Stopwatch since={card.since} /> : null}
                {card.state === 'waiting' ? (
                  <button onClick={() => change(card.number, { state: 'started', since: Date.now() })}>Start</button>
                ) : (
                  <>
                    <button onClick={() => change(card.number, { state: 'fixed' })}>Fixed</button>
                    <button onClick={() => change(card.number, { state: 'beyond' })}>Beyond repair</button>
                  </>
                )}
              </article>
            ))}
          </section>
        ))}
      </div>
    </>
  );
}
