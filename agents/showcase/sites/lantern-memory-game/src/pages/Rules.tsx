import { Link } from 'react-router-dom';
import Lantern from '../components/Lantern';
import { designs } from '../data/designs';

const rules = [
  ['Uncover two', 'Click a lantern, or walk to it with the Tab key and press Enter. Then uncover a second one.'],
  ['Equal ones stay lit', 'If both show the same picture they stay lit. Two different ones close again after a second.'],
  ['Light them all', 'Every second lantern is a move. When the whole street is lit, your time can enter the list.'],
];

export default function Rules() {
  return (
    <section className="wrap py-8">
      <h1 className="text-4xl font-bold">Rules</h1>
      <ol className="mt-6 grid gap-5 md:grid-cols-3">
        {rules.map(([title, text], index) => (
          <li key={title} className="panel p-6">
            <div className="flex justify-center gap-2" aria-hidden="true">
              <Lantern design={designs[index * 3]} lit={index > 0} className="h-28" />
              <Lantern design={designs[index * 3]} lit={index !== 1 || index > 0} className="h-28" />
            </div>
            <h2 className="mt-4 text-2xl font-bold text-[orange]">
              {index + 1}. {title}
            </h2>
            <p className="mt-2">{text}</p>
          </li>
        ))}
      </ol>
      <Link to="/" className="fill mt-7">
        Begin a round
      </Link>
    </section>
  );
}
