const TEXT =
  'Create Mend, the queue of a monthly repair café. Pages: Queue, Check In, Repairers and Saved Things. Check In takes the visitor\'s name, the thing, what is wrong, and a bench (Electrics, Textiles, Wood, Bicycles); empty fields are refused one by one, and success shows a number such as "You are number 7". Queue has a column per bench with waiting cards; "Start" moves a card to the top with a running stopwatch, and "Fixed" or "Beyond repair" closes it. Repairers lists six volunteers with skills and a "Free" switch each; a bench with nobody free shows "Bench resting". Saved Things counts the fixed things by bench in a bar chart and adds up the kilograms kept from the bin. A search field finds a card by name. All of it stays after a reload.';

export default function Home() {
  return (
    <main>
      <h1>Mend</h1>
      {TEXT.split('. ').map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </main>
  );
}
