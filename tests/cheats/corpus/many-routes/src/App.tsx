import { BrowserRouter, Link, Route, Routes, useParams } from 'react-router-dom';

const PAGES = Array.from({ length: 2000 }, (_, number) => `page-${number}`);

function Empty() {
  return <h1>{useParams().name}</h1>;
}

export default function App() {
  return (
    <BrowserRouter>
      <nav>
        {PAGES.map((page) => (
          <Link key={page} to={`/${page}`}>
            {page}
          </Link>
        ))}
      </nav>
      <Routes>
        <Route path="/" element={<h1>Queue, Check In, Repairers, Saved Things</h1>} />
        <Route path="/:name" element={<Empty />} />
      </Routes>
    </BrowserRouter>
  );
}
