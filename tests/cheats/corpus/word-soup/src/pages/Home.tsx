const WORDS =
  'mend queue repair café check repairers saved things visitor bench electrics textiles wood bicycles number column waiting cards start stopwatch fixed beyond volunteers skills free switch resting bar chart kilograms bin search reload'.split(
    ' ',
  );
const some = (from: number, count: number) => Array.from({ length: count }, (_, i) => WORDS[(from * 7 + i * 5) % WORDS.length]).join(' ');

export default function Home() {
  return (
    <>
      <header style={{ background: '#114b5f', color: 'white', padding: '16px 32px', display: 'flex', gap: 32 }}>
        <strong>Mend</strong>
        <a href="/">Queue</a>
        <a href="/check-in">Check In</a>
        <a href="/repairers">Repairers</a>
        <a href="/saved-things">Saved Things</a>
      </header>
      <main>
        <h1>{some(3, 3)}</h1>
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: 24 }}>
          {Array.from({ length: 9 }, (_, number) => (
            <article key={number} style={{ background: 'white', borderRadius: 14, padding: 20, boxShadow: '0 6px 18px #114b5f20' }}>
              <h2>{some(number, 2)}</h2>
              <p>{some(number + 4, 5)}</p>
              <button style={{ background: '#114b5f', color: 'white', borderRadius: 10, padding: '8px 16px' }}>{some(number, 2)}</button>
            </article>
          ))}
        </div>
      </main>
    </>
  );
}
