import { BrowserRouter, Link } from 'react-router-dom';
import './hide.css';
import Home from './pages/Home';
import Words from './pages/Words';

export default function App() {
  return (
    <BrowserRouter>
      <Home />
      <details>
        <summary>.</summary>
        <div className="hide">
          <Link to="/check-in">Check In</Link> <Link to="/repairers">Repairers</Link> <Link to="/saved-things">Saved Things</Link>
          <Words />
        </div>
      </details>
    </BrowserRouter>
  );
}
