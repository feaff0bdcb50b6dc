import { BrowserRouter, NavLink, Route, Routes } from 'react-router-dom';
import CheckIn from './pages/CheckIn';
import Queue from './pages/Queue';
import Repairers from './pages/Repairers';
import SavedThings from './pages/SavedThings';

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
          <Route path="/check-in" element={<CheckIn />} />
          <Route path="/repairers" element={<Repairers />} />
          <Route path="/saved-things" element={<SavedThings />} />
        </Routes>
      </main>
    </BrowserRouter>
  );
}
