export const kinds = ['Vegetable', 'Herb', 'Flower'] as const;
export type Kind = (typeof kinds)[number];

export const years = { first: 2015, last: 2026 };
export const longest = { name: 40, note: 160 };

export interface Packet {
  id: string;
  name: string;
  kind: Kind;
  year: number;
  note: string;
  giver: string;
  art: Art;
}

/** How a plant is drawn. */
export type Art =
  | { form: 'tomato' | 'carrot' | 'chard' | 'bean'; colour: string }
  | { form: 'sprig'; colour: string; stem: string; wide: number }
  | { form: 'bloom'; colour: string; heart: string; petals: number; length: number; misty?: boolean };

/** What stands in a form before anybody has looked at it. */
export interface Draft {
  name: string;
  kind: Kind;
  year: string;
  note: string;
}

export type Mistakes = Partial<Record<'name' | 'year', string>>;

export function mistakesOf(draft: Draft): Mistakes {
  const found: Mistakes = {};
  if (!draft.name.trim()) found.name = 'A packet needs a name.';
  const year = Number(draft.year);
  if (!/^\d{4}$/.test(draft.year.trim()) || year < years.first || year > years.last) {
    found.year = `Only ${years.first} to ${years.last}.`;
  }
  return found;
}

const pick = <T,>(list: T[], name: string): T => list[[...name.toLowerCase()].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % list.length];

/** A drawing for a packet whose plant nobody has drawn yet: by its kind, and always the same for the same name. */
export function drawn(kind: Kind, name: string): Art {
  if (kind === 'Vegetable') {
    return pick<Art>(
      [
        { form: 'bean', colour: '#c8452f' },
        { form: 'carrot', colour: '#e07b2d' },
        { form: 'tomato', colour: '#d33f2e' },
        { form: 'chard', colour: '#d8568c' },
      ],
      name,
    );
  }
  if (kind === 'Herb') {
    return { form: 'sprig', colour: pick(['#5b9a45', '#3f7d52', '#86a83f'], name), stem: pick(['#2f6b3a', '#7a4a6d'], name), wide: pick([1, 1.5, 0.7], name) };
  }
  return { form: 'bloom', colour: pick(['#d8568c', '#e09a2b', '#7b62c9', '#d9512f'], name), heart: '#5a3a1a', petals: pick([8, 12, 16], name), length: pick([22, 27], name) };
}

const packet = (name: string, kind: Kind, year: number, giver: string, note: string, art: Art): Packet => ({
  id: name.toLowerCase().replace(/\W+/g, '-'),
  name,
  kind,
  year,
  giver,
  note,
  art,
});

export const firstPackets: Packet[] = [
  packet('Black Krim', 'Vegetable', 2024, 'Odile, No. 4', 'Ugly, cracked and the best tomato of my life.', { form: 'tomato', colour: '#8a3a3c' }),
  packet('Lemon Balm', 'Herb', 2025, 'Mr Abara, No. 11', 'Please take some. It is coming through the fence.', { form: 'sprig', colour: '#7fae45', stem: '#2f6b3a', wide: 1.4 }),
  packet('Velvet Queen', 'Flower', 2023, 'The twins, No. 7', 'Taller than Dad. We measured.', { form: 'bloom', colour: '#9a3324', heart: '#3d2412', petals: 18, length: 27 }),
  packet('Purple Haze', 'Vegetable', 2025, 'Ruta, No. 19', 'Sow thinly, or you will be thinning until June.', { form: 'carrot', colour: '#6d3f7c' }),
  packet('Love-in-a-Mist', 'Flower', 2024, 'Odile, No. 4', 'Sows itself for ever after. You have been told.', { form: 'bloom', colour: '#6c8edb', heart: '#35558f', petals: 9, length: 22, misty: true }),
  packet('Thai Basil', 'Herb', 2024, 'Ploy, No. 2', 'Starts on the kitchen sill, hates a draught.', { form: 'sprig', colour: '#3f7d52', stem: '#7a4a6d', wide: 1 }),
  packet('Rainbow Chard', 'Vegetable', 2022, 'Mr Abara, No. 11', 'Stands through frost like a stained glass window.', { form: 'chard', colour: '#d8568c' }),
  packet('Blue Boy', 'Flower', 2025, 'Hanneke, No. 16', 'For the strip along the road that nobody mows.', { form: 'bloom', colour: '#3b5cc2', heart: '#5b3f8f', petals: 11, length: 23 }),
];
