import { X } from 'lucide-react';
import { words } from '../data/words';

const contents: Record<string, string> = {
  rice: '#f2e8cd',
  carrot: '#e8833a',
  tomato: '#d0513a',
  potato: '#e2c27a',
  bread: '#cf9a55',
  cheese: '#f0c64a',
  pea: '#8db04a',
  spinach: '#5f8a2b',
  chicken: '#e3bd84',
  egg: '#f8e3a0',
};
const colours = ['#e3a15a', '#c9745a', '#b9c46c', '#e6cf78', '#b98d68', '#d9a0a0', '#c7b7d8'];

function colourOf(name: string): string {
  const known = words(name).find((word) => contents[word]);
  return known ? contents[known] : colours[[...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % colours.length];
}

export default function Box({ name, onRemove }: { name: string; onRemove: () => void }) {
  return (
    <li className="box bg-white">
      <span className="absolute inset-x-0 bottom-0 h-[72%] opacity-90" style={{ background: colourOf(name) }} aria-hidden="true" />
      <span className="relative mb-6 flex items-center gap-1 border-y border-[#d9d2bd] bg-[#fffdf6] py-1 pl-3 pr-1">
        <span className="typed min-w-0 flex-1 text-sm [overflow-wrap:anywhere] font-bold">{name}</span>
        <button type="button" onClick={onRemove} className="grid h-7 w-7 shrink-0 place-items-center rounded-full hover:bg-[olivedrab]">
          <X className="h-4 w-4" aria-hidden="true" />
          <span className="sr-only">Remove {name}</span>
        </button>
      </span>
    </li>
  );
}
