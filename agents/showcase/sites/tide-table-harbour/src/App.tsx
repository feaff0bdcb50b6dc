import { BrowserRouter, Route, Routes } from 'react-router-dom';
import Shell from './components/Shell';
import HarbourNotes from './pages/HarbourNotes';
import SafeCrossing from './pages/SafeCrossing';
import Today from './pages/Today';
import Week from './pages/Week';

export default function App() {
  return (
    <BrowserRouter>
      <Routes>
        <Route element={<Shell />}>
          <Route path="/" element={<Today />} />
          <Route path="/week" element={<Week />} />
          <Route path="/safe-crossing" element={<SafeCrossing />} />
          <Route path="/harbour-notes" element={<HarbourNotes />} />
          <Route path="*" element={<Today />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}
