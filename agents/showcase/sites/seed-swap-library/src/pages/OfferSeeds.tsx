import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import PacketCard from '../components/PacketCard';
import PacketForm from '../components/PacketForm';
import { drawn } from '../data/seeds';
import type { Draft } from '../data/seeds';
import { useSeeds } from '../hooks/useSeeds';

export default function OfferSeeds() {
  const { offer } = useSeeds();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<Draft>({ name: '', kind: 'Vegetable', year: '', note: '' });
  const name = draft.name.trim();
  return (
    <div className="grid gap-10 lg:grid-cols-[1fr_19rem] lg:gap-16">
      <div>
        <h1>Offer Seeds</h1>
        <p className="soft mb-8 mt-3 max-w-xl text-lg">A handful is plenty. Fill in the label, fold the corner twice and push it into the drawer.</p>
        <div className="paper p-6 sm:p-8">
          <PacketForm
            draft={draft}
            action="Offer these seeds"
            onChange={setDraft}
            onValid={() => {
              offer(draft);
              navigate('/my-packets');
            }}
          />
        </div>
      </div>
      <figure className="mx-auto w-full max-w-[19rem] self-start lg:pt-4">
        <figcaption className="serif soft mb-4 text-center text-lg italic">Your packet, as the street will see it</figcaption>
        <PacketCard
          packet={{
            name: name || 'No name yet',
            kind: draft.kind,
            year: draft.year || '····',
            note: draft.note.trim(),
            giver: 'you',
            art: drawn(draft.kind, name),
          }}
        />
      </figure>
    </div>
  );
}
