import type { Art } from '../data/seeds';

const green = '#2f6b3a';
const leaf = 'M0 0C8 -10 26 -10 36 0C26 10 8 10 0 0z';

function Leaf({ x, y, turn, size = 1, wide = 1, fill = green }: { x: number; y: number; turn: number; size?: number; wide?: number; fill?: string }) {
  return (
    <g transform={`translate(${x} ${y}) rotate(${turn}) scale(${size} ${size * wide})`}>
      <path d={leaf} fill={fill} />
      <path d="M3 0H30" stroke="#fff" strokeOpacity="0.45" strokeWidth="1.3" fill="none" />
    </g>
  );
}

function Stem({ d, colour = green, width = 3 }: { d: string; colour?: string; width?: number }) {
  return <path d={d} fill="none" stroke={colour} strokeWidth={width} strokeLinecap="round" />;
}

function Tomato({ colour }: { colour: string }) {
  const fruit = (x: number, y: number, radius: number) => (
    <g key={x} transform={`translate(${x} ${y})`}>
      <ellipse rx={radius} ry={radius * 0.88} fill={colour} />
      <path d={`M${-radius * 0.6} ${-radius * 0.2}q4 ${-radius * 0.4} 12 ${-radius * 0.45}`} stroke="#fff" strokeOpacity="0.5" strokeWidth="3" strokeLinecap="round" fill="none" />
      {[-160, -125, -90, -55, -20].map((turn) => (
        <Leaf key={turn} x={0} y={-radius * 0.82} turn={turn + 180 * Number(turn === -90)} size={0.34} />
      ))}
    </g>
  );
  return (
    <>
      <Stem d="M18 20Q62 6 98 26M46 14V40M84 20V62" />
      <Leaf x={20} y={20} turn={70} size={0.8} />
      <Leaf x={98} y={26} turn={40} size={0.6} />
      {[fruit(46, 62, 26), fruit(85, 83, 20)]}
    </>
  );
}

function Carrot({ colour }: { colour: string }) {
  return [
    [44, -9],
    [78, 11],
  ].map(([x, turn]) => (
    <g key={x} transform={`rotate(${-turn} ${x} 60)`}>
      {[-34, -14, 8, 30].map((lean) => (
        <g key={lean} transform={`rotate(${lean} ${x} 48)`}>
          <Stem d={`M${x} 48V12M${x} 22l-6 -6M${x} 22l6 -6M${x} 32l-6 -6M${x} 32l6 -6`} width={2.4} />
        </g>
      ))}
      <path d={`M${x - 13} 52Q${x} 42 ${x + 13} 52Q${x + 10} 88 ${x} 112Q${x - 10} 88 ${x - 13} 52z`} fill={colour} />
      <path d={`M${x - 11} 62h9M${x + 2} 74h8M${x - 8} 84h6`} stroke="#fff" strokeOpacity="0.5" strokeWidth="2" strokeLinecap="round" />
    </g>
  ));
}

function Chard({ colour }: { colour: string }) {
  return [
    [-28, '#e0a02b', 0.82],
    [28, '#d9512f', 0.82],
    [0, colour, 1],
  ].map(([turn, stem, size]) => (
    <g key={stem} transform={`translate(60 112) rotate(${turn}) scale(${size})`}>
      <path d="M0 -34C-26 -40 -24 -60 -19 -66C-27 -78 -16 -92 -10 -94Q-6 -104 0 -104Q6 -104 10 -94C16 -92 27 -78 19 -66C24 -60 26 -40 0 -34z" fill={green} stroke="#dcefd9" strokeWidth="1.5" />
      <Stem d="M0 0V-92M0 -52l-11 -9M0 -52l11 -9M0 -72l-9 -8M0 -72l9 -8" colour={String(stem)} width={4} />
    </g>
  ));
}

function Bean({ colour }: { colour: string }) {
  return (
    <>
      <Stem d="M60 112C30 92 92 78 58 56S70 28 60 10" />
      <Leaf x={64} y={82} turn={-20} size={0.9} wide={1.4} />
      <Leaf x={56} y={54} turn={200} size={0.9} wide={1.4} />
      <path d="M78 34q22 22 12 58q-16 -22 -16 -54z" fill="#5b9a45" />
      <path d="M40 62q-18 18 -8 46q13 -18 12 -44z" fill="#5b9a45" />
      {[
        [60, 14],
        [46, 28],
        [74, 26],
      ].map(([x, y]) => (
        <path key={x} d={`M${x} ${y}q-12 -12 -2 -16q4 3 2 8q2 -9 10 -7q3 10 -10 15z`} fill={colour} />
      ))}
    </>
  );
}

function Sprig({ colour, stem, wide }: { colour: string; stem: string; wide: number }) {
  return (
    <>
      <Stem d="M60 114Q57 70 60 22" colour={stem} />
      {[0, 1, 2, 3, 4].map((level) => {
        const [y, size] = [96 - level * 17, 1.02 - level * 0.15];
        return (
          <g key={level}>
            <Leaf x={60} y={y} turn={-30} size={size} wide={wide} fill={colour} />
            <Leaf x={60} y={y} turn={210} size={size} wide={wide} fill={colour} />
          </g>
        );
      })}
      <Leaf x={60} y={26} turn={-90} size={0.5} wide={wide} fill={colour} />
    </>
  );
}

function Bloom({ colour, heart, petals, length, misty }: Extract<Art, { form: 'bloom' }>) {
  const turns = Array.from({ length: petals }, (_, index) => (index * 360) / petals);
  return (
    <>
      <Stem d="M60 46Q64 82 58 114" />
      <Leaf x={61} y={92} turn={-35} size={0.85} />
      <Leaf x={60} y={102} turn={215} size={0.75} />
      <g transform="translate(60 44)">
        {misty && turns.map((turn) => <path key={turn} transform={`rotate(${turn + 20})`} d="M0 0H38M26 0l8 -5M26 0l8 5" stroke="#5b9a45" strokeWidth="1.4" fill="none" />)}
        {turns.map((turn) => (
          <path key={turn} transform={`rotate(${turn})`} d={`M4 0Q${length * 0.7} ${-length * 0.36} ${length + 8} 0Q${length * 0.7} ${length * 0.36} 4 0z`} fill={colour} stroke="#fff" strokeOpacity="0.35" strokeWidth="0.8" />
        ))}
        <circle r={length * 0.42} fill={heart} />
        {turns.map((turn) => (
          <circle key={turn} transform={`rotate(${turn + 10})`} cx={length * 0.26} r="1.3" fill="#f4d77a" />
        ))}
      </g>
    </>
  );
}

/** A plant in the manner of an old seed packet. */
export default function Botanical({ art, className = '' }: { art: Art; className?: string }) {
  return (
    <svg viewBox="0 0 120 120" className={className} aria-hidden="true">
      {art.form === 'tomato' && <Tomato colour={art.colour} />}
      {art.form === 'carrot' && <Carrot colour={art.colour} />}
      {art.form === 'chard' && <Chard colour={art.colour} />}
      {art.form === 'bean' && <Bean colour={art.colour} />}
      {art.form === 'sprig' && <Sprig colour={art.colour} stem={art.stem} wide={art.wide} />}
      {art.form === 'bloom' && <Bloom {...art} />}
    </svg>
  );
}
