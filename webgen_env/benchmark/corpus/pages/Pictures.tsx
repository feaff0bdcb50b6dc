import { useEffect, useState } from 'react';
import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import PageHeading from '../components/PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';

function Plate({ number, title }: { number: number; title: string }) {
  const hue = (site.seed * 7 + number * 47) % 360;
  return (
    <svg viewBox="0 0 320 240" role="img" aria-label={title} className="block h-full w-full">
      <rect width="320" height="240" fill={`hsl(${hue} 45% 82%)`} />
      <circle cx={70 + (number * 53) % 180} cy={70 + (number * 31) % 60} r={34 + (number % 4) * 9} fill={`hsl(${(hue + 40) % 360} 70% 62%)`} />
      {[0, 1, 2].map((ridge) => (
        <path
          key={ridge}
          d={`M0 ${150 + ridge * 28} Q ${60 + number * 11} ${100 + ridge * 34} 150 ${148 + ridge * 26} T 320 ${140 + ridge * 30} V240 H0Z`}
          fill={`hsl(${(hue + 190 + ridge * 8) % 360} ${38 - ridge * 6}% ${52 - ridge * 13}%)`}
        />
      ))}
    </svg>
  );
}

export default function Pictures() {
  const [shown, setShown] = useState<number | null>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setShown(null);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  const move = (step: number) => setShown((number) => (number === null ? null : (number + step + items.length) % items.length));
  return (
    <section className="wrap py-12">
      <PageHeading eyebrow="Pictures" title={`${site.name} in pictures`} intro="Open one to see it large." level={1} />
      <ul className="columns-1 gap-5 sm:columns-2 lg:columns-3">
        {items.map((item, number) => (
          <li key={item.id} className="mb-5 break-inside-avoid">
            <button type="button" className="card w-full overflow-hidden text-left" onClick={() => setShown(number)}>
              <Plate number={number} title={item.title} />
              <span className="block p-4 font-semibold">{item.title}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown !== null && (
        <div role="dialog" aria-modal="true" aria-label={items[shown].title} className="fixed inset-0 z-50 flex items-center justify-center gap-4 bg-black/80 p-6">
          <button type="button" className="btn" aria-label="Previous" onClick={() => move(-1)}><ChevronLeft className="h-5 w-5" /></button>
          <div className="w-full max-w-3xl overflow-hidden rounded-card bg-surface">
            <Plate number={shown} title={items[shown].title} />
            <p className="p-4">{items[shown].summary}</p>
          </div>
          <button type="button" className="btn" aria-label="Next" onClick={() => move(1)}><ChevronRight className="h-5 w-5" /></button>
          <button type="button" className="btn absolute right-4 top-4" aria-label="Close" onClick={() => setShown(null)}><X className="h-5 w-5" /></button>
        </div>
      )}
    </section>
  );
}
