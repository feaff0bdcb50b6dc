import { useEffect, useState } from 'react';

/** The present moment in milliseconds, renewed twice a minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const ticking = window.setInterval(() => setNow(Date.now()), 30_000);
    return () => window.clearInterval(ticking);
  }, []);
  return now;
}
