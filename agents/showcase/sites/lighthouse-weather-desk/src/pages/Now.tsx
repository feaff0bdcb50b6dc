import { useCallback, useEffect, useState } from 'react';
import { RefreshCw } from 'lucide-react';
import Gauge from '../components/Gauge';
import Lighthouse from '../components/Lighthouse';
import { fetchReading } from '../data/service';
import type { Reading } from '../data/service';

export default function Now() {
  const [reading, setReading] = useState<Reading | null>(null);
  const [updated, setUpdated] = useState('');
  const [loading, setLoading] = useState(true);

  const renew = useCallback(async () => {
    setLoading(true);
    const next = await fetchReading();
    setReading(next);
    setUpdated(new Date().toLocaleTimeString('en-GB'));
    setLoading(false);
  }, []);
  useEffect(() => {
    void renew();
    const timer = window.setInterval(() => void renew(), 10000);
    return () => window.clearInterval(timer);
  }, [renew]);

  return (
    <section className="wrap grid gap-6 py-8 lg:grid-cols-[17rem_1fr]">
      <div className="overflow-hidden rounded-2xl">
        <Lighthouse />
      </div>
      <div>
        <div className="flex flex-wrap items-end justify-between gap-4">
          <div>
            <h1 className="text-4xl font-bold tracking-tight">Wind on the skerry, now</h1>
            <p className="muted mt-2" role="status">
              {loading ? 'Loading the instruments…' : `Last update ${updated}. The desk renews itself every ten seconds.`}
            </p>
          </div>
          <button type="button" className="fill" onClick={() => void renew()} disabled={loading}>
            <RefreshCw className="h-4 w-4" aria-hidden="true" /> Refresh
          </button>
        </div>
        <div className="mt-6 grid gap-4 sm:grid-cols-2">
          {reading ? (
            <>
              <Gauge label="Wind" value={reading.wind} unit="kn" low={0} high={60} note="Force 6, south-west" />
              <Gauge label="Gusts" value={reading.gusts} unit="kn" low={0} high={80} note="Highest of ten minutes" />
              <Gauge label="Pressure" value={reading.pressure} unit="hPa" low={960} high={1050} note="Falling slowly" />
              <Gauge label="Visibility" value={reading.visibility} unit="nm" low={0} high={15} note="Good, showers west" />
            </>
          ) : (
            ['Wind', 'Gusts', 'Pressure', 'Visibility'].map((label) => (
              <div key={label} className="card flex h-[10.5rem] items-center gap-5 p-5">
                <span className="h-28 w-28 rounded-full border-[12px] border-[#dde8ee]" aria-hidden="true" />
                <p>
                  <span className="muted block text-sm font-semibold">{label}</span>
                  <span className="text-2xl font-bold">Loading</span>
                </p>
              </div>
            ))
          )}
        </div>
        <p className="card mt-4 border-l-8 !border-l-[crimson] p-5">
          <span className="font-semibold">Small craft warning.</span> Strong south-westerly until dusk, sea moderate to rough around the skerry. Keep
          the boat on the lee side.
        </p>
      </div>
    </section>
  );
}
