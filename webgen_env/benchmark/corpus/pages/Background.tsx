import { Link } from 'react-router-dom';
import { items } from '../data/items';
import { site } from '../data/site';

const chapters = [
  ['How it began', `${site.name} began with a question that nobody around us could answer, and a table that was large enough for everybody who wanted to help. The first list was kept in pencil. It had ${Math.min(items.length, 5)} ${site.items} on it, and each of them had somebody who would talk about it for an hour.`],
  ['What we learned', `A list is only as good as the people who correct it. So every ${site.item} has an author, a date, and a place for doubt. When we were wrong we said so on the same page, and the number of letters went up, not down.`],
  ['How it works today', `Two people read what comes in each morning. What is clear goes online the same day; what is not waits until somebody has been there and looked. We would rather show a gap than a guess.`],
  ['What comes next', `There are more ${site.items} than we can look after alone. This year we open the work to everybody: take one, learn it well, and tell the others.`],
];

export default function Background() {
  return (
    <article className="wrap max-w-3xl py-14">
      <p className="eyebrow">Background</p>
      <h1 className="mt-3 text-4xl font-bold leading-tight tracking-tight">The story behind {site.name}</h1>
      <p className="mt-5 text-xl leading-relaxed text-muted">{site.purpose}</p>
      <nav aria-label="Chapters" className="mt-8 flex flex-wrap gap-2">
        {chapters.map(([title], index) => (
          <a key={title} href={`#chapter-${index + 1}`} className="chip">
            {index + 1}. {title}
          </a>
        ))}
      </nav>
      {chapters.map(([title, text], index) => (
        <section key={title} id={`chapter-${index + 1}`} className="mt-12">
          <h2 className="text-2xl font-bold">{title}</h2>
          <p className="mt-4 text-lg leading-8">{text}</p>
          {index % 2 === 0 && (
            <blockquote className="mt-6 border-l-4 border-brand pl-5 font-display text-xl italic">
              {items[index]?.summary ?? site.purpose}
              <footer className="mt-2 text-sm not-italic text-muted">{items[index]?.title ?? site.name}</footer>
            </blockquote>
          )}
        </section>
      ))}
      <Link to={site.listPath} className="btn mt-12">
        {site.primary.label}
      </Link>
    </article>
  );
}
