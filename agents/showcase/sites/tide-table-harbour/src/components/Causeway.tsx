import { causeway } from '../data/tides';

const wave = (y: number) => `M0 ${y}q13-6 26 0${'t26 0'.repeat(19)}`;

/** Cut through the sound: shore, causeway and Gull Rock, with the water at a height in metres, if one is known. */
export default function Causeway({ height, className }: { height: number | null; className?: string }) {
  const y = (metres: number) => 170 - metres * 20;
  const top = y(causeway);
  return (
    <svg viewBox="0 0 520 200" className={className} aria-hidden="true">
      <rect width="520" height="200" rx="10" fill="#e4eff4" />
      {height !== null && (
        <>
          <rect y={y(height)} width="520" height="200" fill="#2f86a8" opacity="0.85" />
          <path d={wave(y(height))} fill="none" stroke="#fff" strokeWidth="2" opacity="0.7" />
        </>
      )}
      <path d={`M0 200V60q40 0 66 24t44 ${top - 84}h280q20-40 60-62t70-12V200z`} fill="#0b4f6c" />
      <path d={`M112 ${top}h278`} stroke="#e0a458" strokeWidth="5" strokeDasharray="14 8" />
      {[150, 220, 290, 360].map((x) => (
        <path key={x} d={`M${x} ${top}v-34`} stroke="#0a2733" strokeWidth="3" />
      ))}
      <path d="M16 60V34l15-12 15 12v26z" fill="#c8462f" />
      <path d={`M470 ${top - 70}v-26h10v26z`} fill="#fff" stroke="#0a2733" strokeWidth="1.5" />
    </svg>
  );
}
