const LINES = [
  'Mend is the queue of our monthly repair café in the old mill.',
  'Check in with a visitor name, the thing and what is wrong.',
  'Choose a bench: Electrics, Textiles, Wood or Bicycles.',
  'Empty fields are politely refused one by one.',
  'Success shows your number: you are number seven today.',
  'Each column per bench holds the waiting cards of the morning.',
  'Start moves a card to the top with a running stopwatch.',
  'Fixed or beyond repair closes it for good.',
  'Six volunteers with rare skills switch themselves free.',
  'A bench with nobody free is marked bench resting.',
  'A bar chart counts the fixed things of every bench.',
  'Kilograms kept from the bin are added up each month.',
  'The search field finds any card by name.',
  'All stays after a reload of the tablet.',
];

export default function Words() {
  const path = '/';
  return (
    <div>
      {LINES.map((line) => (
        <p key={line}>{`${line} ${path.slice(1)}`}</p>
      ))}
      <button>Check in a thing</button> <button>Start a repair</button> <button>Close a card</button>
      <button>Switch a repairer free</button> <button>Search a card</button>
    </div>
  );
}
