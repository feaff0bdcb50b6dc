const CARDS = [
  ['Toaster', 'Ines', 'Electrics'],
  ['Winter coat', 'Rosa', 'Textiles'],
  ['Oak stool', 'Piet', 'Wood'],
];

export default function Home() {
  return (
    <main>
      <h1>Repair café</h1>
      <p>Who is waiting at the benches today:</p>
      <ul>
        {CARDS.map(([thing, name, bench]) => (
          <li key={thing}>{`${thing} of ${name}, ${bench}`}</li>
        ))}
      </ul>
      <button>Check in</button>
    </main>
  );
}
