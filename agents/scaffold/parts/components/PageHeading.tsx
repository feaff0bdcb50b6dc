import type { Heading } from '../types';

export default function PageHeading({ eyebrow, title, intro, level }: Heading) {
  const Tag = level === 1 ? 'h1' : 'h2';
  return (
    <header className="mb-8 max-w-3xl">
      <p className="eyebrow">{eyebrow}</p>
      <Tag className={`mt-2 font-bold tracking-tight ${level === 1 ? 'text-3xl sm:text-4xl' : 'text-3xl'}`}>{title}</Tag>
      <p className="mt-3 text-lg text-muted">{intro}</p>
    </header>
  );
}
