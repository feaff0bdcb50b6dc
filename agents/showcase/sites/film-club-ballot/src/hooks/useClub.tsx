import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { openingNight, regulars, votesEach } from '../data/club';
import type { Club, Post } from '../data/club';
import { films } from '../data/films';

const key = 'back-row-club';

function load(): Club {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Club | null;
    return kept && kept.votes && Array.isArray(kept.posts) ? kept : openingNight();
  } catch {
    return openingNight();
  }
}

const any = <T,>(list: T[]) => list[Math.floor(Math.random() * list.length)];

interface ClubState extends Club {
  tally: Record<string, number>;
  own: string[];
  votesLeft: number;
  latest: string;
  draft: string;
  setDraft: (text: string) => void;
  takeSeat: (name: string) => void;
  leave: () => void;
  vote: (film: string) => void;
  takeBack: (film: string) => void;
  write: (film: string, text: string) => void;
  rewrite: (id: number, text: string) => void;
  erase: (id: number) => void;
  restore: (post: Post) => void;
  like: (id: number) => void;
}

const Context = createContext<ClubState | null>(null);

export function ClubProvider({ children }: { children: ReactNode }) {
  const [club, setClub] = useState<Club>(load);
  const [latest, setLatest] = useState('');
  const [draft, setDraft] = useState('');
  useEffect(() => {
    localStorage.setItem(key, JSON.stringify(club));
  }, [club]);

  // A regular votes every four seconds; one whose votes are spent changes their mind about the oldest.
  useEffect(() => {
    const voting = window.setInterval(() => {
      const name = any(regulars);
      const film = any(films);
      setClub((now) => ({ ...now, votes: { ...now.votes, [name]: [...(now.votes[name] ?? []), film.id].slice(-votesEach) } }));
      setLatest(`${name} has just voted for ${film.title}.`);
    }, 4000);
    return () => window.clearInterval(voting);
  }, []);

  const state = useMemo<ClubState>(() => {
    const { member } = club;
    const own = club.votes[member] ?? [];
    const tally = Object.fromEntries(films.map((film) => [film.id, 0]));
    for (const list of Object.values(club.votes)) for (const film of list) tally[film] += 1;
    const setOwn = (change: (list: string[]) => string[]) =>
      setClub((now) => ({ ...now, votes: { ...now.votes, [member]: change(now.votes[member] ?? []) } }));
    const setPosts = (change: (posts: Post[]) => Post[]) => setClub((now) => ({ ...now, posts: change(now.posts) }));
    return {
      ...club,
      tally,
      own,
      votesLeft: votesEach - own.length,
      latest,
      draft,
      setDraft,
      takeSeat: (name) => setClub((now) => ({ ...now, member: name })),
      leave: () => setClub((now) => ({ ...now, member: '' })),
      vote: (film) => setOwn((list) => (list.length < votesEach ? [...list, film] : list)),
      takeBack: (film) => setOwn((list) => list.filter((_, index) => index !== list.lastIndexOf(film))),
      write: (film, text) =>
        setPosts((posts) => [
          ...posts,
          { id: Math.max(0, ...posts.map((post) => post.id)) + 1, film, author: member, text, time: Date.now(), likes: 0 },
        ]),
      rewrite: (id, text) => setPosts((posts) => posts.map((post) => (post.id === id ? { ...post, text, edited: true } : post))),
      erase: (id) => setPosts((posts) => posts.filter((post) => post.id !== id)),
      restore: (post) => setPosts((posts) => [...posts, post]),
      like: (id) =>
        setClub((now) => ({
          ...now,
          liked: now.liked.includes(id) ? now.liked.filter((other) => other !== id) : [...now.liked, id],
        })),
    };
  }, [club, latest, draft]);
  return <Context.Provider value={state}>{children}</Context.Provider>;
}

/** The club: who sits here, all votes and posts, kept in this browser. */
export function useClub(): ClubState {
  const state = useContext(Context);
  if (!state) throw new Error('useClub is used inside ClubProvider.');
  return state;
}
