const other: Record<string, string> = {
  spaghetti: 'pasta',
  macaroni: 'pasta',
  penne: 'pasta',
  noodle: 'pasta',
  cheddar: 'cheese',
  parmesan: 'cheese',
  feta: 'cheese',
  baguette: 'bread',
  toast: 'bread',
  salmon: 'fish',
  cod: 'fish',
  mash: 'potato',
  steak: 'beef',
  yogurt: 'yoghurt',
};

function single(word: string): string {
  if (word.endsWith('oes')) return word.slice(0, -2);
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** The words of an ingredient in the form in which they are compared: "Cooked Carrots" and "carrot cooked" are equal. */
export function words(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map(single)
    .map((word) => other[word] ?? word)
    .sort();
}

export const sameName = (a: string, b: string) => words(a).join(' ') === words(b).join(' ');

/** Whether a leftover such as "cooked rice" serves where a recipe asks for "rice". */
export function serves(leftover: string, wanted: string): boolean {
  const have = words(leftover);
  return have.length > 0 && words(wanted).every((word) => have.includes(word));
}

export function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
