import { Link } from 'react-router-dom';
import BakeryWindow from './BakeryWindow';

/** What stands on a page for those who have not signed in. */
export default function Closed({ title, text, points }: { title: string; text: string; points: string[] }) {
  return (
    <div className="grid overflow-hidden rounded-2xl border-2 border-[maroon] md:grid-cols-[1.25fr_1fr]">
      <div className="order-2 flex flex-col justify-center p-7 sm:p-12 md:order-1">
        <h1>{title}</h1>
        <p className="soft mt-3 text-lg">{text}</p>
        <ul className="mt-5 space-y-2">
          {points.map((point) => (
            <li key={point} className="flex gap-3 rounded-lg border-l-4 border-[maroon] bg-[#fffaf1] px-4 py-2.5 font-semibold">
              {point}
            </li>
          ))}
        </ul>
        <Link to="/" className="mt-7 self-start rounded-lg bg-[maroon] px-6 py-3 font-semibold text-[papayawhip] hover:bg-[#9d1c1c]">
          Sign in to open it
        </Link>
      </div>
      <BakeryWindow className="order-1 h-56 w-full md:order-2 md:h-full md:min-h-[27rem]" />
    </div>
  );
}
