import type { Packet } from '../data/seeds';
import Botanical from './Botanical';

export default function PacketCard({ packet }: { packet: Omit<Packet, 'id' | 'year'> & { year: number | string } }) {
  return (
    <article className="packet flex h-full flex-col">
      <p className="crimp pb-2.5 pt-4 text-center text-sm font-bold tracking-wide text-[honeydew]">{packet.kind}</p>
      <div className="flex flex-1 flex-col bg-[#fdfffa] px-5 pb-5 pt-5 text-center">
        <div className="oval grid h-44 w-36 place-items-center">
          <Botanical art={packet.art} className="h-32 w-32" />
        </div>
        <h2 className="mt-5 text-2xl font-bold leading-tight [overflow-wrap:anywhere]">{packet.name}</h2>
        <p className="mt-1 text-sm font-bold text-[#2f6b3a]">
          Harvest <span className="tabular-nums">{packet.year}</span>
        </p>
        {packet.note && <p className="serif soft mt-3 text-lg italic leading-snug [overflow-wrap:anywhere]">{packet.note}</p>}
        <p className="mt-auto pt-4 text-sm">
          <span className="block border-t border-dashed border-[#2f6b3a] pt-3">
            given by <strong>{packet.giver}</strong>
          </span>
        </p>
      </div>
    </article>
  );
}
