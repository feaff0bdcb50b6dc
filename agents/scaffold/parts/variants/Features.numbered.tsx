import { Link } from 'react-router-dom';
import { ArrowRight } from 'lucide-react';
import { site } from '../data/site';

export default function Features() {
  return (
    <section className="wrap grid gap-8 pt-16 md:grid-cols-[1fr_2fr]" aria-labelledby="features">
      <div>
        <p className="eyebrow">{site.featuresEyebrow}</p>
        <h2 id="features" className="mt-2 text-3xl font-bold tracking-tight">
          {site.featuresTitle}
        </h2>
      </div>
      <ol className="divide-y divide-line border-y border-line">
        {site.features.map((feature, index) => (
          <li key={feature.title}>
            <Link to={feature.path} className="group grid grid-cols-[3rem_1fr_auto] items-start gap-3 py-5">
              <span className="font-display text-2xl font-bold text-accent">{index + 1}</span>
              <span>
                <span className="block text-lg font-bold group-hover:text-accent">{feature.title}</span>
                <span className="mt-1 block text-sm text-muted">{feature.text}</span>
              </span>
              <ArrowRight className="mt-1 h-5 w-5 text-accent transition group-hover:translate-x-1" aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
