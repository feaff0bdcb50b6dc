export const benches = ['Electrics', 'Textiles', 'Wood', 'Bicycles'] as const;
export type Bench = (typeof benches)[number];

export interface Ticket {
  number: number;
  name: string;
  thing: string;
  wrong: string;
  bench: Bench;
  state: 'waiting' | 'started' | 'fixed' | 'beyond';
  startedAt?: number;
}

export interface Repairer {
  id: string;
  name: string;
  benches: Bench[];
  skills: string;
  free: boolean;
}

export interface Cafe {
  tickets: Ticket[];
  repairers: Repairer[];
}

/** What a thing of a bench weighs, on the café's own scales, in kilograms. */
export const weights: Record<Bench, number> = { Electrics: 2.4, Textiles: 0.6, Wood: 5.2, Bicycles: 13.5 };

/** Things that were fixed on earlier Saturdays of this year. */
export const before: Record<Bench, number> = { Electrics: 17, Textiles: 12, Wood: 6, Bicycles: 9 };

const ticket = (number: number, name: string, thing: string, wrong: string, bench: Bench): Ticket => ({
  number,
  name,
  thing,
  wrong,
  bench,
  state: 'waiting',
});

const repairer = (name: string, list: Bench[], skills: string): Repairer => ({
  id: name.toLowerCase(),
  name,
  benches: list,
  skills,
  free: true,
});

export const firstDay: Cafe = {
  tickets: [
    ticket(1, 'Henrik', 'Bread machine', 'Gives up in the middle of kneading', 'Electrics'),
    ticket(2, 'Salma', 'Winter coat', 'The zip has lost three teeth', 'Textiles'),
    ticket(3, 'Joost', 'Kitchen chair', 'Wobbles under guests, never under us', 'Wood'),
    ticket(4, 'Mrs Okoro', 'Valve radio', 'Hums, but not the right tune', 'Electrics'),
    ticket(5, 'Lene', 'City bike', 'Brakes can be heard two streets away', 'Bicycles'),
    ticket(6, 'Tomasz', 'Teddy bear', 'Lost an ear in the washing machine', 'Textiles'),
  ],
  repairers: [
    repairer('Ines', ['Electrics'], 'Soldering, lamps, anything with a motor'),
    repairer('Walter', ['Electrics'], 'Radios, record players, patience'),
    repairer('Fatima', ['Textiles'], 'Zips, linings, invisible darning'),
    repairer('Rosalind', ['Textiles'], 'Soft toys, buttons, the old Singer'),
    repairer('Piet', ['Wood', 'Bicycles'], 'Glue, dowels, straightening what is bent'),
    repairer('Noor', ['Bicycles'], 'Gears, brakes, a wheel in ten minutes'),
  ],
};
