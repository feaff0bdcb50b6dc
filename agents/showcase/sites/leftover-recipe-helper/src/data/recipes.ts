import { serves } from './words';

export interface Recipe {
  id: string;
  name: string;
  line: string;
  minutes: number;
  vegetarian: boolean;
  /** Name in the singular, amount for two, unit; a piece has no unit. */
  needs: [string, number, string][];
  steps: string[];
  art: { vessel: 'pan' | 'bowl' | 'plate' | 'tin'; base: string; bits: string[] };
}

export const recipes: Recipe[] = [
  {
    id: 'midnight-fried-rice',
    name: 'Midnight Fried Rice',
    line: 'Yesterday’s rice is not old. It is ready.',
    minutes: 15,
    vegetarian: true,
    needs: [['rice', 300, 'g'], ['carrot', 2, ''], ['egg', 2, ''], ['peas', 80, 'g'], ['soy sauce', 2, 'tbsp']],
    steps: [
      'Break the cold rice apart with wet fingers, until no grain holds on to another.',
      'Dice the carrots small and fry them in hot oil until their edges brown.',
      'Push them aside, crack in the eggs and stir them just until they set.',
      'Add rice and peas and turn everything over the highest heat you dare.',
      'Pour the soy sauce around the rim, toss once more and eat from the pan.',
    ],
    art: { vessel: 'pan', base: '#f3e6c4', bits: ['#e8833a', '#7ea23a', '#f6cf4f'] },
  },
  {
    id: 'carrot-and-rice-soup',
    name: 'Carrot and Rice Soup',
    line: 'The rice melts away and leaves only the velvet.',
    minutes: 35,
    vegetarian: true,
    needs: [['carrot', 4, ''], ['rice', 60, 'g'], ['onion', 1, ''], ['stock', 700, 'ml'], ['cream', 2, 'tbsp']],
    steps: [
      'Chop the onion and let it go soft and sweet in a little butter.',
      'Slice the carrots and stir them in until they shine.',
      'Add rice and stock, put the lid on and leave the soup in peace for twenty minutes.',
      'Blend until smooth, then pull the cream through in one lazy spiral.',
    ],
    art: { vessel: 'bowl', base: '#e9924a', bits: ['#fff3dc', '#7ea23a'] },
  },
  {
    id: 'stuffed-peppers',
    name: 'Stuffed Peppers',
    line: 'Four small suitcases, packed with whatever there was.',
    minutes: 45,
    vegetarian: false,
    needs: [['pepper', 2, ''], ['rice', 200, 'g'], ['mince', 150, 'g'], ['tomato', 2, ''], ['cheese', 60, 'g']],
    steps: [
      'Halve the peppers lengthwise, stem and all, and lay them in a tin like boats.',
      'Brown the mince, then let the chopped tomatoes simmer with it.',
      'Stir in the rice and season as if you meant it.',
      'Fill the boats, roof them with cheese and bake them until the roofs bubble.',
    ],
    art: { vessel: 'tin', base: '#e7c878', bits: ['#c8452f', '#c8452f', '#f3dd9a'] },
  },
  {
    id: 'golden-kedgeree',
    name: 'Golden Kedgeree',
    line: 'A breakfast that overslept and came to dinner.',
    minutes: 25,
    vegetarian: false,
    needs: [['rice', 300, 'g'], ['fish', 200, 'g'], ['egg', 2, ''], ['onion', 1, ''], ['curry powder', 2, 'tsp']],
    steps: [
      'Boil the eggs for seven minutes and cool them under the tap.',
      'Fry the sliced onion with the curry powder until the kitchen smells of it.',
      'Warm the rice in it, then the flaked fish, gently, so that it stays in pieces.',
      'Quarter the eggs on top and finish with lemon, if there is one.',
    ],
    art: { vessel: 'plate', base: '#efc14f', bits: ['#f0a58c', '#fff6df', '#7ea23a'] },
  },
  {
    id: 'bubble-and-squeak',
    name: 'Bubble and Squeak',
    line: 'Named after what it says in the pan.',
    minutes: 20,
    vegetarian: true,
    needs: [['potato', 4, ''], ['cabbage', 200, 'g'], ['egg', 2, ''], ['butter', 30, 'g'], ['mustard', 1, 'tsp']],
    steps: [
      'Crush the cooked potatoes with a fork. Lumps are welcome.',
      'Fold in the chopped cabbage and the mustard.',
      'Press it into foaming butter as one flat cake and do not touch it.',
      'When it squeaks and the crust is brown, turn it over in pieces.',
      'Fry the eggs beside it and let the yolks run in.',
    ],
    art: { vessel: 'pan', base: '#e5c987', bits: ['#9db648', '#fff6df', '#b98a3e'] },
  },
  {
    id: 'panzanella',
    name: 'Panzanella',
    line: 'For bread that could knock on a door.',
    minutes: 15,
    vegetarian: true,
    needs: [['bread', 150, 'g'], ['tomato', 4, ''], ['cucumber', 0.5, ''], ['onion', 0.5, ''], ['oil', 3, 'tbsp']],
    steps: [
      'Tear the bread, wet it under the tap and squeeze it out like a sponge.',
      'Cut the tomatoes over the bowl, so that no juice is lost.',
      'Add cucumber and the thinnest onion you can manage.',
      'Dress with oil, a splash of vinegar and salt, then wait ten minutes. The waiting is the recipe.',
    ],
    art: { vessel: 'bowl', base: '#e9d3a1', bits: ['#cf4a35', '#a9c65a', '#b58adf'] },
  },
  {
    id: 'bread-and-spinach-bake',
    name: 'Bread and Spinach Bake',
    line: 'A pudding that decided to be savoury.',
    minutes: 50,
    vegetarian: true,
    needs: [['bread', 200, 'g'], ['milk', 250, 'ml'], ['egg', 3, ''], ['spinach', 100, 'g'], ['cheese', 80, 'g']],
    steps: [
      'Butter a tin and lay the sliced bread in it like fallen roof tiles.',
      'Tuck the spinach into every gap.',
      'Beat eggs and milk, pour it over and press the bread under.',
      'Scatter the cheese and bake it until it has risen and gone gold.',
    ],
    art: { vessel: 'tin', base: '#e8bf6b', bits: ['#5f8a2b', '#d79a45', '#f6e2a8'] },
  },
  {
    id: 'sundays-chicken-pie',
    name: 'Sunday’s Chicken Pie',
    line: 'On Monday nobody will recognise it.',
    minutes: 50,
    vegetarian: false,
    needs: [['chicken', 250, 'g'], ['carrot', 2, ''], ['peas', 100, 'g'], ['cream', 100, 'ml'], ['pastry', 150, 'g']],
    steps: [
      'Pull the chicken from the bones. Keep the bones for stock.',
      'Soften the diced carrots in butter, then add peas, chicken and cream.',
      'Tip it all into a tin and lay the pastry over it like a blanket.',
      'Cut one chimney into the middle and bake until the blanket is brown.',
    ],
    art: { vessel: 'tin', base: '#dcae62', bits: ['#c48f3f', '#eed095'] },
  },
  {
    id: 'pasta-frittata',
    name: 'Pasta Frittata',
    line: 'Spaghetti by the slice.',
    minutes: 20,
    vegetarian: true,
    needs: [['pasta', 250, 'g'], ['egg', 4, ''], ['cheese', 50, 'g'], ['tomato', 1, ''], ['oil', 2, 'tbsp']],
    steps: [
      'Beat the eggs with the grated cheese and plenty of pepper.',
      'Stir in the cold pasta until every strand is coated.',
      'Tip it into hot oil, lay the sliced tomato on top and turn the heat down.',
      'When only the middle trembles, slide it on to a plate and flip it back.',
      'Fry the other side for two minutes and cut it like a cake.',
    ],
    art: { vessel: 'pan', base: '#f2cd63', bits: ['#cf4a35', '#fbe7a4', '#d99a2f'] },
  },
  {
    id: 'bean-and-bread-stew',
    name: 'Bean and Bread Stew',
    line: 'It was better yesterday, and will be better tomorrow.',
    minutes: 40,
    vegetarian: true,
    needs: [['beans', 250, 'g'], ['bread', 100, 'g'], ['cabbage', 150, 'g'], ['carrot', 1, ''], ['tomato', 3, '']],
    steps: [
      'Chop carrot and tomatoes and let them stew slowly in oil.',
      'Add the cabbage in ribbons and water to cover it all.',
      'Stir in the beans, half of them crushed, and simmer for twenty minutes.',
      'Drop in the torn bread and wait until the spoon stands up.',
    ],
    art: { vessel: 'bowl', base: '#c9703d', bits: ['#f0dcb0', '#7ea23a', '#8d3b22'] },
  },
  {
    id: 'ham-and-pea-pasta',
    name: 'Ham and Pea Pasta',
    line: 'The sandwich shelf, reconsidered.',
    minutes: 20,
    vegetarian: false,
    needs: [['pasta', 300, 'g'], ['ham', 100, 'g'], ['peas', 100, 'g'], ['cream', 80, 'ml'], ['cheese', 30, 'g']],
    steps: [
      'Cut the ham into ribbons and let them curl in a dry pan.',
      'Add the cream and the peas and let it bubble twice.',
      'Turn the pasta in it with a spoon of hot water, until the sauce clings.',
      'Rain cheese over it.',
    ],
    art: { vessel: 'plate', base: '#f4e3b5', bits: ['#e79a95', '#7ea23a', '#fff6df'] },
  },
  {
    id: 'roast-beef-hash',
    name: 'Roast Beef Hash',
    line: 'What the roast does on its day off.',
    minutes: 25,
    vegetarian: false,
    needs: [['beef', 200, 'g'], ['potato', 3, ''], ['onion', 1, ''], ['egg', 2, ''], ['butter', 25, 'g']],
    steps: [
      'Dice beef, potatoes and onion to the size of one another.',
      'Fry the onion in butter, then the potatoes until they have corners of gold.',
      'Add the beef last and let it catch a little.',
      'Make two hollows, crack in the eggs and cover the pan until they are set.',
    ],
    art: { vessel: 'pan', base: '#a8693d', bits: ['#efd08a', '#74341f', '#fff6df'] },
  },
  {
    id: 'chickpea-and-tomato-curry',
    name: 'Chickpea and Tomato Curry',
    line: 'One tin, one evening, no regrets.',
    minutes: 28,
    vegetarian: true,
    needs: [['chickpeas', 240, 'g'], ['tomato', 3, ''], ['spinach', 100, 'g'], ['coconut milk', 200, 'ml'], ['curry powder', 3, 'tsp']],
    steps: [
      'Wake the curry powder in hot oil for as long as it takes to say so.',
      'Add the chopped tomatoes and cook them down to a paste.',
      'Stir in chickpeas and coconut milk and simmer for ten minutes.',
      'Let the spinach collapse into it, and serve it with any rice that waits.',
    ],
    art: { vessel: 'bowl', base: '#e09a3c', bits: ['#f2d698', '#5f8a2b', '#cf4a35'] },
  },
  {
    id: 'carrot-fritters',
    name: 'Carrot Fritters',
    line: 'For carrots that have learned to bend.',
    minutes: 20,
    vegetarian: true,
    needs: [['carrot', 3, ''], ['egg', 1, ''], ['flour', 4, 'tbsp'], ['cheese', 40, 'g'], ['yoghurt', 4, 'tbsp']],
    steps: [
      'Grate the carrots and wring them out in a clean cloth.',
      'Mix in egg, flour and crumbled cheese, until it holds in a spoon.',
      'Drop spoonfuls into hot oil, flatten them and wait for lace at the edges.',
      'Turn them once.',
      'Eat them with cold yoghurt and burnt fingers.',
    ],
    art: { vessel: 'plate', base: '#fff8e8', bits: ['#d97a2c', '#e59a4e', '#c9641c'] },
  },
  {
    id: 'chicken-and-rice-broth',
    name: 'Chicken and Rice Broth',
    line: 'Also works against Mondays and sore throats.',
    minutes: 25,
    vegetarian: false,
    needs: [['chicken', 200, 'g'], ['rice', 100, 'g'], ['carrot', 1, ''], ['stock', 800, 'ml'], ['lemon', 0.5, '']],
    steps: [
      'Bring the stock to a quiet simmer with the carrot in thin coins.',
      'Add the rice and wait until it is tender.',
      'Warm the shredded chicken in it. It has been cooked once, it need not be again.',
      'Finish with lemon and more pepper than seems polite.',
    ],
    art: { vessel: 'bowl', base: '#f1d98a', bits: ['#fff6df', '#e8833a', '#d9b877'] },
  },
];

export const findRecipe = (id: string) => recipes.find((recipe) => recipe.id === id);

/** Everything that some recipe asks for, in the order of the alphabet. */
export const known = [...new Set(recipes.flatMap((recipe) => recipe.needs.map(([name]) => name)))].sort();

export const usedOf = (recipe: Recipe, leftovers: string[]) =>
  leftovers.filter((leftover) => recipe.needs.some(([name]) => serves(leftover, name)));

/** The recipes that a choice leaves, those first that use most of the leftovers; of equal ones the quicker. */
export function ranked(leftovers: string[], vegetarian: boolean, quick: boolean): Recipe[] {
  return recipes
    .filter((recipe) => (!vegetarian || recipe.vegetarian) && (!quick || recipe.minutes < 30))
    .sort((a, b) => usedOf(b, leftovers).length - usedOf(a, leftovers).length || a.minutes - b.minutes);
}

const parts: Record<number, string> = { 25: '¼', 50: '½', 75: '¾' };

function figure(amount: number): string {
  const whole = Math.floor(amount);
  const part = parts[Math.round((amount - whole) * 100)] ?? '';
  return `${whole || !part ? whole : ''}${part}`;
}

/** An ingredient for so many people: what stands in the column of amounts, and the name beside it. */
export function measured([name, amount, unit]: Recipe['needs'][number], servings: number): [string, string] {
  const scaled = (amount * servings) / 2;
  if (unit) return [`${figure(scaled)} ${unit}`, name];
  return [figure(scaled), scaled > 1 ? `${name}${name.endsWith('o') ? 'es' : 's'}` : name];
}
