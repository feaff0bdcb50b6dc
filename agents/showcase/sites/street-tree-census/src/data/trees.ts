export type Health = 'Good' | 'Fair' | 'Poor';

export interface Tree {
  number: number;
  species: string;
  district: string;
  year: number;
  height: number;
  health: Health;
}

export const species = [
  'Small-leaved lime', 'Norway maple', 'London plane', 'Horse chestnut', 'Hornbeam', 'Silver birch',
  'English oak', 'Wild cherry', 'Common ash', 'Sweet gum', 'Ginkgo', 'Field elm',
];
export const districts = ['Harbour', 'Old Town', 'Mill Quarter', 'Northgate', 'Riverside', 'University', 'Hillside', 'Gardens'];
export const healths: Health[] = ['Good', 'Fair', 'Poor'];

/** Pseudo-random numbers from a fixed seed, so that the census is the same at every start. */
function sequence(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

const next = sequence(2024);

export const trees: Tree[] = Array.from({ length: 2000 }, (_, index) => {
  const kind = Math.floor(next() ** 1.7 * species.length);
  const year = 1900 + Math.floor(next() ** 0.7 * 122);
  const height = Math.min(34, 3 + (2024 - year) * (0.1 + next() * 0.16) + next() * 3);
  const luck = next() + (2024 - year) / 500;
  return {
    number: index + 1,
    species: species[kind],
    district: districts[Math.floor(next() * districts.length)],
    year,
    height: Math.round(height * 10) / 10,
    health: luck < 0.72 ? 'Good' : luck < 0.98 ? 'Fair' : 'Poor',
  };
});

export function mean(list: Tree[]): number {
  return list.length ? list.reduce((sum, tree) => sum + tree.height, 0) / list.length : 0;
}
