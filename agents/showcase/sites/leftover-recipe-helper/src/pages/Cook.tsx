import { Link } from 'react-router-dom';
import { ArrowLeft, ArrowRight, Bookmark, Minus, Plus } from 'lucide-react';
import Nothing from '../components/Nothing';
import Plate from '../components/Plate';
import Rating from '../components/Rating';
import { findRecipe, measured } from '../data/recipes';
import { useKitchen } from '../hooks/useKitchen';

export default function Cook() {
  const { cooking, saved, turn, save, rate } = useKitchen();
  const recipe = cooking && findRecipe(cooking.id);
  if (!cooking || !recipe) {
    return (
      <Nothing title="Cook" line="The stove is cold. Choose something to put on it.">
        <Link to="/suggestions" className="fill">
          See what there is
        </Link>
      </Nothing>
    );
  }

  const { step, servings } = cooking;
  const count = recipe.steps.length;
  const done = step >= count;
  const kept = saved.find((entry) => entry.id === recipe.id);
  return (
    <>
      <div className="flex items-center gap-5">
        <Plate art={recipe.art} className="hidden w-36 shrink-0 drop-shadow-lg sm:block" />
        <div className="min-w-0 flex-1">
          <h1 className="!text-4xl sm:!text-5xl">{recipe.name}</h1>
          <p className="soft mt-2 text-lg">{recipe.line}</p>
          <div className="mt-4 flex min-h-12 flex-wrap items-center gap-x-5 gap-y-2">
            {kept ? (
              <>
                <p role="status" className="flex items-center gap-2 font-bold">
                  <Bookmark className="h-4 w-4 fill-current" aria-hidden="true" /> Kept in the recipe box
                </p>
                <Rating id={recipe.id} name={recipe.name} stars={kept.stars} onRate={(stars) => rate(recipe.id, stars)} />
              </>
            ) : (
              <button type="button" onClick={() => save(recipe.id)} className="hollow">
                <Bookmark className="h-4 w-4" aria-hidden="true" /> Save recipe
              </button>
            )}
          </div>
        </div>
      </div>
      <div className="mt-9 grid items-start gap-7 lg:grid-cols-[1fr_1.6fr]">
        <section aria-labelledby="amounts" className="rounded-3xl border-2 border-[olivedrab] bg-white p-6">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <h2 id="amounts" className="text-2xl font-semibold" aria-live="polite">
              {servings === 1 ? 'For one' : `For ${servings} people`}
            </h2>
            <div className="flex gap-2">
              <button type="button" className="hollow !px-3.5 !py-2 text-sm" disabled={servings <= 1} onClick={() => turn({ servings: servings - 1 })}>
                <Minus className="h-4 w-4" aria-hidden="true" /> Fewer
              </button>
              <button type="button" className="hollow !px-3.5 !py-2 text-sm" disabled={servings >= 8} onClick={() => turn({ servings: servings + 1 })}>
                <Plus className="h-4 w-4" aria-hidden="true" /> More
              </button>
            </div>
          </div>
          <ul className="mt-5">
            {recipe.needs.map((need) => {
              const [amount, name] = measured(need, servings);
              return (
                <li key={need[0]} className="grid grid-cols-[7.5rem_1fr] gap-4 border-t border-dashed border-[#b9c48f] py-2.5">
                  <span className="typed text-right font-bold">{amount}</span>
                  <span>{name}</span>
                </li>
              );
            })}
          </ul>
        </section>
        <section aria-labelledby="step" className="overflow-hidden rounded-3xl bg-[olivedrab]">
          <div
            role="progressbar"
            aria-label="Progress"
            aria-valuemin={0}
            aria-valuemax={count}
            aria-valuenow={Math.min(step + 1, count)}
            className="flex gap-1.5 p-3"
          >
            {recipe.steps.map((text, index) => (
              <span key={text} className={`h-3 flex-1 rounded-full ${index <= step ? 'bg-[#111604]' : 'bg-[#a9c36d]'}`} />
            ))}
          </div>
          <div className="flex min-h-[18rem] flex-col p-6 pt-4 sm:p-9 sm:pt-5">
            <div aria-live="polite">
              <h2 id="step" className="typed text-base font-bold">
                {done ? 'Dinner is served' : `Step ${step + 1} of ${count}`}
              </h2>
              <p className="serif mt-4 text-2xl font-medium leading-snug sm:text-3xl">
                {done ? 'Sit down while it is hot. The fridge can breathe again, and so can you.' : recipe.steps[step]}
              </p>
            </div>
            <div className="mt-auto flex flex-wrap gap-3 pt-8">
              <button
                type="button"
                disabled={step === 0}
                onClick={() => turn({ step: step - 1 })}
                className="inline-flex items-center gap-2 rounded-full border-2 border-[#111604] px-5 py-2.5 font-bold hover:bg-[#86ab3d] disabled:cursor-not-allowed disabled:opacity-50"
              >
                <ArrowLeft className="h-4 w-4" aria-hidden="true" /> Back
              </button>
              {done ? (
                <Link to="/" className="inline-flex items-center gap-2 rounded-full bg-[#111604] px-6 py-2.5 font-bold text-[floralwhite] hover:bg-[#2f3a10]">
                  Close the fridge
                </Link>
              ) : (
                <button
                  type="button"
                  onClick={() => turn({ step: step + 1 })}
                  className="inline-flex items-center gap-2 rounded-full bg-[#111604] px-6 py-2.5 font-bold text-[floralwhite] hover:bg-[#2f3a10]"
                >
                  {step === count - 1 ? 'Serve' : 'Next'} <ArrowRight className="h-4 w-4" aria-hidden="true" />
                </button>
              )}
            </div>
          </div>
        </section>
      </div>
    </>
  );
}
