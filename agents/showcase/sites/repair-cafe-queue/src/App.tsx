import { BrowserRouter, Route, Routes } from 'react-router-dom';
import Shell from './components/Shell';
import { CafeProvider } from './hooks/useCafe';
import Arrival from './pages/Arrival';
import Queue from './pages/Queue';
import Repairers from './pages/Repairers';
import SavedThings from './pages/SavedThings';

export default function App() {
  return (
    <CafeProvider>
      <BrowserRouter>
        <Routes>
          <Route element={<Shell />}>
            <Route path="/" element={<Queue />} />
            <Route path="/check-in" element={<Arrival />} />
            <Route path="/repairers" element={<Repairers />} />
            <Route path="/saved-things" element={<SavedThings />} />
            <Route path="*" element={<Queue />} />
          </Route>
        </Routes>
      </BrowserRouter>
    </CafeProvider>
  );
}
