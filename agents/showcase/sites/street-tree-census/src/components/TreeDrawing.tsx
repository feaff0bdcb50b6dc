interface Props {
  height: number;
  species: string;
  x?: number;
  ground?: number;
  scale?: number;
}

/** One tree as an SVG group: crown and trunk scaled to its height in metres. */
export default function TreeDrawing({ height, species, x = 0, ground = 0, scale = 6 }: Props) {
  const size = height * scale;
  const narrow = /birch|Ginkgo|Hornbeam|cherry/.test(species);
  const crown = size * (narrow ? 0.22 : 0.32);
  const greens = ['#0b5d1e', '#23783a', '#3f8f4f'];
  const tone = greens[species.length % 3];
  return (
    <g transform={`translate(${x} ${ground})`}>
      <path d={`M${-size * 0.035} 0 L${-size * 0.02} ${-size * 0.5} H${size * 0.02} L${size * 0.035} 0 Z`} fill="#6b4a2f" />
      <ellipse cx="0" cy={-size * 0.64} rx={crown} ry={size * 0.36} fill={tone} />
      <ellipse cx={-crown * 0.4} cy={-size * 0.52} rx={crown * 0.6} ry={size * 0.22} fill={tone} />
      <ellipse cx={crown * 0.35} cy={-size * 0.74} rx={crown * 0.5} ry={size * 0.18} fill="#ffffff" opacity="0.12" />
    </g>
  );
}
