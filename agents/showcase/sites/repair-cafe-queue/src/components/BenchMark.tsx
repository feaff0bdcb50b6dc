import { Bike, Hammer, Plug, Shirt } from 'lucide-react';
import type { Bench } from '../data/cafe';

const marks = { Electrics: Plug, Textiles: Shirt, Wood: Hammer, Bicycles: Bike };

export default function BenchMark({ bench, className = 'h-5 w-5' }: { bench: Bench; className?: string }) {
  const Mark = marks[bench];
  return <Mark className={`shrink-0 ${className}`} aria-hidden="true" />;
}
