import { useState } from 'react';
import { Check, Minus } from 'lucide-react';
import PageHeading from '../components/PageHeading';
import { site } from '../data/site';

const plans = [
  { name: 'Visitor', month: 0, text: 'Look around as long as you like.', has: 2 },
  { name: 'Friend', month: 4, text: 'For those who come back every week.', has: 4 },
  { name: 'Patron', month: 12, text: 'Keeps the lights on for everybody else.', has: 6 },
];
const benefits = [`All ${site.items}`, 'Search and filters', 'Saved lists', 'A letter each month', 'Early news', 'A seat at the yearly table'];

export default function Membership() {
  const [yearly, setYearly] = useState(false);
  return (
    <section className="wrap py-12">
      <PageHeading eyebrow="Membership" title={`Support ${site.name}`} intro="Choose what suits you. You can change it any day." level={1} />
      <div className="mb-8 inline-flex rounded-control border border-line p-1" role="group" aria-label="Billing">
        {[false, true].map((choice) => (
          <button key={String(choice)} type="button" aria-pressed={yearly === choice} onClick={() => setYearly(choice)} className={`rounded-control px-4 py-2 text-sm font-semibold ${yearly === choice ? 'bg-brand text-onbrand' : ''}`}>
            {choice ? 'By year' : 'By month'}
          </button>
        ))}
      </div>
      <div className="grid gap-6 md:grid-cols-3">
        {plans.map((plan, index) => (
          <div key={plan.name} className={`card flex flex-col p-7 ${index === 1 ? 'ring-2 ring-brand' : ''}`}>
            <h2 className="text-xl font-bold">{plan.name}</h2>
            <p className="mt-1 text-sm text-muted">{plan.text}</p>
            <p className="mt-5 font-display text-4xl font-bold">
              {site.currency}
              {yearly ? plan.month * 10 : plan.month}
              <span className="text-base font-medium text-muted"> / {yearly ? 'year' : 'month'}</span>
            </p>
            <ul className="mt-6 flex-1 space-y-3 text-sm">
              {benefits.map((benefit, place) => (
                <li key={benefit} className={`flex items-center gap-2 ${place < plan.has ? '' : 'text-muted'}`}>
                  {place < plan.has ? <Check className="h-4 w-4 text-accent" aria-label="included" /> : <Minus className="h-4 w-4" aria-label="not included" />}
                  {benefit}
                </li>
              ))}
            </ul>
            <button type="button" className={`mt-7 ${index === 1 ? 'btn' : 'btn-quiet'}`}>
              Become a {plan.name.toLowerCase()}
            </button>
          </div>
        ))}
      </div>
    </section>
  );
}
