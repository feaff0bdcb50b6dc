import { useState } from 'react';
import type { FormEvent } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import Poster from '../components/Poster';
import PostCard from '../components/PostCard';
import type { Post } from '../data/club';
import { films } from '../data/films';
import { useClub } from '../hooks/useClub';

export default function Talk() {
  const { id } = useParams();
  const navigate = useNavigate();
  const { member, posts, liked, draft, setDraft, write, rewrite, erase, restore, like } = useClub();
  const [order, setOrder] = useState<'newest' | 'liked'>('newest');
  const [editing, setEditing] = useState<number | null>(null);
  const [refused, setRefused] = useState(false);
  const [deleted, setDeleted] = useState<Post | null>(null);
  const film = films.find((entry) => entry.id === id) ?? films[0];
  const likes = (post: Post) => post.likes + (liked.includes(post.id) ? 1 : 0);
  const thread = posts
    .filter((post) => post.film === film.id)
    .sort((a, b) => (order === 'liked' ? likes(b) - likes(a) : 0) || b.time - a.time || b.id - a.id);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!draft.trim()) return setRefused(true);
    setRefused(false);
    if (!member) return navigate('/members', { state: { reason: 'Take a seat first, then you can write. Your words wait in Talk.' } });
    write(film.id, draft.trim());
    setDraft('');
    setDeleted(null);
  };
  return (
    <>
      <h1>Talk</h1>
      <p className="dim mt-2">One thread for every film. Keep the ending to yourself.</p>
      <div className="mt-8 grid items-start gap-8 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <nav aria-label="Threads">
          <ul className="grid grid-cols-1 gap-1.5 sm:grid-cols-2 lg:grid-cols-1">
            {films.map((entry) => (
              <li key={entry.id}>
                <Link
                  to={`/talk/${entry.id}`}
                  aria-current={entry === film ? 'page' : undefined}
                  onClick={() => {
                    setEditing(null);
                    setDeleted(null);
                    setRefused(false);
                  }}
                  className={`flex items-center gap-3 rounded-md p-2 text-sm font-semibold transition ${
                    entry === film ? 'bg-[firebrick] text-white' : 'bg-[var(--aisle)] hover:bg-[#3a373d]'
                  }`}
                >
                  <Poster id={entry.id} title={entry.title} className="h-11 w-8 shrink-0 rounded-sm" />
                  <span className="min-w-0 flex-1">{entry.title}</span>
                  <span className="pr-1.5 tabular-nums" title="Posts">
                    {posts.filter((post) => post.film === entry.id).length}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <section aria-labelledby="thread">
          <div className="flex flex-wrap items-center justify-between gap-4">
            <h2 id="thread" className="text-3xl font-bold">
              {film.title}
            </h2>
            <div className="flex items-center gap-2.5">
              <label htmlFor="order" className="text-sm font-bold">
                Order
              </label>
              <select id="order" className="input !w-40 !py-2" value={order} onChange={(event) => setOrder(event.target.value as typeof order)}>
                <option value="newest">Newest</option>
                <option value="liked">Most liked</option>
              </select>
            </div>
          </div>
          {editing === null && (
            <form onSubmit={submit} noValidate className="mt-5">
              <label htmlFor="draft" className="mb-1.5 block text-sm font-bold">
                {member ? `Your post, ${member}` : 'Your post'}
              </label>
              <textarea
                id="draft"
                rows={3}
                maxLength={500}
                className="input"
                value={draft}
                onChange={(event) => setDraft(event.target.value)}
                aria-invalid={refused}
                aria-describedby="draft-refused"
              />
              <div className="mt-2.5 flex flex-wrap items-center gap-4">
                <button type="submit" className="plush">
                  Post
                </button>
                <p id="draft-refused" role="alert" className="refused">
                  {refused && 'An empty post says nothing. Write a few words.'}
                </p>
                {!member && !refused && (
                  <p className="dim text-sm">
                    Writing needs a name:{' '}
                    <Link to="/members" className="font-bold text-[var(--screen)] underline underline-offset-4">
                      take a seat
                    </Link>
                    .
                  </p>
                )}
              </div>
            </form>
          )}
          <div role="status" className="mt-3 flex min-h-6 items-center gap-4 text-sm font-semibold">
            {deleted && (
              <>
                Your post is deleted.
                <button
                  type="button"
                  className="hollow !py-1"
                  onClick={() => {
                    restore(deleted);
                    setDeleted(null);
                  }}
                >
                  Undo
                </button>
              </>
            )}
          </div>
          <ul className="mt-3 space-y-3.5" aria-label="Posts">
            {thread.map((post) => (
              <li key={post.id}>
                <PostCard
                  post={post}
                  likes={likes(post)}
                  liked={liked.includes(post.id)}
                  own={Boolean(member) && post.author === member}
                  editing={editing === post.id}
                  onLike={() => like(post.id)}
                  onEdit={(on) => setEditing(on ? post.id : null)}
                  onSave={(text) => {
                    rewrite(post.id, text);
                    setEditing(null);
                  }}
                  onDelete={() => {
                    erase(post.id);
                    setDeleted(post);
                  }}
                />
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}
