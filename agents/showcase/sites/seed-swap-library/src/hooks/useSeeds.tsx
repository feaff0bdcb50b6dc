import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { drawn, firstPackets } from '../data/seeds';
import type { Draft, Packet } from '../data/seeds';

interface Seeds {
  /** My own packets, the newest first. */
  mine: Packet[];
  all: Packet[];
  offer: (draft: Draft) => void;
  change: (id: string, draft: Draft) => void;
  remove: (id: string) => void;
}

const key = 'seed-drawer';

function load(): Packet[] {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '[]') as Packet[];
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}

function filled(id: string, draft: Draft): Packet {
  const name = draft.name.trim();
  return { id, name, kind: draft.kind, year: Number(draft.year), note: draft.note.trim(), giver: 'you', art: drawn(draft.kind, name) };
}

const Context = createContext<Seeds | null>(null);

export function SeedsProvider({ children }: { children: ReactNode }) {
  const [mine, setMine] = useState<Packet[]>(load);
  useEffect(() => {
    localStorage.setItem(key, JSON.stringify(mine));
  }, [mine]);

  const seeds = useMemo<Seeds>(
    () => ({
      mine,
      all: [...mine, ...firstPackets],
      offer: (draft) => setMine((now) => [filled(`mine-${Date.now()}-${now.length}`, draft), ...now]),
      change: (id, draft) => setMine((now) => now.map((entry) => (entry.id === id ? filled(id, draft) : entry))),
      remove: (id) => setMine((now) => now.filter((entry) => entry.id !== id)),
    }),
    [mine],
  );
  return <Context.Provider value={seeds}>{children}</Context.Provider>;
}

/** All packets of the drawer; those of mine are kept in this browser. */
export function useSeeds(): Seeds {
  const seeds = useContext(Context);
  if (!seeds) throw new Error('useSeeds is used inside SeedsProvider.');
  return seeds;
}
