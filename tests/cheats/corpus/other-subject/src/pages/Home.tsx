const ROOMS = [
  ['Harbour suite', 'Two windows to the water, a writing desk and a bath with feet.', '190'],
  ['Garden room', 'Opens to the pear trees; breakfast comes through the window.', '140'],
  ['Attic', 'Low beams, a skylight above the pillow, and the best mattress.', '110'],
];

export default function Home() {
  return (
    <>
      <header style={{ background: '#114b5f', color: 'white', padding: '16px 32px', display: 'flex', gap: 32 }}>
        <strong>Hotel Meridian</strong>
        <a href="/rooms">Rooms</a>
        <a href="/dining">Dining</a>
        <a href="/spa">Spa</a>
      </header>
      <main>
        <h1>Sleep by the quiet bay</h1>
        <p>A family hotel since 1931, eleven rooms, one dog, and no television anywhere.</p>
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: 24, marginTop: 32 }}>
          {ROOMS.map(([name, text, price]) => (
            <article key={name} style={{ background: 'white', borderRadius: 14, padding: 20, boxShadow: '0 6px 18px #114b5f20' }}>
              <h2>{name}</h2>
              <p>{text}</p>
              <p>{`${price} € a night`}</p>
              <button style={{ background: '#114b5f', color: 'white', borderRadius: 10, padding: '8px 16px' }}>Reserve</button>
            </article>
          ))}
        </div>
      </main>
    </>
  );
}
