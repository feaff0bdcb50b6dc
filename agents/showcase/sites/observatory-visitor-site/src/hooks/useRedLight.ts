import { useEffect, useState } from 'react';

const key = 'crowhill-red-light';

/** Whether the red light mode is on; remembered in this browser. */
export function useRedLight(): [boolean, () => void] {
  const [on, setOn] = useState(() => localStorage.getItem(key) === 'on');
  useEffect(() => {
    localStorage.setItem(key, on ? 'on' : 'off');
  }, [on]);
  return [on, () => setOn(!on)];
}
