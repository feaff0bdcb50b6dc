import { BrowserRouter, Route, Routes } from 'react-router-dom';
import Shell from './components/Shell';
import History from './pages/History';
import Home from './pages/Home';
import PlanAVisit from './pages/PlanAVisit';
import TonightsSky from './pages/TonightsSky';

export default function App() {
  return (
    <BrowserRouter>
      <Routes>
        <Route element={<Shell />}>
          <Route path="/" element={<Home />} />
          <Route path="/tonights-sky" element={<TonightsSky />} />
          <Route path="/plan-a-visit" element={<PlanAVisit />} />
          <Route path="/history" element={<History />} />
          <Route path="*" element={<Home />} />
        </Route>
      </Routes>
    </BrowserRouter>
  );
}
