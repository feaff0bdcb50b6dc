/** The street at three in the morning: one window is lit. */
export default function BakeryWindow({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 480 420" className={className} preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <rect width="480" height="420" fill="maroon" />
      <g fill="papayawhip">
        {[30, 96, 150, 204, 268, 330, 372, 448].map((x, index) => (
          <circle key={x} cx={x} cy={26 + ((index * 53) % 90)} r={index % 3 ? 1.6 : 2.6} />
        ))}
      </g>
      <path d="M400 36c-22 0-38 17-38 38s17 38 38 38c9 0 17-3 23-8-20-1-34-15-34-32 0-16 10-30 25-35-4-1-9-1-14-1z" fill="#f2b457" />
      <path d="M0 420V190l56-44 56 44v230zM388 420V206l46-40 46 40v214z" fill="#5a0000" />
      <path d="M88 420V172L240 96l152 76v248z" fill="#4a0606" />
      <path d="M300 118V76h30v57z" fill="#4a0606" />
      <path d="M314 66q-14-10 0-22t0-24" fill="none" stroke="papayawhip" strokeWidth="5" strokeLinecap="round" opacity="0.6" />
      <rect x="118" y="218" width="164" height="120" rx="6" fill="#ffcf7d" />
      <path d="M118 272h164M118 304h164" stroke="#a85a17" strokeWidth="4" />
      <g fill="#b8641c">
        <path d="M130 270q0-22 20-22t20 22zM178 270q0-26 22-26t22 26zM232 270q0-20 20-20t20 20z" />
        <path d="M128 302q4-16 34-16t34 16zM206 302q4-18 32-18t32 18z" />
      </g>
      <path d="M142 254l6 8M152 252l6 8M192 250l8 8M204 250l7 8M244 254l6 8" stroke="#ffe9c4" strokeWidth="2.5" />
      <path d="M160 338v-20q0-10 12-10h14q12 0 12 10v20z" fill="#4a0606" />
      <circle cx="179" cy="296" r="12" fill="#4a0606" />
      <path d="M164 290q-4-18 15-18t15 18z" fill="#fffaf1" />
      <rect x="306" y="236" width="58" height="184" rx="4" fill="#7d1a0e" />
      <rect x="316" y="248" width="38" height="60" fill="#ffcf7d" />
      <circle cx="355" cy="334" r="4" fill="#f2b457" />
      <path d="M108 214h184l12-32H96z" fill="papayawhip" />
      <path d="M96 182h26l-5 32h-21zM148 182h26l-1 32h-22zM200 182h26l2 32h-22zM252 182h26l5 32h-22z" fill="#b03a2e" transform="translate(6 0)" />
      <circle cx="240" cy="140" r="20" fill="papayawhip" />
      <path d="M240 140v-13M240 140h10" stroke="maroon" strokeWidth="3.5" strokeLinecap="round" />
      <path d="M0 404h480v16H0z" fill="#2e0303" />
      <path d="M118 338l-40 66h240l-36-66z" fill="#ffcf7d" opacity="0.18" />
    </svg>
  );
}
