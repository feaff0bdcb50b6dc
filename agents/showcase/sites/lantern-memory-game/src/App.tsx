import { BrowserRouter, Route, Routes } from 'react-router-dom';
import Shell from './components/Shell';
import BestTimes from './pages/BestTimes';
import Lanterns from './pages/Lanterns';
import Play from './pages/Play';
import Rules from './pages/Rules';

export default function App() {
  return (
    <BrowserRouter>
      <Routes>
        <Route element={<Shell />}>
          <Route path="/" element={<Play />} />
          <Route path="/lanterns" element={<Lanterns />} />
          <Route path="/best-times" element={<BestTimes />} />
          <Route path="/rules" element={<Rules />} />
          <Route path="*" element={<Play />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}
