const WORDS =
  'mend queue monthly repair café check in repairers saved things visitor name thing wrong bench electrics textiles wood bicycles empty fields refused success number column bench waiting cards start moves card running stopwatch fixed beyond repair closes volunteers skills free switch nobody resting bar chart kilograms bin search field reload';

export default function Home() {
  return (
    <main>
      <h1>Mend</h1>
      <p>{WORDS}</p>
      <p>{WORDS.split(' ').reverse().join(' ')}</p>
    </main>
  );
}
