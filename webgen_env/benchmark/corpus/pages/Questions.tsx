import { useState } from 'react';
import { ChevronDown, Search } from 'lucide-react';
import PageHeading from '../components/PageHeading';
import { site } from '../data/site';

const questions = [
  [`How do I find a ${site.item}?`, 'Use the search field or the groups on the list. What you typed stays when you come back.'],
  ['Do I need an account?', 'No. What you save is kept in this browser and nowhere else.'],
  ['What does it cost?', 'Looking is free. Where something has a price, it is shown beside its name before you choose.'],
  ['How current is this?', `Every ${site.item} carries the day on which somebody last looked at it.`],
  ['Can I correct a mistake?', `Yes, and please do. Write to ${site.email} and tell us where you saw it.`],
  ['Does it work on a phone?', 'It does, with one hand and on a slow connection.'],
  ['Who pays for it?', 'People who use it, in small amounts, once a year.'],
  ['Can I print it?', 'Every page prints on paper without menus and pictures that only cost ink.'],
];

export default function Questions() {
  const [words, setWords] = useState('');
  const [open, setOpen] = useState(0);
  const found = questions.map((entry, index) => ({ entry, index })).filter(({ entry }) => entry.join(' ').toLowerCase().includes(words.trim().toLowerCase()));
  return (
    <section className="wrap max-w-4xl py-12">
      <PageHeading eyebrow="Questions" title="Asked often" intro="If yours is not here, write to us." level={1} />
      <label className="relative block">
        <span className="sr-only">Search the questions</span>
        <Search className="absolute left-3.5 top-3 h-5 w-5 text-muted" aria-hidden="true" />
        <input className="field !pl-11" placeholder="Search" value={words} onChange={(event) => setWords(event.target.value)} />
      </label>
      <ul className="mt-6 divide-y divide-line">
        {found.map(({ entry: [question, answer], index }) => (
          <li key={question}>
            <h2>
              <button type="button" aria-expanded={open === index} onClick={() => setOpen(open === index ? -1 : index)} className="flex w-full items-center justify-between gap-4 py-5 text-left text-lg font-semibold">
                {question}
                <ChevronDown className={`h-5 w-5 shrink-0 transition ${open === index ? 'rotate-180' : ''}`} aria-hidden="true" />
              </button>
            </h2>
            {open === index && <p className="pb-6 text-muted">{answer}</p>}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="mt-6 text-muted">No question has these words.</p>}
    </section>
  );
}
