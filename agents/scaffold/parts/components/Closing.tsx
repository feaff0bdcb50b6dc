import { Link } from 'react-router-dom';
import { Quote } from 'lucide-react';
import { site } from '../data/site';

export default function Closing() {
  return (
    <section className="wrap grid gap-5 pt-16 md:grid-cols-[1.3fr_1fr]" aria-label="What people say, and the next step">
      <figure className="card p-8">
        <Quote className="h-7 w-7 text-accent" aria-hidden="true" />
        <blockquote className="mt-4 font-display text-xl font-semibold leading-snug">{site.quote.text}</blockquote>
        <figcaption className="mt-4 text-sm text-muted">
          {site.quote.name}, {site.quote.role}
        </figcaption>
      </figure>
      <div className="flex flex-col justify-between gap-6 rounded-card bg-brand p-8 text-onbrand">
        <h2 className="text-2xl font-bold !text-onbrand">{site.closing}</h2>
        <Link
          to={site.secondary.path}
          className="inline-flex w-fit items-center rounded-control bg-surface px-5 py-2.5 text-sm font-semibold text-ink transition hover:bg-tint"
        >
          {site.secondary.label}
        </Link>
      </div>
    </section>
  );
}
