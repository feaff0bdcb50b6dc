interface Props {
  label: string;
  value: number;
  unit: string;
  low: number;
  high: number;
  note: string;
}

function point(share: number, radius: number): [number, number] {
  const angle = Math.PI * (0.75 + 1.5 * share);
  return [100 + radius * Math.cos(angle), 100 + radius * Math.sin(angle)];
}

function arc(share: number): string {
  const [x, y] = point(0, 78);
  const [endX, endY] = point(Math.max(share, 0.001), 78);
  return `M${x} ${y} A78 78 0 ${share > 0.667 ? 1 : 0} 1 ${endX} ${endY}`;
}

export default function Gauge({ label, value, unit, low, high, note }: Props) {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  const [x, y] = point(share, 56);
  return (
    <figure className="card flex items-center gap-4 p-4">
      <svg viewBox="0 0 200 180" className="w-36 shrink-0" role="img" aria-label={`${label}: ${value} ${unit}`}>
        <path d={arc(1)} fill="none" stroke="#dde8ee" strokeWidth="14" strokeLinecap="round" />
        <path d={arc(share)} fill="none" stroke="crimson" strokeWidth="14" strokeLinecap="round" />
        {Array.from({ length: 11 }, (_, tick) => {
          const [fromX, fromY] = point(tick / 10, 64);
          const [toX, toY] = point(tick / 10, tick % 5 === 0 ? 54 : 60);
          return <line key={tick} x1={fromX} y1={fromY} x2={toX} y2={toY} stroke="#7d96a4" strokeWidth="2" />;
        })}
        <line x1="100" y1="100" x2={x} y2={y} stroke="#14242e" strokeWidth="5" strokeLinecap="round" />
        <circle cx="100" cy="100" r="8" fill="#14242e" />
      </svg>
      <figcaption>
        <span className="muted block text-sm font-semibold">{label}</span>
        <span className="block text-3xl font-bold">
          {value} <span className="text-base">{unit}</span>
        </span>
        <span className="muted text-sm">{note}</span>
      </figcaption>
    </figure>
  );
}
