export const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export const shifts = [
  { name: 'Night', from: '03:00', to: '09:00' },
  { name: 'Morning', from: '07:00', to: '13:00' },
  { name: 'Shop', from: '12:00', to: '18:00' },
] as const;
export const roles = ['Baker', 'Pastry cook', 'Shop keeper', 'Apprentice'] as const;
export const shiftHours = 6;

export type Day = (typeof days)[number];
export type Role = (typeof roles)[number];

export interface Person {
  id: number;
  name: string;
  role: Role;
  hours: number;
}

export interface DayOff {
  id: number;
  day: string;
  reason: string;
  state: 'Waiting' | 'Accepted' | 'Declined';
}

export interface Bakery {
  staff: Person[];
  /** Person by cell, such as "Monday Night". */
  plan: Record<string, number>;
  requests: DayOff[];
}

export type Account = 'boss' | 'helper';

const words: Record<Account, string> = { boss: 'rye-2026', helper: 'oat-2026' };

export function accountOf(name: string, password: string): Account | null {
  const account = name.trim().toLowerCase();
  return (account === 'boss' || account === 'helper') && words[account] === password ? account : null;
}

export const firstWeek: Bakery = {
  staff: [
    { id: 1, name: 'Greta Holm', role: 'Baker', hours: 38 },
    { id: 2, name: 'Anselm Roth', role: 'Baker', hours: 40 },
    { id: 3, name: 'Yusuf Demir', role: 'Baker', hours: 30 },
    { id: 4, name: 'Clémence Petit', role: 'Pastry cook', hours: 36 },
    { id: 5, name: 'Ruth Okafor', role: 'Pastry cook', hours: 24 },
    { id: 6, name: 'Jaro Novak', role: 'Shop keeper', hours: 30 },
    { id: 7, name: 'Milena Costa', role: 'Shop keeper', hours: 20 },
    { id: 8, name: 'Pip Larsen', role: 'Apprentice', hours: 35 },
  ],
  plan: {
    'Wednesday Night': 1,
    'Wednesday Morning': 4,
    'Thursday Night': 2,
    'Thursday Morning': 8,
    'Thursday Shop': 6,
    'Friday Night': 3,
    'Friday Morning': 5,
    'Friday Shop': 7,
    'Saturday Night': 1,
    'Saturday Morning': 4,
    'Saturday Shop': 6,
  },
  requests: [],
};
