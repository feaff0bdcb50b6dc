import { useState } from 'react';
import { Heart } from 'lucide-react';
import type { Post } from '../data/club';

interface Props {
  post: Post;
  likes: number;
  liked: boolean;
  own: boolean;
  editing: boolean;
  onLike: () => void;
  onEdit: (editing: boolean) => void;
  onSave: (text: string) => void;
  onDelete: () => void;
}

const clock = (time: number) => new Date(time).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

export default function PostCard({ post, likes, liked, own, editing, onLike, onEdit, onSave, onDelete }: Props) {
  const [text, setText] = useState(post.text);
  const [refused, setRefused] = useState(false);
  const save = () => {
    setRefused(!text.trim());
    if (text.trim()) onSave(text.trim());
  };
  return (
    <article className="panel p-5" aria-label={`Post by ${post.author}`}>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <span className="title text-xl font-bold">{post.author}</span>
        <time className="dim" dateTime={new Date(post.time).toISOString()}>
          {clock(post.time)}
          {post.edited && ', edited'}
        </time>
      </p>
      {editing ? (
        <div className="mt-3">
          <label htmlFor={`edit-${post.id}`} className="mb-1.5 block text-sm font-bold">
            Edit your post
          </label>
          <textarea id={`edit-${post.id}`} rows={3} maxLength={500} className="input" value={text} onChange={(event) => setText(event.target.value)} autoFocus />
          {refused && (
            <p role="alert" className="refused mt-1.5">
              An empty post says nothing.
            </p>
          )}
          <div className="mt-3 flex gap-2">
            <button type="button" className="plush" onClick={save}>
              Save
            </button>
            <button
              type="button"
              className="hollow"
              onClick={() => {
                setText(post.text);
                setRefused(false);
                onEdit(false);
              }}
            >
              Cancel
            </button>
          </div>
        </div>
      ) : (
        <>
          <p className="mt-2 whitespace-pre-wrap break-words leading-relaxed">{post.text}</p>
          <div className="mt-3.5 flex flex-wrap gap-2">
            <button type="button" aria-pressed={liked} onClick={onLike} className={`hollow !py-1.5 ${liked ? 'bg-[firebrick]' : ''}`}>
              <Heart className="h-4 w-4" fill={liked ? 'currentColor' : 'none'} aria-hidden="true" /> Like <span className="tabular-nums">{likes}</span>
            </button>
            {own && (
              <>
                <button type="button" className="hollow !py-1.5" onClick={() => onEdit(true)}>
                  Edit
                </button>
                <button type="button" className="hollow !py-1.5" onClick={onDelete}>
                  Delete
                </button>
              </>
            )}
          </div>
        </>
      )}
    </article>
  );
}
