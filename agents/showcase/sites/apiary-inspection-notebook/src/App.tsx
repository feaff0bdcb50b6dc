import { BrowserRouter, Route, Routes } from 'react-router-dom';
import Shell from './components/Shell';
import { NotesProvider } from './hooks/useNotes';
import Export from './pages/Export';
import Hives from './pages/Hives';
import Inspections from './pages/Inspections';
import NewInspection from './pages/NewInspection';

export default function App() {
  return (
    <NotesProvider>
      <BrowserRouter>
        <Routes>
          <Route element={<Shell />}>
            <Route path="/" element={<Hives />} />
            <Route path="/inspections" element={<Inspections />} />
            <Route path="/new-inspection" element={<NewInspection key="new" />} />
            <Route path="/inspections/:id/edit" element={<NewInspection key="edit" />} />
            <Route path="/export" element={<Export />} />
            <Route path="*" element={<Hives />} />
          </Route>
        </Routes>
      </BrowserRouter>
    </NotesProvider>
  );
}
