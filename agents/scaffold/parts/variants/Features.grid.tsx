import { Link } from 'react-router-dom';
import Icon from './Icon';
import { site } from '../data/site';

export default function Features() {
  return (
    <section className="wrap pt-16" aria-labelledby="features">
      <p className="eyebrow">{site.featuresEyebrow}</p>
      <h2 id="features" className="mt-2 max-w-2xl text-3xl font-bold tracking-tight">
        {site.featuresTitle}
      </h2>
      <ul className="mt-8 grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
        {site.features.map((feature) => (
          <li key={feature.title}>
            <Link to={feature.path} className="card block h-full p-6 transition hover:-translate-y-0.5 hover:border-accent hover:shadow-md">
              <span className="flex h-11 w-11 items-center justify-center rounded-control bg-brand text-onbrand">
                <Icon name={feature.icon} />
              </span>
              <h3 className="mt-4 text-lg font-bold">{feature.title}</h3>
              <p className="mt-2 text-sm text-muted">{feature.text}</p>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
