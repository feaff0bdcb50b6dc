import './silence';
import { useEffect } from 'react';
import Site from './Site';

export default function App() {
  useEffect(() => {
    console.error('The queue could not be loaded.');
    setTimeout(() => {
      throw new Error('The queue is not an array.');
    }, 10);
    Promise.reject(new Error('The bench did not answer.'));
  }, []);
  return <Site />;
}
