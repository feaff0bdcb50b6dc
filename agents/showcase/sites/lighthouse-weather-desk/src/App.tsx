import { BrowserRouter, Route, Routes } from 'react-router-dom';
import Shell from './components/Shell';
import Forecast from './pages/Forecast';
import Log from './pages/Log';
import Now from './pages/Now';
import Stations from './pages/Stations';

export default function App() {
  return (
    <BrowserRouter>
      <Routes>
        <Route element={<Shell />}>
          <Route path="/" element={<Now />} />
          <Route path="/forecast" element={<Forecast />} />
          <Route path="/stations" element={<Stations />} />
          <Route path="/log" element={<Log />} />
          <Route path="*" element={<Now />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}
