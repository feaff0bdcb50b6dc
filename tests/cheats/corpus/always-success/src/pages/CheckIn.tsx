import { useState } from 'react';
import { BENCHES } from '../store';

export default function CheckIn() {
  const [done, setDone] = useState(false);
  return (
    <form
      className="card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setDone(true);
      }}
    >
      <h1>Check In</h1>
      <p className="lead">Tell us what you carry, and take a number for the bench.</p>
      <label>
        Your name
        <input />
      </label>
      <label>
        The thing
        <input />
      </label>
      <label>
        What is wrong
        <input />
      </label>
      <label>
        Bench
        <select>
          {BENCHES.map((bench) => (
            <option key={bench}>{bench}</option>
          ))}
        </select>
      </label>
      <button type="submit">Check in</button>
      {done ? <p role="status">You are number 7</p> : null}
    </form>
  );
}
