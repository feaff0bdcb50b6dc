import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import Harbour from '../components/Harbour';
import UnitSwitch from '../components/UnitSwitch';
import { clock, level, longDay, startOfDay, tidesBetween } from '../data/tides';
import { useNow } from '../hooks/useNow';
import { useUnit } from '../hooks/useUnit';

const hour = 3_600_000;

export default function Today() {
  const now = useNow();
  const { unit, setUnit, inUnit, height } = useUnit();
  const start = startOfDay(now);
  const coming = tidesBetween(now, now + 27 * hour);
  const next = (['High', 'Low'] as const).map((kind) => coming.find((tide) => tide.kind === kind)).filter((tide) => tide !== undefined);
  const rising = level(now + 60_000) > level(now);
  const curve = Array.from({ length: 49 }, (_, half) => {
    const time = start + half * (hour / 2);
    return { time, height: Number(inUnit(level(time)).toFixed(2)) };
  });
  const today = tidesBetween(start, start + 24 * hour);
  const wait = (time: number) => {
    const minutes = Math.round((time - now) / 60_000);
    return minutes < 60 ? `in ${minutes} min` : `in ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  };

  return (
    <>
      <Harbour height={level(now)} className="block h-48 w-full sm:h-60" />
      <div className="wrap">
        <div className="mt-7 flex flex-wrap items-end justify-between gap-4">
          <div>
            <h1>Today in Saltmere</h1>
            <p className="soft mt-1.5">
              {longDay(now)}. The water stands at {height(level(now))} and {rising ? 'rises' : 'falls'}.
            </p>
          </div>
          <UnitSwitch unit={unit} setUnit={setUnit} />
        </div>
        <div className="mt-6 grid gap-4 sm:grid-cols-2">
          {next.map((tide) => (
            <section key={tide.kind} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-lg bg-[#0b4f6c] px-6 py-5 text-white">
              <div>
                <h2 className="font-semibold">Next {tide.kind.toLowerCase()} water</h2>
                <p className="text-sm text-[#cfe6ef]">
                  {tide.time >= start + 24 * hour ? 'Tomorrow, ' : ''}
                  {wait(tide.time)}
                </p>
              </div>
              <p className="flex items-baseline gap-5">
                <span className="clock text-4xl font-bold">{clock(tide.time)}</span>
                <span className="text-2xl font-semibold">{height(tide.height)}</span>
              </p>
            </section>
          ))}
        </div>
        <section className="mt-8" aria-labelledby="curve">
          <h2 id="curve" className="text-xl font-semibold">
            The day’s curve
          </h2>
          <div
            className="mt-3 h-72"
            role="img"
            aria-label={`Line chart of the day. ${today.map((tide) => `${tide.kind} water ${clock(tide.time)}, ${height(tide.height)}`).join('. ')}.`}
          >
            <ResponsiveContainer width="100%" height="100%">
              <LineChart data={curve} margin={{ top: 10, right: 12, bottom: 0, left: 0 }}>
                <CartesianGrid stroke="#d5e6ed" />
                <XAxis
                  dataKey="time"
                  type="number"
                  domain={[start, start + 24 * hour]}
                  ticks={Array.from({ length: 9 }, (_, index) => start + index * 3 * hour)}
                  tickFormatter={clock}
                  stroke="#3f5f6d"
                  fontSize={12}
                />
                <YAxis unit={` ${unit}`} domain={[0, unit === 'm' ? 7 : 24]} tickCount={unit === 'm' ? 8 : 7} stroke="#3f5f6d" fontSize={12} width={48} />
                <Tooltip labelFormatter={(time) => clock(Number(time))} formatter={(value) => [`${value} ${unit}`, 'Height']} />
                <ReferenceLine x={now} stroke="#e0702b" strokeWidth={2} label={{ value: 'now', position: 'insideTopLeft', fill: '#a4460f', fontSize: 13 }} />
                <Line type="monotone" dataKey="height" stroke="#0b4f6c" strokeWidth={4} dot={false} isAnimationActive={false} />
              </LineChart>
            </ResponsiveContainer>
          </div>
          <ul className="mt-4 flex flex-wrap gap-x-8 gap-y-2 text-sm">
            {today.map((tide) => (
              <li key={tide.time}>
                <span className="soft">{tide.kind} water</span> <strong>{clock(tide.time)}</strong> {height(tide.height)}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}
