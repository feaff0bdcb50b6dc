import { useEffect, useState } from 'react';

export type Unit = 'm' | 'ft';
const key = 'saltmere-unit';

/** The unit of heights, kept in this browser. */
export function useUnit() {
  const [unit, setUnit] = useState<Unit>(() => (localStorage.getItem(key) === 'ft' ? 'ft' : 'm'));
  useEffect(() => {
    localStorage.setItem(key, unit);
  }, [unit]);
  const inUnit = (metres: number) => (unit === 'ft' ? metres / 0.3048 : metres);
  return { unit, setUnit, inUnit, height: (metres: number) => `${inUnit(metres).toFixed(1)} ${unit}` };
}
