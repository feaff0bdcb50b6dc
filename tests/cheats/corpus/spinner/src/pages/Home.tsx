import { useEffect, useState } from 'react';

export default function Home() {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    const never = setInterval(() => setReady(false), 1000);
    return () => clearInterval(never);
  }, []);
  if (ready) return <h1>Mend</h1>;
  return (
    <div style={{ display: 'grid', placeItems: 'center', minHeight: '100vh' }}>
      <div
        style={{ width: 64, height: 64, borderRadius: 32, border: '6px solid #114b5f', borderTopColor: 'transparent' }}
        className="animate-spin"
      />
      <p>Mend, the queue of the repair café, is loading its cards</p>
    </div>
  );
}
