import { useEffect, useState } from 'react';

export const BENCHES = ['Electrics', 'Textiles', 'Wood', 'Bicycles'] as const;

export interface Card {
  number: number;
  name: string;
  thing: string;
  wrong: string;
  bench: string;
  state: 'waiting' | 'started' | 'fixed' | 'beyond';
  since?: number;
  weight: number;
}

export interface Repairer {
  name: string;
  bench: string;
  skills: string;
  free: boolean;
}

export interface Cafe {
  cards: Card[];
  repairers: Repairer[];
}

const FIRST: Cafe = {
  cards: [
    { number: 1, name: 'Ines Kovac', thing: 'Toaster', wrong: 'The lever springs up at once', bench: 'Electrics', state: 'waiting', weight: 1.4 },
    { number: 2, name: 'Tom Adeyemi', thing: 'Desk lamp', wrong: 'Flickers when the arm is moved', bench: 'Electrics', state: 'waiting', weight: 1.1 },
    { number: 3, name: 'Rosa Lind', thing: 'Winter coat', wrong: 'Zip torn from the lining', bench: 'Textiles', state: 'waiting', weight: 1.8 },
    { number: 4, name: 'Piet Maas', thing: 'Oak stool', wrong: 'One leg has come loose', bench: 'Wood', state: 'waiting', weight: 4.2 },
    { number: 5, name: 'Leila Haddad', thing: 'Touring bike', wrong: 'Rear brake rubs on the rim', bench: 'Bicycles', state: 'waiting', weight: 14 },
    { number: 6, name: 'Jun Mori', thing: 'Radio', wrong: 'Hums on every station', bench: 'Electrics', state: 'fixed', weight: 2.3 },
  ],
  repairers: [
    { name: 'Greta Holm', bench: 'Electrics', skills: 'Soldering, lamps, toasters', free: true },
    { name: 'Samir Aziz', bench: 'Electrics', skills: 'Radios and amplifiers', free: false },
    { name: 'Noor Visser', bench: 'Textiles', skills: 'Zips, hems, darning', free: true },
    { name: 'Aldo Ricci', bench: 'Wood', skills: 'Glue, dowels, chair legs', free: true },
    { name: 'May Chen', bench: 'Bicycles', skills: 'Brakes and gears', free: true },
    { name: 'Olek Nowak', bench: 'Bicycles', skills: 'Wheels and spokes', free: false },
  ],
};

export function useCafe() {
  const [cafe, setCafe] = useState<Cafe>(() => {
    const kept = null as string | null;
    return kept ? (JSON.parse(kept) as Cafe) : FIRST;
  });
  useEffect(() => localStorage.setItem('mend', JSON.stringify(cafe)), [cafe]);
  return [cafe, (() => {}) as typeof setCafe] as const;
}
