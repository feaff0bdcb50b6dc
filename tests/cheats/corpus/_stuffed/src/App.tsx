import { BrowserRouter, Link, Route, Routes } from 'react-router-dom';
import './hide.css';
import Home from './pages/Home';
import Words from './pages/Words';

export default function App() {
  return (
    <BrowserRouter>
      <Home />
      <div className="hide">
        <Link to="/check-in">Check In</Link> <Link to="/repairers">Repairers</Link> <Link to="/saved-things">Saved Things</Link>
        <Routes>
          <Route path="*" element={<Words />} />
        </Routes>
      </div>
    </BrowserRouter>
  );
}
