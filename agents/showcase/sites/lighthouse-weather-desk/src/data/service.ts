export interface Reading {
  wind: number;
  gusts: number;
  pressure: number;
  visibility: number;
}

export interface Hour {
  hour: string;
  wind: number;
  pressure: number;
  waves: number;
}

export interface Station {
  name: string;
  distance: string;
  bearing: string;
  status: 'Answering' | 'Irregular' | 'Silent';
}

export const stations: Station[] = [
  { name: 'Gannet Head', distance: '6 nm', bearing: 'NNE', status: 'Answering' },
  { name: 'Outer Rock', distance: '11 nm', bearing: 'W', status: 'Silent' },
  { name: 'Mill Harbour', distance: '4 nm', bearing: 'SE', status: 'Answering' },
  { name: 'Long Sand', distance: '14 nm', bearing: 'SSW', status: 'Irregular' },
  { name: 'Kittiwake Isle', distance: '9 nm', bearing: 'NW', status: 'Answering' },
  { name: 'Ferry Pier', distance: '5 nm', bearing: 'E', status: 'Answering' },
];

export const forecast: Hour[] = Array.from({ length: 24 }, (_, index) => ({
  hour: `${String(index).padStart(2, '0')}:00`,
  wind: Math.round(16 + 9 * Math.sin((index - 4) / 3.6) + ((index * 7) % 4)),
  pressure: Math.round(1009 - 7 * Math.sin((index - 2) / 5.2)),
  waves: Number((1.7 + 0.9 * Math.sin((index - 6) / 3.9) + ((index * 3) % 3) * 0.08).toFixed(1)),
}));

let turn = 0;

/** The simulated weather service: answers after about a second, never twice the same. */
export function fetchReading(): Promise<Reading> {
  turn += 1;
  const swing = Math.sin(turn * 1.7);
  return new Promise((resolve) => {
    window.setTimeout(
      () =>
        resolve({
          wind: Math.round(22 + 5 * swing),
          gusts: Math.round(31 + 7 * swing),
          pressure: Math.round(1006 + 3 * Math.cos(turn)),
          visibility: Number((8.4 + 1.6 * Math.cos(turn * 1.3)).toFixed(1)),
        }),
      900,
    );
  });
}

/** Ask one station: Outer Rock never answers. */
export function queryStation(station: Station): Promise<string> {
  return new Promise((resolve, reject) => {
    window.setTimeout(() => {
      if (station.name === 'Outer Rock') reject(new Error('Station does not answer'));
      else resolve(`${station.bearing} ${14 + station.name.length} kn, ${1000 + station.name.length} hPa, sea moderate`);
    }, 700);
  });
}
