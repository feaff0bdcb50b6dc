import { BENCHES, useCafe } from '../store';

export default function SavedThings() {
  const [cafe] = useCafe();
  const fixed = cafe.cards.filter((card) => card.state === 'fixed');
  const kilograms = fixed.reduce((sum, card) => sum + card.weight, 0);
  return (
    <>
      <h1>Saved Things</h1>
      <p className="lead">{`${kilograms.toFixed(1)} kilograms kept from the bin so far.`}</p>
      <section className="card" role="img" aria-label="Fixed things by bench">
        {BENCHES.map((bench) => {
          const count = fixed.filter((card) => card.bench === bench).length;
          return (
            <div key={bench}>
              <h2>{`${bench}: ${count} fixed`}</h2>
              <div className="bar" style={{ width: `${4 + 20 * count}%` }} />
            </div>
          );
        })}
      </section>
    </>
  );
}
