import { useId, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { kinds, longest, mistakesOf, years } from '../data/seeds';
import type { Draft, Kind, Mistakes } from '../data/seeds';

interface Props {
  draft: Draft;
  action: string;
  onChange: (draft: Draft) => void;
  onValid: () => void;
  children?: ReactNode;
}

/** Name, kind, harvest year and note; what is wrong stands beside the field, from the first try on. */
export default function PacketForm({ draft, action, onChange, onValid, children }: Props) {
  const [tried, setTried] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  const year = useRef<HTMLInputElement>(null);
  const id = useId();
  const mistakes: Mistakes = tried ? mistakesOf(draft) : {};

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = mistakesOf(draft);
    if (!found.name && !found.year) return onValid();
    setTried(true);
    (found.name ? name : year).current?.focus();
  };
  const head = (field: string, label: string, wrong?: string, aside?: ReactNode) => (
    <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4">
      <label htmlFor={`${id}-${field}`} className="font-bold">
        {label}
      </label>
      {wrong !== undefined && (
        <p id={`${id}-${field}-wrong`} role="alert" className="wrong">
          {wrong}
        </p>
      )}
      {aside}
    </div>
  );

  return (
    <form onSubmit={submit} noValidate className="space-y-5">
      <div>
        {head('name', 'Name', mistakes.name ?? '')}
        <input
          id={`${id}-name`}
          ref={name}
          className="input"
          maxLength={longest.name}
          autoComplete="off"
          value={draft.name}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
          aria-invalid={Boolean(mistakes.name)}
          aria-describedby={`${id}-name-wrong`}
        />
      </div>
      <div className="grid items-end gap-5 sm:grid-cols-2">
        <div>
          {head('kind', 'Kind')}
          <select id={`${id}-kind`} className="input" value={draft.kind} onChange={(event) => onChange({ ...draft, kind: event.target.value as Kind })}>
            {kinds.map((kind) => (
              <option key={kind}>{kind}</option>
            ))}
          </select>
        </div>
        <div>
          {head('year', 'Harvest year', mistakes.year ?? '')}
          <input
            id={`${id}-year`}
            ref={year}
            className="input"
            inputMode="numeric"
            maxLength={4}
            autoComplete="off"
            placeholder={`${years.first} to ${years.last}`}
            value={draft.year}
            onChange={(event) => onChange({ ...draft, year: event.target.value })}
            aria-invalid={Boolean(mistakes.year)}
            aria-describedby={`${id}-year-wrong`}
          />
        </div>
      </div>
      <div>
        {head(
          'note',
          'Note',
          undefined,
          <span className="soft text-sm tabular-nums">
            {longest.note - draft.note.length} letters left
          </span>,
        )}
        <textarea
          id={`${id}-note`}
          className="input"
          rows={3}
          maxLength={longest.note}
          placeholder="What should the next gardener know?"
          value={draft.note}
          onChange={(event) => onChange({ ...draft, note: event.target.value })}
        />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <button type="submit" className="fill">
          {action}
        </button>
        {children}
      </div>
    </form>
  );
}
