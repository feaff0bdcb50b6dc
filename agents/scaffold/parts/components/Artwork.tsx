import Icon from './Icon';

interface Props {
  seed: number;
  icon: string;
  className?: string;
  iconClass?: string;
}

/** A drawn picture: its pattern follows the seed, its colours follow the site. */
export default function Artwork({ seed, icon, className = '', iconClass = 'h-8 w-8' }: Props) {
  const kind = seed % 5;
  const turn = (seed * 47) % 360;
  const shift = (seed * 29) % 90;
  return (
    <div className={`relative overflow-hidden bg-tint ${className}`} aria-hidden="true">
      <svg viewBox="0 0 200 140" preserveAspectRatio="xMidYMid slice" className="absolute inset-0 h-full w-full text-brand">
        <rect width="200" height="140" fill="currentColor" opacity={0.05 + (seed % 3) * 0.05} />
        {kind === 0 &&
          [70, 54, 38, 22].map((radius, index) => (
            <circle key={radius} cx={150 - shift / 2} cy={40 + shift / 3} r={radius} fill="currentColor" opacity={0.1 + index * 0.09} />
          ))}
        {kind === 1 &&
          [0, 1, 2, 3].map((wave) => (
            <path
              key={wave}
              d={`M-10 ${60 + wave * 22} Q 40 ${30 + wave * 22 + shift / 4} 90 ${62 + wave * 20} T 210 ${48 + wave * 22} V150 H-10 Z`}
              fill="currentColor"
              opacity={0.13 + wave * 0.08}
            />
          ))}
        {kind === 2 && (
          <g transform={`rotate(${turn} 100 70)`} fill="currentColor">
            {[0, 1, 2, 3, 4, 5, 6].map((bar) => (
              <rect key={bar} x={-60 + bar * 46} y="-90" width={12 + ((seed + bar) % 4) * 8} height="320" opacity={0.1 + ((seed + bar) % 4) * 0.07} />
            ))}
          </g>
        )}
        {kind === 3 && (
          <g fill="currentColor">
            <path d="M0 140 L60 50 L105 110 L140 70 L200 140 Z" opacity="0.35" />
            <path d="M0 140 L35 100 L90 132 L150 88 L200 128 V140 Z" opacity="0.5" />
            <circle cx={40 + shift} cy="38" r="17" opacity="0.3" />
          </g>
        )}
        {kind === 4 &&
          [0, 1, 2, 3, 4, 5, 6, 7].flatMap((column) =>
            [0, 1, 2, 3, 4].map((row) => (
              <circle
                key={`${column}-${row}`}
                cx={14 + column * 25}
                cy={14 + row * 28}
                r={3 + ((seed * 3 + column * 5 + row * 7) % 7)}
                fill="currentColor"
                opacity={0.14 + ((seed + column + row) % 4) * 0.1}
              />
            )),
          )}
      </svg>
      <span className="absolute inset-0 flex items-center justify-center">
        <span className="flex rounded-full bg-surface p-3.5 text-accent shadow-sm">
          <Icon name={icon} className={iconClass} />
        </span>
      </span>
    </div>
  );
}
