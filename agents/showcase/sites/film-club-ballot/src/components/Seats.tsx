/** The back row, seen from behind, as wide as the page. */
export default function Seats({ className }: { className?: string }) {
  return (
    <svg className={className} aria-hidden="true">
      <defs>
        <pattern id="seats" width="84" height="80" patternUnits="userSpaceOnUse">
          <path d="M8 80V34Q8 16 42 16T76 34V80z" fill="firebrick" />
          <path d="M18 80V40Q18 27 42 27T66 40V80z" fill="#951b1b" />
          <path d="M0 80V58h6q3 0 3 4v18zM84 80V58h-6q-3 0-3 4v18z" fill="#3a3337" />
        </pattern>
      </defs>
      <g fill="#0f0f11">
        <circle cx="210" cy="16" r="15" />
        <path d="M870 20a15 16 0 01-30 0q-2-20 15-20t15 20z" />
        <circle cx="945" cy="18" r="14" />
      </g>
      <rect width="100%" height="80" fill="url(#seats)" />
    </svg>
  );
}
