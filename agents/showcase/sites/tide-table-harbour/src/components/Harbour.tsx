const zero = 262;
const perMetre = 24;

function House({ x, width, height, tone }: { x: number; width: number; height: number; tone: string }) {
  const top = 96 - height;
  return (
    <g>
      <path d={`M${x} 96V${top}l${width / 2}-${width / 2.6} ${width / 2} ${width / 2.6}V96z`} fill={tone} />
      <path d={`M${x + width * 0.2} ${top + 10}h${width * 0.2}v12h-${width * 0.2}zM${x + width * 0.6} ${top + 10}h${width * 0.2}v12h-${width * 0.2}z`} fill="#f2f7f9" />
    </g>
  );
}

/** The harbour, with the water as high as it stands now. */
export default function Harbour({ height, className }: { height: number; className?: string }) {
  const water = zero - height * perMetre;
  return (
    <svg viewBox="0 0 1200 280" preserveAspectRatio="xMaxYMid slice" className={className} role="img" aria-label="The harbour wall, with the water at its present height">
      <rect width="1200" height="280" fill="#e4eff4" />
      <path d="M0 150q120-44 260-30t240-16 360 30v160H0z" fill="#c6dbe4" />
      <path d="M560 120V62h18v58z" fill="#ffffff" />
      <path d="M556 62h26l-6-14h-14zM560 82h18v14h-18z" fill="#c8462f" />
      <g stroke="#0a2733" strokeWidth="2.5" fill="none" strokeLinecap="round">
        <path d="M320 60q10-10 16 0 6-10 16 0M396 38q8-8 13 0 5-8 13 0M690 50q9-9 14 0 5-9 14 0" />
      </g>
      <g transform={`translate(0 ${water})`}>
        <g>
          <path d="M640-4h120l-14 26h-88z" fill="#c8462f" />
          <path d="M672-4v-26h40v26z" fill="#fff" />
          <path d="M680-24h9v9h-9zM695-24h9v9h-9z" fill="#0b4f6c" />
          <path d="M738-4v-58M738-58l-52 26" stroke="#0a2733" strokeWidth="3" />
        </g>
        <g>
          <path d="M430-2h76l-12 18h-52z" fill="#0a2733" />
          <path d="M466-2v-70l34 60z" fill="#ffffff" />
          <path d="M461-2v-62l-26 54z" fill="#dfeaf0" />
          <path d="M464-2v-74" stroke="#0a2733" strokeWidth="3" />
        </g>
        <path d="M0 4q20-10 40 0t40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0V300H0z" fill="#2f86a8" opacity="0.88" />
        <path d="M30 30h60M210 52h80M420 38h44M560 60h70M120 84h90M700 36h60" stroke="#9fd0e2" strokeWidth="3" strokeLinecap="round" />
      </g>
      <path d="M820 280V96h380v184z" fill="#0b4f6c" />
      <path d="M812 90h388v12H812z" fill="#083c53" />
      <path d="M850 130h60M930 130h80M1040 130h70M870 165h80M980 165h60M1070 165h90M850 200h50M930 200h90M1050 200h60M880 235h70M980 235h90M1100 235h70" stroke="#14678a" strokeWidth="4" />
      <House x={870} width={70} height={30} tone="#c8462f" />
      <House x={942} width={62} height={46} tone="#0a2733" />
      <House x={1006} width={76} height={34} tone="#e0a458" />
      <House x={1084} width={64} height={50} tone="#3f7d94" />
      <House x={1150} width={70} height={30} tone="#c8462f" />
      <rect x="822" y="104" width="30" height="176" fill="#f2f7f9" />
      {[0, 1, 2, 3, 4, 5, 6].map((metre) => (
        <g key={metre}>
          <path d={`M822 ${zero - metre * perMetre}h12M822 ${zero - (metre + 0.5) * perMetre}h7`} stroke="#0a2733" strokeWidth="2.5" />
          <text x="838" y={zero - metre * perMetre + 5} fontSize="14" fontWeight="700" fill="#0a2733">
            {metre}
          </text>
        </g>
      ))}
      <path d={`M806 ${water - 8}l14 8-14 8z`} fill="#e0702b" />
    </svg>
  );
}
