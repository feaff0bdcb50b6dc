import type { Design } from '../data/designs';

const marks: Record<string, string> = {
  koi: 'M34 62 C44 48 62 48 70 60 L82 52 V72 L70 64 C62 76 44 76 34 62 Z',
  moon: 'M62 40 A24 24 0 1 0 74 78 A20 20 0 0 1 62 40 Z',
  wave: 'M30 56 q7 -10 14 0 t14 0 t14 0 M30 66 q7 -10 14 0 t14 0 t14 0 M30 76 q7 -10 14 0 t14 0 t14 0',
  lotus: 'M56 40 C66 52 66 64 56 74 C46 64 46 52 56 40 Z M36 52 C50 52 56 62 56 76 C42 76 36 66 36 52 Z M76 52 C62 52 56 62 56 76 C70 76 76 66 76 52 Z',
  pine: 'M56 38 L70 56 H62 L76 72 H60 V84 H52 V72 H36 L50 56 H42 Z',
  star: 'M56 38 L62 54 L79 55 L66 66 L70 82 L56 73 L42 82 L46 66 L33 55 L50 54 Z',
  fan: 'M56 80 L32 56 A34 34 0 0 1 80 56 Z M56 80 V46 M56 80 L42 49 M56 80 L70 49',
  drum: 'M38 46 H74 V76 H38 Z M38 46 L74 76 M74 46 L38 76',
  crane: 'M30 70 L56 58 L50 40 L64 56 L84 46 L68 66 L60 80 L54 68 Z',
  rain: 'M42 46 v14 M56 40 v14 M70 46 v14 M48 66 v14 M64 66 v14',
};

interface Props {
  design: Design;
  lit: boolean;
  className?: string;
}

/** A paper lantern; its picture is only seen when it is lit. */
export default function Lantern({ design, lit, className = '' }: Props) {
  const body = lit ? design.colour : '#2f5866';
  const line = lit ? design.light : '#557f8d';
  const drawn = ['wave', 'rain', 'fan', 'drum'].includes(design.id);
  return (
    <svg viewBox="0 0 112 132" className={className} aria-hidden="true">
      {lit && <circle cx="56" cy="62" r="54" fill={design.light} opacity="0.16" />}
      <path d="M56 0 V14" stroke="#8a9ea5" strokeWidth="2" />
      <rect x="40" y="14" width="32" height="8" rx="2" fill={lit ? 'orange' : '#b57a1c'} />
      <path d="M40 22 H72 C100 34 100 90 72 102 H40 C12 90 12 34 40 22 Z" fill={body} />
      {[32, 47, 62, 77, 92].map((y, index) => {
        const half = [33, 40, 42, 40, 33][index];
        return <path key={y} d={`M${56 - half} ${y} Q56 ${y + 5} ${56 + half} ${y}`} fill="none" stroke={line} strokeWidth="1.4" opacity="0.7" />;
      })}
      {lit && (
        <path
          d={marks[design.id]}
          fill={drawn ? 'none' : '#fffaf0'}
          stroke={drawn ? '#fffaf0' : design.colour}
          strokeWidth={drawn ? 4 : 1.5}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
      <rect x="42" y="102" width="28" height="7" rx="2" fill={lit ? 'orange' : '#b57a1c'} />
      <path d="M50 109 V126 M56 109 V131 M62 109 V126" stroke={lit ? 'orange' : '#b57a1c'} strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}
