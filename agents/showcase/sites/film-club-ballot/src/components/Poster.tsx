import type { ReactNode } from 'react';

function umbrella(x: number, y: number, colour: string) {
  return (
    <g key={`${x}-${y}`} transform={`translate(${x} ${y})`}>
      <path d="M-13 0a13 12 0 0126 0q-4-3-6.5 0-2.5-3-6.5 0-4-3-6.5 0-2.5-3-6.5 0z" fill={colour} />
      <path d="M0 0v13q0 4-4 3" fill="none" stroke={colour} strokeWidth="1.8" />
    </g>
  );
}

const drawings: Record<string, { ground: string; art: ReactNode }> = {
  umbrellas: {
    ground: '#2f5d73',
    art: (
      <>
        <path d="M5-5l-20 70M35-5L5 100M65-5L25 135M95-5L50 150M125-5L75 165M150 0L100 170" stroke="#8fb8c8" strokeWidth="1" opacity="0.6" />
        {Array.from({ length: 9 }, (_, index) => umbrella(24 + (index % 3) * 36, 42 + Math.floor(index / 3) * 38, index === 4 ? '#e5382f' : '#11222b'))}
      </>
    ),
  },
  tram: {
    ground: '#e0a33a',
    art: (
      <>
        <circle cx="60" cy="58" r="34" fill="#f7dc8c" />
        <path d="M0 128q60-18 120 0v32H0z" fill="#2a5a63" />
        <path d="M50 160l8-42h4l8 42" fill="none" stroke="#f6efe2" strokeWidth="2.5" />
        <path d="M60 30V62" stroke="#2b1712" strokeWidth="2" />
        <rect x="38" y="62" width="44" height="52" rx="7" fill="#8c1f1f" />
        <path d="M44 70h14v18H44zM62 70h14v18H62z" fill="#f7dc8c" />
        <circle cx="60" cy="100" r="5" fill="#f6efe2" />
      </>
    ),
  },
  static: {
    ground: '#16161a',
    art: (
      <>
        {Array.from({ length: 16 }, (_, row) => (
          <path key={row} d={`M12 ${24 + row * 6.5}h96`} stroke={row % 3 ? '#d9d9e3' : '#59d0c3'} strokeWidth="2.6" strokeDasharray={`${(row * 7) % 17 + 4} ${(row * 5) % 9 + 3}`} />
        ))}
        <path d="M60 36c18 0 24 13 22 30-1 17-10 30-22 30S39 83 38 66c-2-17 4-30 22-30z" fill="#16161a" stroke="#d9d9e3" strokeWidth="2" />
        <path d="M48 62h7M65 62h7M53 82h14" stroke="#59d0c3" strokeWidth="3" />
      </>
    ),
  },
  salt: {
    ground: '#0d4a4f',
    art: (
      <>
        <path d="M0 52q15-8 30 0t30 0 30 0 30 0V0H0z" fill="#f0b9a0" />
        <path d="M44 44h32l-7 9H51zM60 44V16l15 24z" fill="#3b1420" />
        <path d="M20 152V92q40-34 80 0v60z" fill="#7a1f35" />
        <path d="M32 152V98q28-22 56 0v54z" fill="#0d4a4f" />
        <path d="M28 96q6 30-4 56M40 90q4 34-2 62M92 96q-6 30 4 56M80 90q-4 34 2 62" stroke="#b23a55" strokeWidth="4" fill="none" />
      </>
    ),
  },
  pigeon: {
    ground: '#d9cbb0',
    art: (
      <>
        <path d="M22 150V84h76v66z" fill="#8e1616" />
        <path d="M22 84l38 34 38-34z" fill="#c84b3a" />
        <ellipse cx="58" cy="62" rx="27" ry="18" fill="#4d5a6b" transform="rotate(-14 58 62)" />
        <circle cx="84" cy="40" r="10" fill="#4d5a6b" />
        <path d="M93 38l10 4-10 3z" fill="#e0a33a" />
        <circle cx="86" cy="38" r="2" fill="#fff" />
        <path d="M34 62L10 76l28 4zM44 56q14-4 24 6-12 10-24 6z" fill="#2e3844" />
        <path d="M72 26h24v4H72zM77 12h14v14H77z" fill="#1b1b1e" />
      </>
    ),
  },
  comet: {
    ground: '#2a1f4e',
    art: (
      <>
        <path d="M104 22L18 84l8 8z" fill="#ffe3a8" opacity="0.85" />
        <circle cx="104" cy="24" r="8" fill="#fff" />
        <path d="M20 20h2M48 34h2M30 52h2M84 70h2M64 14h2M100 96h2M12 100h2" stroke="#fff" strokeWidth="2" />
        <path d="M0 132l18-16 14 10 20-22 22 20 16-10 30 22v30H0z" fill="#110b26" />
        <path d="M22 150v-12l8-7 8 7v12zM52 150v-14l9-8 9 8v14zM84 150v-11l8-7 8 7v11z" fill="#3b2c6b" />
        <path d="M58 150v-8h6v8zM28 150v-6h4v6zM90 150v-5h4v5z" fill="#ffc76b" />
      </>
    ),
  },
};

/** The drawn poster of a film. */
export default function Poster({ id, title, className }: { id: string; title: string; className?: string }) {
  const drawing = drawings[id];
  return (
    <svg viewBox="0 0 120 160" role="img" aria-label={`Poster of ${title}`} className={className} preserveAspectRatio="xMidYMid slice">
      <rect width="120" height="160" fill={drawing.ground} />
      {drawing.art}
      <rect x="4" y="4" width="112" height="152" fill="none" stroke="#f6efe2" strokeWidth="1.2" opacity="0.7" />
    </svg>
  );
}
