import { useCafe } from '../store';

export default function Repairers() {
  const [cafe, setCafe] = useCafe();
  return (
    <>
      <h1>Repairers</h1>
      <p className="lead">Six volunteers with steady hands. Who is free can be called to a bench.</p>
      <div className="grid three">
        {cafe.repairers.map((repairer) => (
          <article className="card" key={repairer.name}>
            <h2>{repairer.name}</h2>
            <p>{repairer.bench}</p>
            <p>{repairer.skills}</p>
            <label>
              <input
                type="checkbox"
                role="switch"
                aria-label={`Free: ${repairer.name}`}
                checked={repairer.free}
                onChange={() =>
                  setCafe({
                    ...cafe,
                    repairers: cafe.repairers.map((one) => (one.name === repairer.name ? { ...one, free: !one.free } : one)),
                  })
                }
              />
              Free
            </label>
          </article>
        ))}
      </div>
    </>
  );
}
