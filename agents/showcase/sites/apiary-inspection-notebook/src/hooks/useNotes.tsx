import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { firstNotes } from '../data/notes';
import type { Hive, Inspection, Notes } from '../data/notes';

const key = 'hive-notes';

function load(): Notes {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Notes | null;
    return kept && Array.isArray(kept.hives) && Array.isArray(kept.inspections) ? kept : firstNotes;
  } catch {
    return firstNotes;
  }
}

interface Notebook extends Notes {
  addHive: (hive: Omit<Hive, 'id'>) => void;
  renameHive: (hive: Hive, name: string) => void;
  removeHive: (id: string) => void;
  record: (entries: Omit<Inspection, 'id'>[]) => void;
  change: (entry: Inspection) => void;
  remove: (id: number) => void;
  restore: (entry: Inspection) => void;
}

const Context = createContext<Notebook | null>(null);

export function NotesProvider({ children }: { children: ReactNode }) {
  const [notes, setNotes] = useState<Notes>(load);
  useEffect(() => {
    localStorage.setItem(key, JSON.stringify(notes));
  }, [notes]);

  const notebook = useMemo<Notebook>(
    () => ({
      ...notes,
      addHive: (hive) => setNotes((now) => ({ ...now, hives: [...now.hives, { ...hive, id: `${Date.now()}-${now.hives.length}` }] })),
      renameHive: (hive, name) =>
        setNotes((now) => ({
          hives: now.hives.map((entry) => (entry.id === hive.id ? { ...entry, name } : entry)),
          inspections: now.inspections.map((entry) => (entry.hive === hive.name ? { ...entry, hive: name } : entry)),
        })),
      removeHive: (id) => setNotes((now) => ({ ...now, hives: now.hives.filter((entry) => entry.id !== id) })),
      record: (entries) =>
        setNotes((now) => {
          const next = Math.max(0, ...now.inspections.map((entry) => entry.id)) + 1;
          return { ...now, inspections: [...now.inspections, ...entries.map((entry, index) => ({ ...entry, id: next + index }))] };
        }),
      change: (entry) =>
        setNotes((now) => ({ ...now, inspections: now.inspections.map((other) => (other.id === entry.id ? entry : other)) })),
      remove: (id) => setNotes((now) => ({ ...now, inspections: now.inspections.filter((entry) => entry.id !== id) })),
      restore: (entry) => setNotes((now) => ({ ...now, inspections: [...now.inspections, entry] })),
    }),
    [notes],
  );
  return <Context.Provider value={notebook}>{children}</Context.Provider>;
}

/** The notebook: hives and inspections, kept in this browser. */
export function useNotes(): Notebook {
  const notebook = useContext(Context);
  if (!notebook) throw new Error('useNotes is used inside NotesProvider.');
  return notebook;
}
