import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';

interface Asked {
  leftovers: string[];
  vegetarian: boolean;
  quick: boolean;
  round: number;
}

interface Kept {
  leftovers: string[];
  asked: Asked | null;
  cooking: { id: string; step: number; servings: number } | null;
  saved: { id: string; stars: number }[];
}

interface Kitchen extends Kept {
  thinking: boolean;
  add: (name: string) => void;
  remove: (name: string) => void;
  suggest: () => void;
  narrow: (choice: Partial<Pick<Asked, 'vegetarian' | 'quick'>>) => void;
  otherIdeas: () => void;
  cook: (id: string) => void;
  turn: (change: { step?: number; servings?: number }) => void;
  save: (id: string) => void;
  rate: (id: string, stars: number) => void;
  discard: (id: string) => void;
}

const key = 'second-supper';
const empty: Kept = { leftovers: [], asked: null, cooking: null, saved: [] };

function load(): Kept {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
    return kept && Array.isArray(kept.leftovers) && Array.isArray(kept.saved) ? { ...empty, ...kept } : empty;
  } catch {
    return empty;
  }
}

const Context = createContext<Kitchen | null>(null);

export function KitchenProvider({ children }: { children: ReactNode }) {
  const [kept, setKept] = useState<Kept>(load);
  const [thinking, setThinking] = useState(false);

  useEffect(() => {
    localStorage.setItem(key, JSON.stringify(kept));
  }, [kept]);

  useEffect(() => {
    if (!thinking) return;
    const timer = window.setTimeout(() => setThinking(false), 1500);
    return () => window.clearTimeout(timer);
  }, [thinking]);

  const kitchen = useMemo<Kitchen>(() => {
    const change = (make: (now: Kept) => Partial<Kept>) => setKept((now) => ({ ...now, ...make(now) }));
    return {
      ...kept,
      thinking,
      add: (name) => change((now) => ({ leftovers: [...now.leftovers, name] })),
      remove: (name) => change((now) => ({ leftovers: now.leftovers.filter((entry) => entry !== name) })),
      suggest: () => {
        change((now) => ({
          asked: { vegetarian: false, quick: false, ...now.asked, leftovers: now.leftovers, round: 0 },
        }));
        setThinking(true);
      },
      narrow: (choice) => change((now) => ({ asked: now.asked && { ...now.asked, ...choice, round: 0 } })),
      otherIdeas: () => {
        change((now) => ({ asked: now.asked && { ...now.asked, round: now.asked.round + 1 } }));
        setThinking(true);
      },
      cook: (id) => change(() => ({ cooking: { id, step: 0, servings: 2 } })),
      turn: (next) => change((now) => ({ cooking: now.cooking && { ...now.cooking, ...next } })),
      save: (id) => change((now) => ({ saved: [{ id, stars: 0 }, ...now.saved.filter((entry) => entry.id !== id)] })),
      rate: (id, stars) => change((now) => ({ saved: now.saved.map((entry) => (entry.id === id ? { id, stars } : entry)) })),
      discard: (id) => change((now) => ({ saved: now.saved.filter((entry) => entry.id !== id) })),
    };
  }, [kept, thinking]);

  return <Context.Provider value={kitchen}>{children}</Context.Provider>;
}

/** What is in the fridge, what was suggested, what is on the stove and what is in the recipe box, kept in this browser. */
export function useKitchen(): Kitchen {
  const kitchen = useContext(Context);
  if (!kitchen) throw new Error('useKitchen is used inside KitchenProvider.');
  return kitchen;
}
