import { useState } from 'react';
import PageHeading from '../components/PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';

const openings = ['A morning with', 'What is new about', 'Three things to know about', 'A second look at', 'Notes on', 'The long way to'];
const posts = items.map((item, index) => ({
  id: item.id,
  title: `${openings[(index + site.seed) % openings.length]} ${item.title}`,
  day: `${1 + ((index * 5) % 27)} ${['March', 'April', 'May'][index % 3]} ${site.year}`,
  minutes: 2 + ((index * 3 + site.seed) % 8),
  tag: item.category,
  text: `${item.summary} We went to see for ourselves, took notes for two days, and came home with more questions than we had brought. Here is what we know by now, and what we would like to hear from you.`,
}));

export default function Journal() {
  const [tag, setTag] = useState('');
  const [open, setOpen] = useState<string[]>([]);
  const tags = [...new Set(posts.map((post) => post.tag))];
  return (
    <section className="wrap grid gap-10 py-12 lg:grid-cols-[1fr_16rem]">
      <div>
        <PageHeading eyebrow="Journal" title="Written down along the way" intro={`Short reports about our ${site.items}.`} level={1} />
        <ol className="relative space-y-8 border-l-2 border-line pl-7">
          {posts.filter((post) => !tag || post.tag === tag).map((post) => (
            <li key={post.id}>
              <span className="absolute -left-[9px] mt-2 h-4 w-4 rounded-full border-4 border-page bg-brand" aria-hidden="true" />
              <p className="text-sm text-muted">{post.day}, {post.minutes} minutes</p>
              <h2 className="mt-1 text-xl font-bold">{post.title}</h2>
              <p className={`mt-2 ${open.includes(post.id) ? '' : 'line-clamp-2'}`}>{post.text}</p>
              <button type="button" className="mt-2 text-sm font-semibold text-accent" aria-expanded={open.includes(post.id)} onClick={() => setOpen(open.includes(post.id) ? open.filter((id) => id !== post.id) : [...open, post.id])}>
                {open.includes(post.id) ? 'Show less' : 'Read on'}
              </button>
            </li>
          ))}
        </ol>
      </div>
      <aside className="card h-fit p-6 lg:sticky lg:top-6">
        <h2 className="font-bold">Groups</h2>
        <ul className="mt-3 space-y-1">
          {['', ...tags].map((choice) => (
            <li key={choice}>
              <button type="button" aria-pressed={tag === choice} className={`w-full rounded-control px-3 py-1.5 text-left text-sm ${tag === choice ? 'bg-tint font-semibold text-accent' : ''}`} onClick={() => setTag(choice)}>
                {choice || 'All'} ({choice ? posts.filter((post) => post.tag === choice).length : posts.length})
              </button>
            </li>
          ))}
        </ul>
      </aside>
    </section>
  );
}
