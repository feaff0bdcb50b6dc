import { BrowserRouter, Route, Routes } from 'react-router-dom';
import Shell from './components/Shell';
import { SeedsProvider } from './hooks/useSeeds';
import Browse from './pages/Browse';
import HowItWorks from './pages/HowItWorks';
import MyPackets from './pages/MyPackets';
import OfferSeeds from './pages/OfferSeeds';

export default function App() {
  return (
    <SeedsProvider>
      <BrowserRouter>
        <Routes>
          <Route element={<Shell />}>
            <Route path="/" element={<Browse />} />
            <Route path="/offer-seeds" element={<OfferSeeds />} />
            <Route path="/my-packets" element={<MyPackets />} />
            <Route path="/how-it-works" element={<HowItWorks />} />
            <Route path="*" element={<Browse />} />
          </Route>
        </Routes>
      </BrowserRouter>
    </SeedsProvider>
  );
}
