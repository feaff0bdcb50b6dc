import { useCallback, useSyncExternalStore } from 'react';

const cache = new Map<string, unknown>();
const listeners = new Set<() => void>();

function read<T>(key: string, initial: T): T {
  if (!cache.has(key)) {
    let value: unknown = initial;
    try {
      const text = window.localStorage.getItem(key);
      if (text !== null) value = JSON.parse(text);
    } catch {
      value = initial;
    }
    cache.set(key, value);
  }
  return cache.get(key) as T;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** State that every component shares and that is still there after a reload. */
export function useStored<T>(key: string, initial: T): [T, (next: T | ((current: T) => T)) => void] {
  const value = useSyncExternalStore(subscribe, () => read(key, initial));
  const update = useCallback(
    (next: T | ((current: T) => T)) => {
      const current = read(key, initial);
      const result = typeof next === 'function' ? (next as (current: T) => T)(current) : next;
      cache.set(key, result);
      try {
        window.localStorage.setItem(key, JSON.stringify(result));
      } catch {
        // Storage can be full or switched off; the page keeps working without it.
      }
      listeners.forEach((listener) => listener());
    },
    // The initial value is data of the module: it never changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [key],
  );
  return [value, update];
}
