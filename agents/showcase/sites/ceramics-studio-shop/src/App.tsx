import { BrowserRouter, Route, Routes } from 'react-router-dom';
import Shell from './components/Shell';
import { BasketProvider } from './hooks/useBasket';
import Basket from './pages/Basket';
import Piece from './pages/Piece';
import Shop from './pages/Shop';
import Studio from './pages/Studio';

export default function App() {
  return (
    <BasketProvider>
      <BrowserRouter>
        <Routes>
          <Route element={<Shell />}>
            <Route path="/" element={<Shop />} />
            <Route path="/piece" element={<Piece />} />
            <Route path="/piece/:id" element={<Piece />} />
            <Route path="/basket" element={<Basket />} />
            <Route path="/studio" element={<Studio />} />
            <Route path="*" element={<Shop />} />
          </Route>
        </Routes>
      </BrowserRouter>
    </BasketProvider>
  );
}
