import { Link, useNavigate } from 'react-router-dom';
import { Clock, Leaf, RefreshCw } from 'lucide-react';
import Nothing from '../components/Nothing';
import Plate from '../components/Plate';
import { ranked, usedOf } from '../data/recipes';
import { listed, serves } from '../data/words';
import { useKitchen } from '../hooks/useKitchen';

export default function Suggestions() {
  const { asked, thinking, narrow, otherIdeas, cook } = useKitchen();
  const navigate = useNavigate();
  if (!asked) {
    return (
      <Nothing title="Suggestions" line="Nobody has asked what is for dinner yet.">
        <Link to="/" className="fill">
          Open the fridge
        </Link>
      </Nothing>
    );
  }

  const pool = ranked(asked.leftovers, asked.vegetarian, asked.quick);
  const places = [0, 1, 2].map((index) => (asked.round * 3 + index) % pool.length);
  const shown = [...new Set(places)].sort((a, b) => a - b).map((place) => ({ place, recipe: pool[place] }));
  return (
    <>
      <h1>Suggestions</h1>
      <p className="soft mt-4 text-lg">
        For <strong className="text-[#111604]">{listed(asked.leftovers)}</strong>, what uses most comes first.
      </p>
      <div className="mt-5 flex flex-wrap items-center gap-2.5">
        <fieldset className="flex flex-wrap gap-2.5">
          <legend className="sr-only">Choices</legend>
          {(
            [
              ['vegetarian', 'Vegetarian'],
              ['quick', 'Under 30 minutes'],
            ] as const
          ).map(([choice, label]) => (
            <label key={choice} className={`hollow cursor-pointer !px-4 text-sm sm:text-base ${asked[choice] ? 'bg-[olivedrab]' : 'bg-white'}`}>
              <input
                type="checkbox"
                className="h-4 w-4 accent-[#111604]"
                checked={asked[choice]}
                onChange={(event) => narrow({ [choice]: event.target.checked })}
              />
              {label}
            </label>
          ))}
        </fieldset>
        <button type="button" onClick={otherIdeas} disabled={thinking} className="hollow !px-4 text-sm sm:ml-auto sm:text-base">
          <RefreshCw className="h-4 w-4" aria-hidden="true" /> Other ideas
        </button>
      </div>
      <div role="status">
        {thinking && (
          <div className="py-16 text-center">
            <svg viewBox="0 0 120 110" className="mx-auto w-44" aria-hidden="true">
              {[42, 60, 78].map((x) => (
                <path key={x} d={`M${x} 40q-7-9 0-17t0-17`} className="steam" fill="none" stroke="olivedrab" strokeWidth="4" strokeLinecap="round" />
              ))}
              <path d="M22 52h76v34a18 18 0 01-18 18H40a18 18 0 01-18-18z" fill="olivedrab" />
              <path d="M10 60h12v10H14zM98 60h12l-4 10h-8z" fill="#111604" />
              <rect x="18" y="46" width="84" height="9" rx="4.5" fill="#111604" />
            </svg>
            <p className="serif mt-5 text-3xl italic">Thinking about dinner</p>
          </div>
        )}
      </div>
      {!thinking && (
        <ol className="mt-[5.25rem] grid gap-x-6 gap-y-24 md:grid-cols-3">
          {shown.map(({ place, recipe }) => {
            const used = usedOf(recipe, asked.leftovers);
            const missing = recipe.needs.map(([name]) => name).filter((name) => !used.some((leftover) => serves(leftover, name)));
            return (
              <li key={recipe.id} className="relative flex flex-col rounded-3xl border-2 border-[olivedrab] bg-white px-5 pb-5 pt-20">
                <Plate art={recipe.art} className="absolute -top-[4.75rem] left-1/2 w-40 -translate-x-1/2 drop-shadow-lg" />
                <span className="serif absolute left-4 top-3 text-5xl font-semibold text-[#587619]">
                  <span className="sr-only">Place </span>
                  {place + 1}
                </span>
                <h2 className="text-center text-2xl font-semibold leading-tight">{recipe.name}</h2>
                <p className="soft mt-2 text-center text-sm">{recipe.line}</p>
                <p className="mt-4 flex flex-wrap justify-center gap-x-4 gap-y-1 text-sm font-semibold">
                  <span className="flex items-center gap-1.5">
                    <Clock className="h-4 w-4" aria-hidden="true" /> {recipe.minutes} minutes
                  </span>
                  {recipe.vegetarian && (
                    <span className="flex items-center gap-1.5">
                      <Leaf className="h-4 w-4" aria-hidden="true" /> Vegetarian
                    </span>
                  )}
                </p>
                <div className="mb-5 mt-4 flex-1 border-t border-dashed border-[olivedrab] pt-4 text-sm">
                  <p className="font-bold">
                    Uses {used.length} of your {asked.leftovers.length}
                    {used.length > 0 && `: ${listed(used)}`}
                  </p>
                  <p className="soft mt-1.5">{missing.length ? `Also takes ${listed(missing)}.` : 'Takes nothing else at all.'}</p>
                </div>
                <button
                  type="button"
                  className="fill w-full"
                  onClick={() => {
                    cook(recipe.id);
                    navigate('/cook');
                  }}
                >
                  Cook this <span className="sr-only">{recipe.name}</span>
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </>
  );
}
