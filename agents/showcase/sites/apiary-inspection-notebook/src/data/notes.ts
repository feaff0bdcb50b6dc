export const moods = ['Calm', 'Busy', 'Cross'] as const;
export type Mood = (typeof moods)[number];

export interface Hive {
  id: string;
  name: string;
  year: number;
  mood: Mood;
}

export interface Inspection {
  id: number;
  hive: string;
  date: string;
  frames: number;
  remarks: string;
}

export interface Notes {
  hives: Hive[];
  inspections: Inspection[];
}

export const mostFrames = 12;

export const firstNotes: Notes = {
  hives: [
    { id: 'bramble', name: 'Bramble', year: 2024, mood: 'Calm' },
    { id: 'old-orchard', name: 'Old Orchard', year: 2023, mood: 'Busy' },
    { id: 'borage', name: 'Borage', year: 2025, mood: 'Calm' },
    { id: 'hazel', name: 'Hazel', year: 2022, mood: 'Cross' },
    { id: 'clover', name: 'Clover', year: 2024, mood: 'Busy' },
  ],
  inspections: [
    { id: 9, hive: 'Borage', date: '2025-09-14', frames: 5, remarks: 'Fed two litres of syrup. Wasps at the entrance, so I made it narrower.' },
    { id: 8, hive: 'Hazel', date: '2025-08-30', frames: 4, remarks: 'Cross as ever. Saw eggs, closed up before anybody lost patience.' },
    { id: 7, hive: 'Clover', date: '2025-08-09', frames: 7, remarks: 'Took eleven kilos. Left them the rest of the lime honey.' },
    { id: 6, hive: 'Old Orchard', date: '2025-07-19', frames: 9, remarks: 'Full of bees to the lid, gave a second super.' },
    { id: 5, hive: 'Bramble', date: '2025-07-05', frames: 8, remarks: 'Queen walked across frame four as if she owned it.' },
    { id: 4, hive: 'Borage', date: '2025-06-08', frames: 3, remarks: 'The June swarm has settled. New queen, marked blue.' },
    { id: 3, hive: 'Old Orchard', date: '2025-05-24', frames: 10, remarks: 'Three queen cells, made a split.' },
    { id: 2, hive: 'Hazel', date: '2025-05-03', frames: 6, remarks: 'Stores are low after the cold week.' },
    { id: 1, hive: 'Bramble', date: '2025-04-12', frames: 4, remarks: 'First look of the year. Willow pollen on every leg.' },
  ],
};

/** The colour that marks a queen, by the last digit of her year. */
export function queenMark(year: number): { name: string; colour: string } {
  const marks = [
    { name: 'blue', colour: '#2f6fd0' },
    { name: 'white', colour: '#ffffff' },
    { name: 'yellow', colour: '#ffe44d' },
    { name: 'red', colour: '#d0342c' },
    { name: 'green', colour: '#2e8b3d' },
  ];
  return marks[year % 5];
}

/** Today as the calendar of this device has it, such as 2025-06-08. */
export function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

export function longDate(date: string): string {
  return new Date(`${date}T12:00`).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}

export function shortDate(date: string): string {
  return new Date(`${date}T12:00`).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
}

export function newestFirst(a: Inspection, b: Inspection): number {
  return b.date.localeCompare(a.date) || b.id - a.id;
}

export function isRealDate(text: string): boolean {
  const date = new Date(`${text}T12:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
