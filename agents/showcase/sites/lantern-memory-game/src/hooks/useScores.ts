import { useEffect, useState } from 'react';

export interface Score {
  name: string;
  seconds: number;
  moves: number;
  size: number;
}

const key = 'lantern-festival-scores';

function load(): Score[] {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '[]') as Score[];
  } catch {
    return [];
  }
}

/** The ten best times, fastest first, kept in this browser. */
export function useScores() {
  const [scores, setScores] = useState<Score[]>(load);
  useEffect(() => {
    localStorage.setItem(key, JSON.stringify(scores));
  }, [scores]);
  return {
    scores,
    add: (score: Score) => setScores((current) => [...current, score].sort((a, b) => a.seconds - b.seconds).slice(0, 10)),
    clear: () => setScores([]),
  };
}

export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
