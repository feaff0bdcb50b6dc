/** The moon of this town is a croissant. */
export default function Croissant({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 64 64" className={className} aria-hidden="true">
      <path d="M38 5C20 3 5 17 5 35c0 12 7 21 15 24 3 1 6-2 4-5-3-4-4-8-3-13 2-11 11-17 20-17 6 0 10 2 13 5 3 3 6 0 5-4C56 13 48 6 38 5z" fill="#f2b457" />
      <path d="M38 5q-8 6-7 20M20 11q-1 12 8 19M8 25q4 10 14 13M6 43q7 4 15 2M52 12q-8 4-11 12" fill="none" stroke="#a85a17" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}
