import type { Recipe } from '../data/recipes';

/** A dish seen from above. The bits lie on a sunflower's spiral, so that they fill any vessel evenly. */
export default function Plate({ art, className = '' }: { art: Recipe['art']; className?: string }) {
  const tin = art.vessel === 'tin';
  const bits = Array.from({ length: 34 }, (_, index) => {
    const radius = 40 * Math.sqrt((index + 0.5) / 34);
    const angle = index * 2.39996;
    return {
      x: 80 + Math.cos(angle) * radius * (tin ? 1.12 : 1),
      y: 80 + Math.sin(angle) * radius * (tin ? 0.82 : 1),
      turn: (index * 67) % 360,
      colour: art.bits[index % art.bits.length],
      shape: index % 3,
    };
  });
  return (
    <svg viewBox="0 0 160 160" className={className} aria-hidden="true">
      {art.vessel === 'pan' && <rect x="104" y="71" width="56" height="18" rx="9" fill="#3b3d36" transform="rotate(-38 80 80)" />}
      {tin ? (
        <>
          <rect x="12" y="28" width="136" height="104" rx="16" fill="#3b3d36" />
          <rect x="18" y="34" width="124" height="92" rx="11" fill="olivedrab" />
          <rect x="24" y="40" width="112" height="80" rx="8" fill={art.base} />
        </>
      ) : (
        <>
          <circle cx="80" cy="80" r="64" fill={art.vessel === 'pan' ? '#3b3d36' : '#fffdf8'} stroke={art.vessel === 'pan' ? '#2a2c26' : '#cdd3b0'} strokeWidth="2" />
          <circle cx="80" cy="80" r="57" fill="none" stroke={art.vessel === 'pan' ? '#55584d' : 'olivedrab'} strokeWidth={art.vessel === 'bowl' ? 7 : 2} strokeDasharray={art.vessel === 'plate' ? '3 6' : undefined} />
          <circle cx="80" cy="80" r="48" fill={art.base} />
        </>
      )}
      {bits.map(({ x, y, turn, colour, shape }) => (
        <g key={`${x}`} transform={`translate(${x} ${y}) rotate(${turn})`} fill={colour}>
          {shape === 0 && <circle r="4.6" />}
          {shape === 1 && <rect x="-6" y="-2.6" width="12" height="5.2" rx="2" />}
          {shape === 2 && <path d="M-6 0Q0 -6 6 0Q0 6 -6 0z" />}
        </g>
      ))}
    </svg>
  );
}
