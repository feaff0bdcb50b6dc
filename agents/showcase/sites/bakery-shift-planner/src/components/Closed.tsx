import { Link } from 'react-router-dom';
import BakeryWindow from './BakeryWindow';

/** What stands on a page for those who have not signed in. */
export default function Closed({ title, text }: { title: string; text: string }) {
  return (
    <div className="grid overflow-hidden rounded-2xl border-2 border-[maroon] md:grid-cols-[1.25fr_1fr]">
      <div className="order-2 flex flex-col justify-center p-7 sm:p-12 md:order-1">
        <h1>{title}</h1>
        <p className="mt-4 self-start rounded-md bg-[maroon] px-3 py-1 text-sm font-semibold text-[papayawhip]">Closed without the words</p>
        <p className="soft mt-4 text-lg">{text}</p>
        <Link to="/" className="mt-7 self-start rounded-lg bg-[maroon] px-6 py-3 font-semibold text-[papayawhip] hover:bg-[#9d1c1c]">
          Go to the door
        </Link>
      </div>
      <BakeryWindow className="order-1 h-56 w-full md:order-2 md:h-full md:min-h-[27rem]" />
    </div>
  );
}
