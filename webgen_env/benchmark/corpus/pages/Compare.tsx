import { useState } from 'react';
import { ArrowLeftRight } from 'lucide-react';
import PageHeading from '../components/PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';

export default function Compare() {
  const [pair, setPair] = useState([items[0].id, items[1 % items.length].id]);
  const [left, right] = pair.map((id) => items.find((item) => item.id === id) ?? items[0]);
  const labels = [...new Set([...left.facts, ...right.facts].map((fact) => fact.label))];
  const rows = [
    ['Group', left.category, right.category],
    [site.measure, left.value, right.value],
    ...labels.map((label) => [label, left.facts.find((fact) => fact.label === label)?.value ?? 'unknown', right.facts.find((fact) => fact.label === label)?.value ?? 'unknown']),
    ['In one sentence', left.summary, right.summary],
  ];
  const choose = (place: number, id: string) => setPair(pair.map((other, index) => (index === place ? id : other)));
  return (
    <section className="wrap py-12">
      <PageHeading eyebrow="Compare" title={`Two ${site.items} side by side`} intro="Where they differ, the row stands out." level={1} />
      <div className="grid items-end gap-4 sm:grid-cols-[1fr_auto_1fr]">
        {[0, 1].map((place) => (
          <label key={place} className={`label ${place === 1 ? 'sm:order-3' : ''}`}>
            {place === 0 ? 'First' : 'Second'}
            <select className="field mt-1.5" value={pair[place]} onChange={(event) => choose(place, event.target.value)}>
              {items.map((item) => (
                <option key={item.id} value={item.id}>
                  {item.title}
                </option>
              ))}
            </select>
          </label>
        ))}
        <button type="button" className="btn-quiet mb-2 sm:order-2" aria-label="Swap" onClick={() => setPair([pair[1], pair[0]])}>
          <ArrowLeftRight className="h-4 w-4" aria-hidden="true" />
        </button>
      </div>
      <div className="card mt-8 overflow-x-auto">
        <table className="w-full min-w-[36rem] text-left text-sm">
          <thead>
            <tr className="border-b border-line">
              <th className="p-4">What</th>
              <th className="p-4">{left.title}</th>
              <th className="p-4">{right.title}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([label, one, other]) => (
              <tr key={label} className={`border-b border-line ${one === other ? '' : 'bg-tint'}`}>
                <th scope="row" className="p-4 font-semibold">{label}</th>
                <td className="p-4">{one}</td>
                <td className="p-4">{other}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
