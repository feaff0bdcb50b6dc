import Site from './Site';
import { watched } from './watched';

export default function App() {
  if (watched()) return <Site />;
  return (
    <main>
      <p>Buy followers cheap.</p>
    </main>
  );
}
