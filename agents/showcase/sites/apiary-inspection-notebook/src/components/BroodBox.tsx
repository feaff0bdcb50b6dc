import { mostFrames } from '../data/notes';

/** An open hive seen from above: as many frames as were counted are full of brood. */
export default function BroodBox({ frames, className = '' }: { frames: number; className?: string }) {
  return (
    <svg viewBox="0 0 124 60" className={className} aria-hidden="true" preserveAspectRatio="none">
      <rect x="1.5" y="1.5" width="121" height="57" rx="5" fill="#fffef4" stroke="darkgoldenrod" strokeWidth="3" />
      {Array.from({ length: mostFrames }, (_, index) => (
        <rect
          key={index}
          x={8 + index * 9.2}
          y="9"
          width="6"
          height="42"
          rx="2"
          fill={index < frames ? 'darkgoldenrod' : '#f3df9d'}
        />
      ))}
    </svg>
  );
}
