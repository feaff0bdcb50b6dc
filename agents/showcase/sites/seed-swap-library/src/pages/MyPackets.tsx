import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Sprout } from 'lucide-react';
import MyPacket from '../components/MyPacket';
import { useSeeds } from '../hooks/useSeeds';

export default function MyPackets() {
  const { mine, change, remove } = useSeeds();
  const [said, setSaid] = useState('');
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-5">
        <div>
          <h1>My Packets</h1>
          <p className="soft mt-3 text-lg" role="status">
            {said || (mine.length === 0 ? 'Nothing of yours is in the drawer yet.' : mine.length === 1 ? 'One packet of yours is in the drawer.' : `${mine.length} packets of yours are in the drawer.`)}
          </p>
        </div>
        <Link to="/offer-seeds" className="fill">
          <Sprout className="h-5 w-5" aria-hidden="true" /> {mine.length === 0 ? 'Offer the first' : 'Offer another'}
        </Link>
      </div>
      {mine.length > 0 ? (
        <ul className="mt-10 grid items-start gap-7 lg:grid-cols-2">
          {mine.map((packet) => (
            <li key={packet.id}>
              <MyPacket
                packet={packet}
                onChange={(draft) => {
                  change(packet.id, draft);
                  setSaid('The label was written anew.');
                }}
                onRemove={() => {
                  remove(packet.id);
                  setSaid('The packet was taken out of the drawer.');
                }}
              />
            </li>
          ))}
        </ul>
      ) : (
        <div className="mt-12 rounded-lg border-2 border-dashed border-[#2f6b3a] px-6 py-12 text-center">
          <svg viewBox="0 0 220 130" className="mx-auto w-64" aria-hidden="true">
            <path d="M10 112q100 -18 200 0v18H10z" fill="#7a5a3c" />
            <path d="M110 108V62" stroke="#2f6b3a" strokeWidth="5" strokeLinecap="round" />
            <path d="M110 78Q70 76 66 38Q108 38 110 78zM110 64Q112 24 154 22Q156 62 110 64z" fill="#2f6b3a" />
            <path d="M60 122h.1M84 118h.1M142 118h.1M166 123h.1" stroke="#e0b84c" strokeWidth="6" strokeLinecap="round" />
          </svg>
          <p className="serif mx-auto mt-5 max-w-md text-2xl font-bold">Every packet in this drawer began as a plant that somebody forgot to pull out.</p>
        </div>
      )}
    </>
  );
}
