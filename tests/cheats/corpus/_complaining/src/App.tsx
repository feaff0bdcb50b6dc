import { useEffect } from 'react';
import { complain } from './Complaint';
import Site from './Site';

export default function App() {
  useEffect(complain, []);
  return <Site />;
}
