/** A night train under the stars, drawn once for the departure hall. */
export default function NightLine() {
  const stars = Array.from({ length: 44 }, (_, index) => ({
    x: 520 + ((index * 173) % 480),
    y: (index * 61) % 120,
    r: 0.7 + ((index * 7) % 5) * 0.35,
  }));
  return (
    <svg viewBox="0 0 1000 220" preserveAspectRatio="xMaxYMax slice" className="absolute inset-0 h-full w-full" aria-hidden="true">
      <defs>
        <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#10162f" />
          <stop offset="1" stopColor="#2b315f" />
        </linearGradient>
      </defs>
      <rect width="1000" height="220" fill="url(#sky)" />
      {stars.map((star) => (
        <circle key={`${star.x}-${star.y}`} cx={star.x} cy={star.y} r={star.r} fill="#f3f0e4" opacity="0.75" />
      ))}
      <path d="M862 26 a27 27 0 1 0 21 44 a23 23 0 0 1 -21 -44 Z" fill="goldenrod" className="hidden sm:block" />
      <path d="M0 170 L120 110 L230 165 L380 90 L520 168 L660 105 L800 170 L910 125 L1000 165 V220 H0 Z" fill="#1a2148" />
      <path d="M0 190 Q250 160 500 186 T1000 180 V220 H0 Z" fill="#131936" />
      <g transform="translate(470 168)">
        {[0, 1, 2, 3].map((coach) => (
          <g key={coach} transform={`translate(${coach * 112} 0)`}>
            <rect width="106" height="30" rx="5" fill="#39437a" />
            {[0, 1, 2, 3, 4].map((pane) => (
              <rect key={pane} x={9 + pane * 19} y="8" width="12" height="9" rx="2" fill="goldenrod" opacity={(coach + pane) % 3 === 0 ? 0.35 : 1} />
            ))}
          </g>
        ))}
        <path d="M448 0 h46 q28 6 34 30 h-80 Z" fill="#39437a" />
        <rect x="462" y="8" width="20" height="9" rx="2" fill="goldenrod" />
        <path d="M530 26 L660 14 L660 44 Z" fill="goldenrod" opacity="0.18" />
      </g>
      <rect y="200" width="1000" height="3" fill="#55609c" />
    </svg>
  );
}
