import { Link } from 'react-router-dom';
import Icon from './Icon';
import { site } from '../data/site';

export default function Features() {
  return (
    <section className="wrap pt-16" aria-labelledby="features">
      <div className="grid gap-8 rounded-card bg-tint p-7 sm:p-10 lg:grid-cols-[1fr_1.8fr]">
        <div>
          <p className="eyebrow">{site.featuresEyebrow}</p>
          <h2 id="features" className="mt-2 text-3xl font-bold tracking-tight">
            {site.featuresTitle}
          </h2>
          <Link to={site.primary.path} className="btn mt-6">
            {site.primary.label}
          </Link>
        </div>
        <ul className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
          {site.features.map((feature) => (
            <li key={feature.title} className="flex gap-3">
              <Icon name={feature.icon} className="mt-1 h-5 w-5 shrink-0 text-accent" />
              <div>
                <h3 className="font-bold">
                  <Link to={feature.path} className="hover:text-accent hover:underline">
                    {feature.title}
                  </Link>
                </h3>
                <p className="mt-1 text-sm text-ink">{feature.text}</p>
              </div>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
