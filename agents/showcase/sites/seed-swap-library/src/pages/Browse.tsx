import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Search } from 'lucide-react';
import PacketCard from '../components/PacketCard';
import { kinds } from '../data/seeds';
import { useSeeds } from '../hooks/useSeeds';

export default function Browse() {
  const { all } = useSeeds();
  const [wanted, setWanted] = useState('');
  const [kind, setKind] = useState('All');
  const shown = all.filter((packet) => (kind === 'All' || packet.kind === kind) && packet.name.toLowerCase().includes(wanted.trim().toLowerCase()));

  return (
    <>
      <div className="grid items-end gap-6 lg:grid-cols-[1fr_27rem]">
        <div>
          <h1 className="lg:!text-[3.4rem]">Seeds of the street</h1>
          <p className="soft mt-3 text-lg" role="status">
            {shown.length === 1 ? 'One packet' : `${shown.length || 'No'} packets`}
            {shown.length < all.length ? ` of ${all.length} in the drawer` : ' in the drawer'}
          </p>
        </div>
        <div className="grid gap-4 sm:grid-cols-[1fr_9.5rem]">
          <div>
            <label htmlFor="search" className="mb-1.5 block font-bold">
              Search seeds
            </label>
            <div className="relative">
              <Search className="absolute left-3.5 top-3.5 h-5 w-5 text-[#2f6b3a]" aria-hidden="true" />
              <input id="search" type="search" className="input !pl-11" value={wanted} onChange={(event) => setWanted(event.target.value)} />
            </div>
          </div>
          <div>
            <label htmlFor="kind" className="mb-1.5 block font-bold">
              Kind
            </label>
            <select id="kind" className="input" value={kind} onChange={(event) => setKind(event.target.value)}>
              {['All', ...kinds].map((option) => (
                <option key={option}>{option}</option>
              ))}
            </select>
          </div>
        </div>
      </div>
      {shown.length > 0 ? (
        <ul className="mt-10 grid gap-6 min-[500px]:grid-cols-2 md:grid-cols-3 lg:grid-cols-4">
          {shown.map((packet) => (
            <li key={packet.id}>
              <PacketCard packet={packet} />
            </li>
          ))}
        </ul>
      ) : (
        <div className="mt-12 text-center">
          <svg viewBox="0 0 200 120" className="mx-auto w-56" aria-hidden="true">
            <rect x="20" y="30" width="160" height="80" rx="6" fill="#2f6b3a" />
            <rect x="32" y="18" width="136" height="22" rx="3" fill="#1d4425" />
            <rect x="66" y="56" width="68" height="18" rx="2" fill="honeydew" stroke="#e0b84c" strokeWidth="2" />
            <rect x="84" y="86" width="32" height="9" rx="4.5" fill="#e0b84c" />
          </svg>
          <p className="serif mt-5 text-2xl font-bold">No packet answers to that.</p>
          <p className="soft mt-2">
            Perhaps nobody has it yet.{' '}
            <Link to="/offer-seeds" className="font-bold text-[#2f6b3a] underline underline-offset-4">
              Be the first to offer it
            </Link>
          </p>
          <button
            type="button"
            className="hollow mt-5"
            onClick={() => {
              setWanted('');
              setKind('All');
            }}
          >
            Show all packets
          </button>
        </div>
      )}
    </>
  );
}
