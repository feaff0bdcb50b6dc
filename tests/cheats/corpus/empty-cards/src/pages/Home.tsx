export default function Home() {
  return (
    <main>
      <h1 style={{ color: '#114b5f' }}>Mend</h1>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(4, 1fr)', gap: 20 }}>
        {Array.from({ length: 24 }, (_, number) => (
          <div
            key={number}
            style={{
              height: 160,
              borderRadius: 14,
              boxShadow: '0 6px 18px #114b5f30',
              background: number % 3 ? 'white' : '#114b5f',
            }}
          />
        ))}
      </div>
    </main>
  );
}
