import type { Mood } from '../data/notes';

const mouths: Record<Mood, string> = {
  Calm: 'M11 21.5q2.2 2.4 4.6 0',
  Busy: 'M11.2 22h4.2',
  Cross: 'M11 23.2q2.2-2.6 4.6 0',
};

/** A bee whose face tells the mood of a colony. */
export default function Bee({ mood, className }: { mood: Mood; className?: string }) {
  return (
    <svg viewBox="0 0 48 40" className={className} aria-hidden="true">
      <g fill="#fffef4" stroke="#2b1b02" strokeWidth="1.5">
        <ellipse cx="24" cy="9.5" rx="5.5" ry="9" transform="rotate(-22 24 9.5)" />
        <ellipse cx="32" cy="9.5" rx="5.5" ry="9" transform="rotate(18 32 9.5)" />
      </g>
      <path d="M42 22l5 1.4-5 2.2z" fill="#2b1b02" />
      <rect x="6" y="14" width="37" height="19" rx="9.5" fill="#ffd84a" stroke="#2b1b02" strokeWidth="2" />
      <path d="M22 14.8v17.4M29 14.8v17.4M36 16v15" stroke="#2b1b02" strokeWidth="3.6" />
      <circle cx="11" cy="19" r="1.5" fill="#2b1b02" />
      <circle cx="16" cy="19" r="1.5" fill="#2b1b02" />
      {mood === 'Cross' && <path d="M8.6 15.8l3.6 1.6M18.6 15.8l-3.4 1.6" stroke="#2b1b02" strokeWidth="1.5" />}
      {mood === 'Busy' && <path d="M1 18h3M0 24h4M1 30h3" stroke="#2b1b02" strokeWidth="1.6" strokeLinecap="round" />}
      <path d={mouths[mood]} fill="none" stroke="#2b1b02" strokeWidth="1.5" strokeLinecap="round" />
      <path d="M10 14.5Q8 8 4.5 7M14.5 14Q14 7 10.5 4.5" fill="none" stroke="#2b1b02" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  );
}
