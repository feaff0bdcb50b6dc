import { Link } from 'react-router-dom';
import Icon from './Icon';
import PageHeading from './PageHeading';
import { site } from '../data/site';
import type { Heading } from '../types';

export interface Props {
  heading: Heading;
  steps: { title: string; text: string; icon: string }[];
}

export default function Steps({ heading, steps }: Props) {
  return (
    <section className="wrap py-12">
      <PageHeading {...heading} />
      <ol className="grid gap-6 md:grid-cols-3">
        {steps.map((step, index) => (
          <li key={step.title} className="card relative overflow-hidden p-7">
            <span className="absolute -right-2 -top-6 font-display text-[7rem] font-bold leading-none text-tint" aria-hidden="true">
              {index + 1}
            </span>
            <span className="relative flex h-14 w-14 items-center justify-center rounded-full bg-brand text-onbrand">
              <Icon name={step.icon} className="h-6 w-6" />
            </span>
            <h2 className="relative mt-5 text-xl font-bold">{step.title}</h2>
            <p className="relative mt-2 text-muted">{step.text}</p>
          </li>
        ))}
      </ol>
      <div className="mt-10 flex flex-wrap gap-3">
        <Link to={site.primary.path} className="btn">
          {site.primary.label}
        </Link>
        <Link to={site.secondary.path} className="btn-quiet">
          {site.secondary.label}
        </Link>
      </div>
    </section>
  );
}
