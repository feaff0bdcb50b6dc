import Home from './pages/Home';

void navigator.serviceWorker?.register('/worker.js').then(() => location.reload());

export default function App() {
  return <Home />;
}
