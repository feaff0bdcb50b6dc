import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import { Moon, Plus } from 'lucide-react';
import Box from '../components/Box';
import { known } from '../data/recipes';
import { listed, sameName, words } from '../data/words';
import { useKitchen } from '../hooks/useKitchen';

export default function MyLeftovers() {
  const { leftovers, add, remove, suggest } = useKitchen();
  const [name, setName] = useState('');
  const [refusal, setRefusal] = useState('');
  const [tooFew, setTooFew] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    field.current?.focus();
    const typed = name.trim().replace(/\s+/g, ' ');
    const there = leftovers.find((entry) => sameName(entry, typed));
    if (words(typed).length === 0) return setRefusal('Nothing was typed. What is in the box?');
    if (there) return setRefusal(`There is ${there} in the fridge already.`);
    add(typed);
    setName('');
    setRefusal('');
    setTooFew(false);
  };
  const ask = () => {
    if (leftovers.length < 2) return setTooFew(true);
    suggest();
    navigate('/suggestions');
  };

  return (
    <div className="grid gap-10 lg:grid-cols-[1fr_1.15fr] lg:gap-14">
      <div>
        <h1>My Leftovers</h1>
        <p className="soft mt-4 max-w-md text-lg">Open the fridge and be honest. Half an onion counts, and so does the rice from Tuesday.</p>
        <form onSubmit={submit} noValidate className="mt-8 max-w-md">
          <label htmlFor="leftover" className="mb-2 block font-bold">
            Ingredient
          </label>
          <div className="flex gap-2">
            <input
              id="leftover"
              ref={field}
              className="input"
              maxLength={24}
              autoComplete="off"
              placeholder="One leftover at a time"
              value={name}
              onChange={(event) => {
                setName(event.target.value);
                setRefusal('');
              }}
              aria-invalid={Boolean(refusal)}
              aria-describedby="refusal"
            />
            <button type="submit" className="fill shrink-0">
              <Plus className="h-4 w-4" aria-hidden="true" /> Add
            </button>
          </div>
          <p id="refusal" role="alert" className="refused mt-2 min-h-6 pl-5 text-sm">
            {refusal}
          </p>
        </form>
        <button type="button" onClick={ask} className="fill mt-3 px-8 py-4 text-lg" aria-describedby="few">
          <Moon className="h-5 w-5" aria-hidden="true" /> Suggest dinner
        </button>
        <p id="few" role="status" className={`mt-3 min-h-6 text-sm ${tooFew ? 'refused' : 'soft'}`}>
          {tooFew
            ? `Dinner needs at least two ingredients. ${leftovers.length ? 'One more, and we can talk.' : 'The fridge is still empty.'}`
            : 'From two ingredients on.'}
        </p>
        <details className="mt-8 max-w-md border-t border-[#cdd3b0] pt-4 text-sm">
          <summary className="cursor-pointer font-bold">What the recipes know</summary>
          <p className="soft mt-2 leading-relaxed">{listed(known)}. Other things may be added too, they just make fewer friends.</p>
        </details>
      </div>
      <section aria-labelledby="fridge" className="relative rounded-[2rem] bg-[olivedrab] p-4 pr-9 shadow-[0_18px_40px_-24px_rgb(17_22_4/0.7)] sm:p-5 sm:pr-10">
        <span className="absolute right-3 top-1/4 h-1/3 w-2.5 rounded-full bg-[#111604] sm:right-3.5" aria-hidden="true" />
        <h2 id="fridge" className="flex justify-between pb-3 pl-2 text-xl font-semibold">
          In the fridge
          <span className="typed text-base font-bold" role="status">
            {leftovers.length === 1 ? '1 box' : `${leftovers.length} boxes`}
          </span>
        </h2>
        <div className="rounded-2xl bg-[#fdfdf9] p-4 pb-3">
          {leftovers.length === 0 ? (
            <div className="boxes text-center">
              <div className="grid h-[7.25rem] w-full content-center gap-1">
                <p className="serif text-xl italic sm:text-2xl">The light is on, nobody is home.</p>
                <p className="soft text-sm">Every ingredient gets its box here.</p>
              </div>
            </div>
          ) : (
            <ul className="boxes">
              {leftovers.map((entry) => (
                <Box key={entry} name={entry} onRemove={() => remove(entry)} />
              ))}
            </ul>
          )}
        </div>
      </section>
    </div>
  );
}
