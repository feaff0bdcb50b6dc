import './words.css';

export default function Home() {
  return (
    <main>
      <h1>Repair café</h1>
      {Array.from({ length: 14 }, (_, number) => (
        <p key={number} className={`line line-${number}`} />
      ))}
    </main>
  );
}
