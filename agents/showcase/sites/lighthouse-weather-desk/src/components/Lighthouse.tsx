/** The tower on its rock, with the beam over the sea. */
export default function Lighthouse() {
  return (
    <svg viewBox="0 0 300 520" preserveAspectRatio="xMidYMax slice" className="h-full min-h-[20rem] w-full" role="img" aria-label="The lighthouse on its rock">
      <rect width="300" height="520" fill="#d7e6ee" />
      <circle cx="236" cy="84" r="30" fill="#fff" />
      <path d="M150 104 L-40 40 V168 Z" fill="#fff" opacity="0.75" />
      <path d="M0 392 Q50 376 100 392 T200 392 T300 392 V520 H0 Z" fill="#8fb4c6" />
      <path d="M0 424 Q50 408 100 424 T200 424 T300 424 V520 H0 Z" fill="#5d8ca3" />
      <path d="M66 470 C80 410 116 396 150 396 C196 396 232 420 246 470 L300 520 H20 Z" fill="#31444f" />
      <path d="M122 132 H178 L194 404 H106 Z" fill="#fff" />
      <path d="M119.5 176 H180.5 L183.400 226 H116.600 Z M113.800 272 H186.200 L189 322 H111 Z M108.500 366 H191.500 L194 404 H106 Z" fill="crimson" />
      <rect x="112" y="122" width="76" height="12" rx="3" fill="#14242e" />
      <rect x="128" y="84" width="44" height="38" fill="#ffe7a3" stroke="#14242e" strokeWidth="4" />
      <path d="M150 84 V122 M128 103 H172" stroke="#14242e" strokeWidth="3" />
      <path d="M120 84 Q150 44 180 84 Z" fill="crimson" />
      <circle cx="150" cy="56" r="5" fill="#14242e" />
      <rect x="141" y="240" width="18" height="26" rx="9" fill="#14242e" />
      <rect x="138" y="366" width="24" height="38" rx="12" fill="#14242e" />
      <path d="M30 250 q8 -8 16 0 q8 -8 16 0 M222 200 q8 -8 16 0 q8 -8 16 0" stroke="#31444f" strokeWidth="3" fill="none" />
    </svg>
  );
}
