import { FormEvent, useState } from 'react';
import { BENCHES, useCafe } from '../store';

const FIELDS = { name: 'Your name', thing: 'The thing', wrong: 'What is wrong' } as const;
const EMPTY = { name: '', thing: '', wrong: '', bench: '' };

export default function CheckIn() {
  const [cafe, setCafe] = useCafe();
  const [values, setValues] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const [given, setGiven] = useState(0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setGiven(0);
    if (Object.values(values).some((value) => !value.trim())) return;
    const number = 1 + Math.max(0, ...cafe.cards.map((card) => card.number));
    setCafe({ ...cafe, cards: [...cafe.cards, { ...values, number, state: 'waiting', weight: 2 }] });
    setGiven(number);
    setTried(false);
    setValues(EMPTY);
  };
  return (
    <form className="card" onSubmit={submit} noValidate>
      <h1>Check In</h1>
      <p className="lead">Tell us what you carry, and take a number for the bench.</p>
      {(Object.keys(FIELDS) as (keyof typeof FIELDS)[]).map((key) => (
        <label key={key}>
          {FIELDS[key]}
          <input value={values[key]} onChange={(event) => setValues({ ...values, [key]: event.target.value })} />
          {tried && !values[key].trim() ? <p className="error" role="alert">{`${FIELDS[key]} is missing`}</p> : null}
        </label>
      ))}
      <label>
        Bench
        <select value={values.bench} onChange={(event) => setValues({ ...values, bench: event.target.value })}>
          <option value="">Choose a bench</option>
          {BENCHES.map((bench) => (
            <option key={bench}>{bench}</option>
          ))}
        </select>
        {tried && !values.bench ? <p className="error" role="alert">Bench is missing</p> : null}
      </label>
      <button type="submit">Check in</button>
      {given ? <p role="status">{`You are number ${given}`}</p> : null}
    </form>
  );
}
