import { useState } from 'react';
import { notices } from '../data/notices';

export default function HarbourNotes() {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <div className="wrap pt-10">
      <h1>Harbour Notes</h1>
      <p className="soft mt-2">Pinned to the door of the harbour office, and here.</p>
      <ul className="mt-8 space-y-3">
        {notices.map((notice) => {
          const shown = open === notice.number;
          return (
            <li key={notice.number}>
              <article className={`relative grid grid-cols-[3.75rem_1fr] overflow-hidden rounded-lg border-2 border-[#0b4f6c] sm:grid-cols-[5.5rem_1fr] ${shown ? 'bg-white' : 'hover:bg-[#e4eff4]'}`}>
                <span className="clock grid place-items-start justify-center bg-[#0b4f6c] pt-5 text-xl font-bold text-white sm:text-3xl" aria-hidden="true">
                  {notice.number}
                </span>
                <div className="p-5 sm:px-7">
                  <h2 className="text-xl font-semibold">
                    <button
                      type="button"
                      aria-expanded={shown}
                      aria-controls={`notice-${notice.number}`}
                      onClick={() => setOpen(shown ? null : notice.number)}
                      className={`flex w-full items-start justify-between gap-4 text-left ${shown ? '' : 'after:absolute after:inset-0'}`}
                    >
                      {notice.title}
                      <svg viewBox="0 0 20 20" className={`mt-1 h-5 w-5 shrink-0 transition ${shown ? 'rotate-180' : ''}`} aria-hidden="true">
                        <path d="M4 7l6 6 6-6" fill="none" stroke="#0b4f6c" strokeWidth="3" />
                      </svg>
                    </button>
                  </h2>
                  <p className="soft mt-1">{notice.lead}</p>
                  <div id={`notice-${notice.number}`} hidden={!shown}>
                    {notice.text.map((paragraph) => (
                      <p key={paragraph} className="mt-3 max-w-2xl leading-relaxed">
                        {paragraph}
                      </p>
                    ))}
                    <p className="mt-4 text-sm font-semibold text-[#0b4f6c]">{notice.from}</p>
                  </div>
                </div>
              </article>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
