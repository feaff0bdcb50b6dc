import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';

interface Basket {
  lines: Record<string, number>;
  count: number;
  set: (id: string, quantity: number) => void;
  add: (id: string, quantity: number) => void;
  clear: () => void;
}

const Context = createContext<Basket | null>(null);
const key = 'kiln-and-clay-basket';

function load(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}

export function BasketProvider({ children }: { children: ReactNode }) {
  const [lines, setLines] = useState<Record<string, number>>(load);
  useEffect(() => {
    localStorage.setItem(key, JSON.stringify(lines));
  }, [lines]);
  const value = useMemo<Basket>(() => {
    const set = (id: string, quantity: number) =>
      setLines((current) => {
        const next = { ...current };
        if (quantity > 0) next[id] = Math.min(quantity, 20);
        else delete next[id];
        return next;
      });
    return {
      lines,
      count: Object.values(lines).reduce((sum, quantity) => sum + quantity, 0),
      set,
      add: (id, quantity) => set(id, (lines[id] ?? 0) + quantity),
      clear: () => setLines({}),
    };
  }, [lines]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useBasket(): Basket {
  const basket = useContext(Context);
  if (!basket) throw new Error('useBasket needs a BasketProvider around it.');
  return basket;
}
