const TEXT = 'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore.';

export default function Home() {
  return (
    <>
      <header style={{ background: '#114b5f', color: 'white', padding: '16px 32px', display: 'flex', gap: 32 }}>
        <strong>Lorem</strong>
        <a href="/ipsum">Ipsum</a>
        <a href="/dolor">Dolor</a>
        <a href="/amet">Amet</a>
      </header>
      <main>
        <h1>Lorem ipsum dolor</h1>
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: 24 }}>
          {Array.from({ length: 9 }, (_, number) => (
            <article key={number} style={{ background: 'white', borderRadius: 14, padding: 20, boxShadow: '0 6px 18px #114b5f20' }}>
              <h2>{`Sit amet ${number}`}</h2>
              <p>{TEXT}</p>
              <button style={{ background: '#114b5f', color: 'white', borderRadius: 10, padding: '8px 16px' }}>Consectetur</button>
            </article>
          ))}
        </div>
      </main>
    </>
  );
}
