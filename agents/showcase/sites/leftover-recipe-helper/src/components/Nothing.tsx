import type { ReactNode } from 'react';

export default function Nothing({ title, line, children }: { title: string; line: string; children: ReactNode }) {
  return (
    <div className="grid items-center gap-10 md:grid-cols-[1fr_auto]">
      <div>
        <h1>{title}</h1>
        <p className="soft mb-8 mt-4 text-lg">{line}</p>
        {children}
      </div>
      <svg viewBox="0 0 300 260" className="w-full max-w-sm" aria-hidden="true">
        <circle cx="150" cy="130" r="104" fill="#fffdf8" stroke="olivedrab" strokeWidth="6" />
        <circle cx="150" cy="130" r="70" fill="none" stroke="#cdd3b0" strokeWidth="3" />
        <g fill="olivedrab">
          <path d="M18 30h6v44h-6zM30 30h6v44h-6zM42 30h6v44h-6zM18 68h30q0 26-10 30v132q0 8-5 8t-5-8V98q-10-4-10-30z" />
          <path d="M262 30q24 30 18 92h-10v108q0 8-5 8t-5-8V34q0-4 2-4z" />
        </g>
        <g fill="#cf9a55">
          <circle cx="132" cy="148" r="4" />
          <circle cx="165" cy="118" r="3" />
          <circle cx="171" cy="152" r="2.5" />
        </g>
      </svg>
    </div>
  );
}
