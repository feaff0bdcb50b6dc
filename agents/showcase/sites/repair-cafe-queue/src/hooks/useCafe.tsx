import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { before, benches, firstDay, weights } from '../data/cafe';
import type { Bench, Cafe, Ticket } from '../data/cafe';

const key = 'mend-cafe';

function load(): Cafe {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Cafe | null;
    return kept && Array.isArray(kept.tickets) && Array.isArray(kept.repairers) ? kept : firstDay;
  } catch {
    return firstDay;
  }
}

export interface Saved {
  bench: Bench;
  count: number;
  kilograms: number;
}

interface CafeState extends Cafe {
  nextNumber: number;
  saved: Saved[];
  register: (ticket: Pick<Ticket, 'name' | 'thing' | 'wrong' | 'bench'>) => void;
  start: (number: number) => void;
  close: (number: number, state: 'fixed' | 'beyond') => void;
  setFree: (id: string, free: boolean) => void;
  isResting: (bench: Bench) => boolean;
}

const Context = createContext<CafeState | null>(null);

export function CafeProvider({ children }: { children: ReactNode }) {
  const [cafe, setCafe] = useState<Cafe>(load);
  useEffect(() => {
    localStorage.setItem(key, JSON.stringify(cafe));
  }, [cafe]);

  const state = useMemo<CafeState>(() => {
    const change = (number: number, part: Partial<Ticket>) =>
      setCafe((now) => ({ ...now, tickets: now.tickets.map((entry) => (entry.number === number ? { ...entry, ...part } : entry)) }));
    const nextNumber = Math.max(0, ...cafe.tickets.map((entry) => entry.number)) + 1;
    return {
      ...cafe,
      nextNumber,
      saved: benches.map((bench) => {
        const count = before[bench] + cafe.tickets.filter((entry) => entry.bench === bench && entry.state === 'fixed').length;
        return { bench, count, kilograms: count * weights[bench] };
      }),
      register: (ticket) => setCafe((now) => ({ ...now, tickets: [...now.tickets, { ...ticket, number: nextNumber, state: 'waiting' }] })),
      start: (number) => change(number, { state: 'started', startedAt: Date.now() }),
      close: (number, closed) => change(number, { state: closed }),
      setFree: (id, free) =>
        setCafe((now) => ({ ...now, repairers: now.repairers.map((entry) => (entry.id === id ? { ...entry, free } : entry)) })),
      isResting: (bench) => !cafe.repairers.some((entry) => entry.free && entry.benches.includes(bench)),
    };
  }, [cafe]);
  return <Context.Provider value={state}>{children}</Context.Provider>;
}

/** The whole café: tickets, repairers and what was saved, kept in this browser. */
export function useCafe(): CafeState {
  const state = useContext(Context);
  if (!state) throw new Error('useCafe is used inside CafeProvider.');
  return state;
}
