import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { firstWeek } from '../data/bakery';
import type { Account, Bakery, DayOff, Person } from '../data/bakery';

const key = 'early-bread';
const doorKey = 'early-bread-account';

function load(): Bakery {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Bakery | null;
    return kept && Array.isArray(kept.staff) && kept.plan && Array.isArray(kept.requests) ? kept : firstWeek;
  } catch {
    return firstWeek;
  }
}

function who(): Account | null {
  const kept = localStorage.getItem(doorKey);
  return kept === 'boss' || kept === 'helper' ? kept : null;
}

interface BakeryState extends Bakery {
  account: Account | null;
  enter: (account: Account | null) => void;
  assign: (cell: string, person: number | null) => void;
  savePerson: (person: Omit<Person, 'id'>, id?: number) => void;
  removePerson: (id: number) => void;
  ask: (day: string, reason: string) => void;
  answer: (id: number, state: DayOff['state']) => void;
}

const Context = createContext<BakeryState | null>(null);
const nextId = (list: { id: number }[]) => Math.max(0, ...list.map((entry) => entry.id)) + 1;

export function BakeryProvider({ children }: { children: ReactNode }) {
  const [bakery, setBakery] = useState<Bakery>(load);
  const [account, setAccount] = useState<Account | null>(who);
  useEffect(() => {
    localStorage.setItem(key, JSON.stringify(bakery));
  }, [bakery]);
  useEffect(() => {
    if (account) localStorage.setItem(doorKey, account);
    else localStorage.removeItem(doorKey);
  }, [account]);

  const state = useMemo<BakeryState>(
    () => ({
      ...bakery,
      account,
      enter: setAccount,
      assign: (cell, person) =>
        setBakery((now) => {
          const plan = { ...now.plan };
          if (person === null) delete plan[cell];
          else plan[cell] = person;
          return { ...now, plan };
        }),
      savePerson: (person, id) =>
        setBakery((now) => ({
          ...now,
          staff: id
            ? now.staff.map((entry) => (entry.id === id ? { ...person, id } : entry))
            : [...now.staff, { ...person, id: nextId(now.staff) }],
        })),
      removePerson: (id) =>
        setBakery((now) => ({
          ...now,
          staff: now.staff.filter((entry) => entry.id !== id),
          plan: Object.fromEntries(Object.entries(now.plan).filter(([, person]) => person !== id)),
        })),
      ask: (day, reason) =>
        setBakery((now) => ({ ...now, requests: [{ id: nextId(now.requests), day, reason, state: 'Waiting' }, ...now.requests] })),
      answer: (id, answered) =>
        setBakery((now) => ({
          ...now,
          requests: now.requests.map((entry) => (entry.id === id ? { ...entry, state: answered } : entry)),
        })),
    }),
    [bakery, account],
  );
  return <Context.Provider value={state}>{children}</Context.Provider>;
}

/** The bakery: people, plan, requests and who is signed in, kept in this browser. */
export function useBakery(): BakeryState {
  const state = useContext(Context);
  if (!state) throw new Error('useBakery is used inside BakeryProvider.');
  return state;
}
