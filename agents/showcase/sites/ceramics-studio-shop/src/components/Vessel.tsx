import { glazes } from '../data/pieces';
import type { Piece, Shape } from '../data/pieces';

const outlines: Record<Shape, string> = {
  bowl: 'M40 92 H160 C158 128 132 146 116 148 V154 H84 V148 C68 146 42 128 40 92 Z',
  vase: 'M88 34 H112 C110 58 116 66 128 84 C146 112 130 150 114 156 H86 C70 150 54 112 72 84 C84 66 90 58 88 34 Z',
  mug: 'M64 72 H130 L126 154 H68 Z M130 88 C164 84 162 134 127 130 V120 C146 124 148 96 129 98 Z',
  jug: 'M76 46 L126 40 L120 62 C140 84 140 134 120 156 H80 C58 134 60 88 80 66 Z M124 76 C166 64 160 132 128 128 V117 C146 120 148 82 126 88 Z',
  plate: 'M24 116 H176 C170 138 138 146 124 147 V152 H76 V147 C62 146 30 138 24 116 Z',
  teapot: 'M62 96 C62 74 80 66 100 66 C120 66 138 74 138 96 C140 122 130 144 120 150 H80 C70 144 60 122 62 96 Z M60 104 C44 100 38 84 30 76 L44 72 C52 80 58 88 68 92 Z M136 90 C170 76 172 134 134 128 V117 C154 122 154 92 136 100 Z M92 58 A8 8 0 1 1 108 58 L106 66 H94 Z',
  bottle: 'M92 22 H108 V66 C128 80 130 100 126 156 H74 C70 100 72 80 92 66 Z',
  jar: 'M66 70 H134 C140 100 138 134 130 156 H70 C62 134 60 100 66 70 Z M72 54 H128 V66 H72 Z M92 44 H108 V54 H92 Z',
};

/** A piece drawn as a silhouette with its glaze running down from the rim. */
export default function Vessel({ piece, className = '' }: { piece: Piece; className?: string }) {
  const glaze = glazes[piece.glaze];
  const mark = `glaze-${piece.id}`;
  return (
    <svg viewBox="0 0 200 190" className={className} role="img" aria-label={`${piece.name}, drawn`}>
      <defs>
        <linearGradient id={mark} x1="0" x2="1" y1="0" y2="0.2">
          <stop offset="0" stopColor={glaze.light} />
          <stop offset="0.45" stopColor={glaze.body} />
          <stop offset="1" stopColor={glaze.body} />
        </linearGradient>
        <clipPath id={`${mark}-shape`}>
          <path d={outlines[piece.shape]} />
        </clipPath>
      </defs>
      <ellipse cx="102" cy="158" rx="66" ry="9" fill="#33211a" opacity="0.14" />
      <path d={outlines[piece.shape]} fill={`url(#${mark})`} />
      <g clipPath={`url(#${mark}-shape)`}>
        <path d="M0 140 C40 132 60 150 92 141 S150 134 200 143 V190 H0 Z" fill="#b98560" />
        {[60, 78, 96, 114].map((height) => (
          <path key={height} d={`M0 ${height} Q100 ${height + 7} 200 ${height}`} stroke={glaze.light} strokeWidth="1.4" fill="none" opacity="0.55" />
        ))}
        {piece.glaze === 'Oatmeal' &&
          Array.from({ length: 40 }, (_, index) => (
            <circle key={index} cx={30 + ((index * 53) % 140)} cy={50 + ((index * 31) % 100)} r="1.1" fill="#7d5a3c" opacity="0.6" />
          ))}
      </g>
    </svg>
  );
}
