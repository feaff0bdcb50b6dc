import { BrowserRouter, Route, Routes } from 'react-router-dom';
import Shell from './components/Shell';
import Book from './pages/Book';
import Departures from './pages/Departures';
import MyTrips from './pages/MyTrips';
import RoutePage from './pages/Route';

export default function App() {
  return (
    <BrowserRouter>
      <Routes>
        <Route element={<Shell />}>
          <Route path="/" element={<Departures />} />
          <Route path="/route" element={<RoutePage />} />
          <Route path="/route/:id" element={<RoutePage />} />
          <Route path="/book" element={<Book />} />
          <Route path="/book/:id" element={<Book />} />
          <Route path="/my-trips" element={<MyTrips />} />
          <Route path="*" element={<Departures />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}
