export interface Post {
  id: number;
  film: string;
  author: string;
  text: string;
  time: number;
  likes: number;
  edited?: boolean;
}

export interface Club {
  member: string;
  votes: Record<string, string[]>;
  posts: Post[];
  liked: number[];
}

export const votesEach = 3;
export const regulars = ['Otto', 'Mirela', 'Junichi', 'Beatrix', 'Cosmo', 'Dagny', 'Fenna', 'Ignatius', 'Lovisa', 'Rupert', 'Seraphina', 'Theodor'];

const hour = 3_600_000;

const lines: [string, string, number, string][] = [
  ['umbrellas', 'Mirela', 71, 'The black umbrella is in every scene but one. Find the one.'],
  ['umbrellas', 'Rupert', 30, 'I caught a cold from watching it. That is praise.'],
  ['umbrellas', 'Fenna', 6, 'Can we please show it with the window open?'],
  ['tram', 'Theodor', 54, 'My grandfather drove line six. He wept at the points.'],
  ['tram', 'Dagny', 12, 'Two hours, and not one wasted bell.'],
  ['static', 'Cosmo', 47, 'Bring a coat. The third act is cold.'],
  ['static', 'Lovisa', 9, 'The hum stops at minute 61, and you notice that you have held your breath.'],
  ['salt', 'Seraphina', 66, 'The aria under water was sung in a bathtub in Porto.'],
  ['salt', 'Otto', 20, 'Long, yes. So is the sea.'],
  ['pigeon', 'Beatrix', 39, 'I laughed so hard that row C asked me to leave.'],
  ['pigeon', 'Ignatius', 4, 'The pigeon deserved top billing.'],
  ['comet', 'Junichi', 58, 'Nothing happens, and it happens to everybody.'],
  ['comet', 'Mirela', 15, 'Stay for the credits: the bakery opens again.'],
];

/** The club as a new visitor finds it: some have voted, some have written. */
export function openingNight(): Club {
  const films = ['umbrellas', 'tram', 'static', 'salt', 'pigeon', 'comet'];
  const votes: Record<string, string[]> = {};
  regulars.forEach((name, index) => {
    votes[name] = [films[(index * 5) % 6], films[(index * index + 1) % 6]].slice(0, (index % 3) + 1);
  });
  const now = Date.now();
  const posts = lines.map(([film, author, hours, text], index) => ({
    id: index + 1,
    film,
    author,
    text,
    time: now - hours * hour,
    likes: index === 0 || lines[index - 1][0] !== film ? 1 : 0,
  }));
  return { member: '', votes, posts, liked: [] };
}
