import { BrowserRouter, Route, Routes } from 'react-router-dom';
import Shell from './components/Shell';
import { ClubProvider } from './hooks/useClub';
import Ballot from './pages/Ballot';
import Members from './pages/Members';
import Programme from './pages/Programme';
import Talk from './pages/Talk';

export default function App() {
  return (
    <ClubProvider>
      <BrowserRouter>
        <Routes>
          <Route element={<Shell />}>
            <Route path="/" element={<Ballot />} />
            <Route path="/talk" element={<Talk />} />
            <Route path="/talk/:id" element={<Talk />} />
            <Route path="/programme" element={<Programme />} />
            <Route path="/members" element={<Members />} />
            <Route path="*" element={<Ballot />} />
          </Route>
        </Routes>
      </BrowserRouter>
    </ClubProvider>
  );
}
