import Site from './Site';

export default function App() {
  return <Site />;
}
