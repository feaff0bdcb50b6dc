import type { Unit } from '../hooks/useUnit';

export default function UnitSwitch({ unit, setUnit }: { unit: Unit; setUnit: (unit: Unit) => void }) {
  return (
    <label className="flex cursor-pointer items-center gap-3 text-sm font-semibold">
      <input type="checkbox" role="switch" className="switch" checked={unit === 'ft'} onChange={(event) => setUnit(event.target.checked ? 'ft' : 'm')} />
      Heights in feet
    </label>
  );
}
