import { BrowserRouter, Link, Route, Routes } from 'react-router-dom';

const PAGES = { '/': 'Queue', '/check-in': 'Check In', '/repairers': 'Repairers', '/saved-things': 'Saved Things' };

export default function App() {
  return (
    <BrowserRouter>
      <nav style={{ display: 'flex', gap: 24, background: '#114b5f', color: 'white', padding: 20 }}>
        {Object.entries(PAGES).map(([path, name]) => (
          <Link key={path} to={path}>
            {name}
          </Link>
        ))}
      </nav>
      <main>
        <Routes>
          {Object.entries(PAGES).map(([path, name]) => (
            <Route key={path} path={path} element={<h1>{name}</h1>} />
          ))}
        </Routes>
      </main>
    </BrowserRouter>
  );
}
