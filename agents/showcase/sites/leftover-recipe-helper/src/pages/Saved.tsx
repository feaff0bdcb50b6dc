import { Link, useNavigate } from 'react-router-dom';
import { Clock } from 'lucide-react';
import Nothing from '../components/Nothing';
import Plate from '../components/Plate';
import Rating from '../components/Rating';
import { findRecipe } from '../data/recipes';
import { useKitchen } from '../hooks/useKitchen';

export default function Saved() {
  const { saved, rate, discard, cook } = useKitchen();
  const navigate = useNavigate();
  const cards = saved.flatMap((entry) => {
    const recipe = findRecipe(entry.id);
    return recipe ? [{ recipe, stars: entry.stars }] : [];
  });
  if (cards.length === 0) {
    return (
      <Nothing title="Saved" line="The recipe box is empty. Suppers that deserve a second time are kept here, with their stars.">
        <Link to="/" className="fill">
          Cook something first
        </Link>
      </Nothing>
    );
  }
  return (
    <>
      <h1>Saved</h1>
      <p className="soft mt-4 text-lg">{cards.length === 1 ? 'One card' : `${cards.length} cards`} in the recipe box.</p>
      <ul className="mt-9 grid gap-x-6 gap-y-8 md:grid-cols-2">
        {cards.map(({ recipe, stars }) => (
          <li key={recipe.id}>
            <span className="typed ml-5 inline-flex items-center gap-2 rounded-t-xl bg-[olivedrab] px-4 pb-1 pt-2 text-sm font-bold">
              <Clock className="h-4 w-4" aria-hidden="true" /> {recipe.minutes} min
            </span>
            <article className="flex h-[calc(100%-2.25rem)] gap-4 rounded-2xl border-2 border-t-8 border-[olivedrab] bg-white p-5">
              <Plate art={recipe.art} className="w-24 shrink-0 self-start sm:w-32" />
              <div className="min-w-0 flex-1">
                <h2 className="text-2xl font-semibold leading-tight">{recipe.name}</h2>
                <p className="soft mb-3 mt-1 text-sm">{recipe.line}</p>
                <Rating id={recipe.id} name={recipe.name} stars={stars} onRate={(count) => rate(recipe.id, count)} />
                <div className="mt-4 flex flex-wrap gap-2">
                  <button
                    type="button"
                    className="fill !px-4 !py-2 text-sm"
                    onClick={() => {
                      cook(recipe.id);
                      navigate('/cook');
                    }}
                  >
                    Cook again <span className="sr-only">{recipe.name}</span>
                  </button>
                  <button type="button" className="hollow !px-4 !py-1.5 text-sm" onClick={() => discard(recipe.id)}>
                    Remove <span className="sr-only">{recipe.name}</span>
                  </button>
                </div>
              </div>
            </article>
          </li>
        ))}
      </ul>
    </>
  );
}
