import { Heart } from 'lucide-react';
import { useStored } from '../hooks/useStored';
import type { Item } from '../types';

export default function SaveButton({ item }: { item: Item }) {
  const [saved, setSaved] = useStored<string[]>('saved', []);
  const active = saved.includes(item.id);
  return (
    <button
      type="button"
      aria-pressed={active}
      aria-label={`${active ? 'Remove' : 'Save'} ${item.title}`}
      onClick={() => setSaved((current) => (active ? current.filter((id) => id !== item.id) : [...current, item.id]))}
      className="rounded-full p-1.5 text-accent transition hover:bg-tint"
    >
      <Heart className={`h-5 w-5 ${active ? 'fill-current' : ''}`} aria-hidden="true" />
    </button>
  );
}
