import { Link } from 'react-router-dom';

/** The wood kiln in section: firebox, chamber, chimney. */
function Kiln() {
  return (
    <svg viewBox="0 0 480 300" className="w-full" role="img" aria-label="The wood kiln, drawn in section">
      <rect width="480" height="300" fill="#f3e2d3" />
      <path d="M0 258 H480 V300 H0 Z" fill="#d9bfae" />
      <path d="M60 258 V170 C60 90 150 70 250 80 C300 84 330 100 340 130 V40 H388 V258 Z" fill="sienna" />
      <path d="M86 258 V180 C86 116 158 98 250 106 C300 110 318 130 322 166 V258 Z" fill="#33211a" />
      <path d="M96 258 C90 216 124 220 118 186 C146 204 138 228 150 258 Z" fill="#f0a04b" />
      <path d="M110 258 C108 236 126 236 124 216 C138 230 134 244 138 258 Z" fill="#ffe2a8" />
      {[0, 1, 2].map((shelf) => (
        <g key={shelf}>
          <rect x="176" y={158 + shelf * 36} width="134" height="4" fill="#d9bfae" />
          {[0, 1, 2, 3].map((pot) => (
            <path key={pot} d={`M${184 + pot * 32} ${136 + shelf * 36} h20 l-3 22 h-14 Z`} fill={['#9db8a0', '#d9c7a8', '#8a4f2d'][(pot + shelf) % 3]} />
          ))}
        </g>
      ))}
      <path d="M364 32 C350 14 376 8 362 -8" stroke="#b98560" strokeWidth="6" fill="none" strokeLinecap="round" />
      {[0, 1, 2, 3, 4].map((log) => (
        <circle key={log} cx={418 + (log % 3) * 20} cy={248 - Math.floor(log / 3) * 18} r="9" fill="#b98560" stroke="#7d3f20" strokeWidth="2" />
      ))}
    </svg>
  );
}

export default function Studio() {
  return (
    <section className="wrap py-12">
      <h1 className="max-w-3xl text-5xl font-bold leading-tight tracking-tight">Two wheels, one kiln, and a lot of split ash</h1>
      <div className="mt-8 grid gap-10 md:grid-cols-2">
        <Kiln />
        <div className="space-y-4 text-lg">
          <p>
            Hedda Brook throws everything that pours; Tomas Reyl throws everything that holds. They share one shed, one radio and a rule: a
            piece leaves only when both would keep it.
          </p>
          <p>
            Four times a year they stack the wood kiln with three hundred pots and feed it for thirty hours. The ash lands where it wants, so
            each firing writes its own pattern into the glaze.
          </p>
          <Link to="/" className="fill">
            See the last firing
          </Link>
        </div>
      </div>
      <ul className="mt-12 grid gap-5 sm:grid-cols-3">
        {[
          ['30 hours', 'of stoking, day and night, to reach 1,290 degrees.'],
          ['3 glazes', 'mixed from ash, iron and feldspar, and nothing else.'],
          ['9 in 10', 'pots survive. The tenth becomes the path to the shed.'],
        ].map(([figure, text]) => (
          <li key={figure} className="bg-[sienna] p-6 text-white">
            <p className="serif text-3xl font-bold">{figure}</p>
            <p className="mt-1">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
