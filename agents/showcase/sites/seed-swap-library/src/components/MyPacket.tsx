import { useEffect, useRef, useState } from 'react';
import { Pencil, Trash2 } from 'lucide-react';
import type { Draft, Packet } from '../data/seeds';
import Botanical from './Botanical';
import PacketForm from './PacketForm';

interface Props {
  packet: Packet;
  onChange: (draft: Draft) => void;
  onRemove: () => void;
}

/** A packet of mine: read, edited in its place, or about to be deleted. */
export default function MyPacket({ packet, onChange, onRemove }: Props) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [asking, setAsking] = useState(false);
  const keep = useRef<HTMLButtonElement>(null);
  const edit = useRef<HTMLButtonElement>(null);
  const remove = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asking) keep.current?.focus();
  }, [asking]);
  const back = (button: typeof edit) => window.setTimeout(() => button.current?.focus());
  const relent = () => {
    setAsking(false);
    back(remove);
  };
  const close = () => {
    setDraft(null);
    back(edit);
  };

  return (
    <article className="packet">
      <p className="crimp pb-2.5 pt-4 pl-6 text-sm font-bold tracking-wide text-[honeydew]">{packet.kind}</p>
      <div className="flex flex-wrap gap-6 bg-[#fdfffa] p-6 sm:flex-nowrap">
        <div className="oval !mx-1.5 grid h-36 w-28 shrink-0 place-items-center">
          <Botanical art={packet.art} className="h-24 w-24" />
        </div>
        {draft ? (
          <div className="min-w-0 flex-1 basis-full sm:basis-0">
            <h2 className="mb-4 text-3xl font-bold leading-tight [overflow-wrap:anywhere]">{packet.name}</h2>
            <PacketForm
              draft={draft}
              action="Save changes"
              onChange={setDraft}
              onValid={() => {
                onChange(draft);
                close();
              }}
            >
              <button type="button" className="hollow !py-3" onClick={close}>
                Cancel
              </button>
            </PacketForm>
          </div>
        ) : (
          <div className="flex min-w-0 flex-1 basis-full flex-col sm:basis-0">
            <h2 className="text-3xl font-bold leading-tight [overflow-wrap:anywhere]">{packet.name}</h2>
            <p className="mt-1 text-sm font-bold text-[#2f6b3a]">
              Harvest <span className="tabular-nums">{packet.year}</span>
            </p>
            <p className="serif soft mb-5 mt-2 text-lg italic leading-snug [overflow-wrap:anywhere]">{packet.note || 'No note on the back.'}</p>
            {asking ? (
              <div
                role="group"
                aria-label="Confirm"
                className="mt-auto flex flex-wrap items-center gap-3 rounded-md bg-[#fdeee8] p-3"
                onKeyDown={(event) => event.key === 'Escape' && relent()}
              >
                <p className="wrong basis-full text-base" role="alert">
                  Take {packet.name} out of the drawer?
                </p>
                <button type="button" className="inline-flex rounded-md bg-[#a1301f] px-4 py-2.5 text-sm font-bold text-white hover:bg-[#82250f]" onClick={onRemove}>
                  Delete for good
                </button>
                <button type="button" ref={keep} className="hollow" onClick={relent}>
                  Keep it
                </button>
              </div>
            ) : (
              <div className="mt-auto flex gap-3">
                <button
                  type="button"
                  ref={edit}
                  className="hollow"
                  onClick={() => setDraft({ name: packet.name, kind: packet.kind, year: String(packet.year), note: packet.note })}
                >
                  <Pencil className="h-4 w-4" aria-hidden="true" /> Edit <span className="sr-only">{packet.name}</span>
                </button>
                <button type="button" ref={remove} className="hollow" onClick={() => setAsking(true)}>
                  <Trash2 className="h-4 w-4" aria-hidden="true" /> Delete <span className="sr-only">{packet.name}</span>
                </button>
              </div>
            )}
          </div>
        )}
      </div>
    </article>
  );
}
