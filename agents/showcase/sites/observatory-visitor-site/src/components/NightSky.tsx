/** The sky over the hill: stars, the band of the Milky Way, and the open dome. */
export default function NightSky() {
  const stars = Array.from({ length: 190 }, (_, index) => ({
    x: (index * 389 + (index % 7) * 53) % 1200,
    y: (index * 211 + (index % 5) * 37) % 560,
    r: index % 23 === 0 ? 2.6 : 0.6 + ((index * 13) % 5) * 0.28,
  }));
  const bear = [
    [690, 150], [752, 128], [806, 142], [858, 172], [872, 228], [950, 236], [962, 178],
  ];
  return (
    <svg viewBox="0 0 1200 720" preserveAspectRatio="xMidYMax slice" className="absolute inset-0 h-full w-full" aria-hidden="true">
      <defs>
        <linearGradient id="dusk" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#0d1321" />
          <stop offset="0.75" stopColor="#221f47" />
          <stop offset="1" stopColor="#4a3673" />
        </linearGradient>
        <linearGradient id="beam" x1="0" y1="1" x2="0.5" y2="0">
          <stop offset="0" stopColor="mediumpurple" stopOpacity="0.5" />
          <stop offset="1" stopColor="mediumpurple" stopOpacity="0" />
        </linearGradient>
      </defs>
      <rect width="1200" height="720" fill="url(#dusk)" />
      <path d="M-50 90 C300 240 700 10 1250 330 V470 C800 150 320 380 -50 240 Z" fill="#cfc6f5" opacity="0.07" />
      <path d="M-50 130 C300 270 700 60 1250 370 V430 C800 150 320 330 -50 200 Z" fill="#cfc6f5" opacity="0.07" />
      {stars.map((star, index) => (
        <circle key={index} cx={star.x} cy={star.y} r={star.r} fill="#fff" opacity={0.35 + (index % 4) * 0.2} />
      ))}
      <polyline points={bear.map((point) => point.join(',')).join(' ')} fill="none" stroke="mediumpurple" strokeWidth="1.5" />
      {bear.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r="4" fill="#fff" />
      ))}
      <path d="M888 560 L1010 250 L1130 300 Z" fill="url(#beam)" />
      <path d="M0 690 C220 610 420 670 620 640 C760 618 800 600 880 600 C980 600 1080 640 1200 620 V720 H0 Z" fill="#0b0f1c" />
      <g fill="#0b0f1c">
        <rect x="822" y="560" width="136" height="60" />
        <path d="M822 562 A68 68 0 0 1 958 562 Z" />
      </g>
      <path d="M884 496 L930 522 L912 562 H872 Z" fill="mediumpurple" />
      <path d="M888 556 L926 484" stroke="#0b0f1c" strokeWidth="14" strokeLinecap="round" />
      <rect x="838" y="584" width="16" height="20" fill="#ffd88a" />
      <rect x="924" y="584" width="16" height="20" fill="#ffd88a" />
      {[640, 668, 690, 1010, 1040, 1088].map((x, index) => (
        <path key={x} d={`M${x} ${636 - (index % 2) * 10} l13 -${44 + (index % 3) * 10} l13 ${44 + (index % 3) * 10} Z`} fill="#0b0f1c" />
      ))}
    </svg>
  );
}
