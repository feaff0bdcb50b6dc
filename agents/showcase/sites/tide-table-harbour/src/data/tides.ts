export interface Tide {
  kind: 'High' | 'Low';
  time: number;
  height: number;
}

export interface Day {
  start: number;
  tides: Tide[];
  range: number;
  spring: boolean;
}

const minute = 60_000;
const hour = 60 * minute;

/** Height of the water in metres above chart datum: the moon's wave, the sun's, and the bay's own small one. */
export function level(time: number): number {
  const hours = time / hour;
  const wave = (amplitude: number, period: number, lag: number) => amplitude * Math.cos((2 * Math.PI * (hours - lag)) / period);
  return 3.4 + wave(1.95, 12.4206, 3.1) + wave(0.72, 12, 4.4) + wave(0.12, 6.2103, 1.7);
}

export function startOfDay(time: number, later = 0): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + later).getTime();
}

/** High and low waters from one moment to another, in order. */
export function tidesBetween(from: number, to: number): Tide[] {
  const found: Tide[] = [];
  for (let time = from; time < to; time += minute) {
    const [before, here, after] = [level(time - minute), level(time), level(time + minute)];
    if (here > before && here >= after) found.push({ kind: 'High', time, height: here });
    if (here < before && here <= after) found.push({ kind: 'Low', time, height: here });
  }
  return found;
}

/** Seven days from today. Springs are the days whose range is above the mean of the week. */
export function week(now: number): Day[] {
  const days = Array.from({ length: 7 }, (_, index) => {
    const start = startOfDay(now, index);
    const tides = tidesBetween(start, startOfDay(now, index + 1));
    const heights = tides.map((tide) => tide.height);
    return { start, tides, range: Math.max(...heights) - Math.min(...heights) };
  });
  const mean = days.reduce((sum, day) => sum + day.range, 0) / days.length;
  return days.map((day) => ({ ...day, spring: day.range > mean }));
}

/** The causeway is this high, in metres above chart datum, and a walker needs this long. */
export const causeway = 2.7;
export const walk = 40 * minute;

export function isDry(time: number): boolean {
  return level(time) < causeway && level(time + walk / 2) < causeway && level(time + walk) < causeway;
}

/** Stretches between 06:00 and 21:00 in which a walk can begin. */
export function openings(start: number): [number, number][] {
  const found: [number, number][] = [];
  for (let time = start + 6 * hour; time <= start + 21 * hour; time += minute) {
    if (!isDry(time)) continue;
    const last = found[found.length - 1];
    if (last && time - last[1] === minute) last[1] = time;
    else found.push([time, time]);
  }
  return found;
}

export const clock = (time: number) => new Date(time).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
export const longDay = (time: number) => new Date(time).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
