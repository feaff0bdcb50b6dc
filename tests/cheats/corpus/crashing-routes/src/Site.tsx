import { BrowserRouter, NavLink, Route, Routes } from 'react-router-dom';
import Queue from './pages/Queue';

function Crash(): never {
  throw new Error('There is no such page.');
}

export default function Site() {
  return (
    <BrowserRouter>
      <header>
        <strong>Mend</strong>
        <nav>
          <NavLink to="/">Queue</NavLink>
          <NavLink to="/check-in">Check In</NavLink>
          <NavLink to="/repairers">Repairers</NavLink>
          <NavLink to="/saved-things">Saved Things</NavLink>
        </nav>
      </header>
      <main>
        <Routes>
          <Route path="/" element={<Queue />} />
          <Route path="*" element={<Crash />} />
        </Routes>
      </main>
    </BrowserRouter>
  );
}
