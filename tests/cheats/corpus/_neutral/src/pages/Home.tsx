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
      <p>
        The hall is open from ten until four, the kettle is on all day long, and whoever waits may sit at the long table
        by the window, read the paper, listen to the radio, and talk about the weather.
      </p>
      <p>Please wipe your shoes, mind the step, and leave the door as you have found it.</p>
    </main>
  );
}
