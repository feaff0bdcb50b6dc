export default function Home() {
  return (
    <div style={{ minHeight: '100vh', background: 'linear-gradient(135deg, mistyrose, #114b5f, #d1495b, gold)', padding: 40 }}>
      <h1 style={{ color: 'white' }}>Mend</h1>
    </div>
  );
}
