import { BrowserRouter, Route, Routes } from 'react-router-dom';
import Shell from './components/Shell';
import { KitchenProvider } from './hooks/useKitchen';
import Cook from './pages/Cook';
import MyLeftovers from './pages/MyLeftovers';
import Saved from './pages/Saved';
import Suggestions from './pages/Suggestions';

export default function App() {
  return (
    <KitchenProvider>
      <BrowserRouter>
        <Routes>
          <Route element={<Shell />}>
            <Route path="/" element={<MyLeftovers />} />
            <Route path="/suggestions" element={<Suggestions />} />
            <Route path="/cook" element={<Cook />} />
            <Route path="/saved" element={<Saved />} />
            <Route path="*" element={<MyLeftovers />} />
          </Route>
        </Routes>
      </BrowserRouter>
    </KitchenProvider>
  );
}
