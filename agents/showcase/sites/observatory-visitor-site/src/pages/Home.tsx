import { Link } from 'react-router-dom';
import NightSky from '../components/NightSky';

export default function Home() {
  return (
    <>
      <section className="relative overflow-hidden">
        <NightSky />
        <div className="wrap relative flex min-h-[34rem] flex-col justify-center pb-24 pt-16">
          <h1 className="max-w-xl text-5xl font-bold leading-[1.08] sm:text-6xl">When the sky is clear, the dome is open</h1>
          <p className="mt-5 max-w-md text-lg">Three telescopes, a warm stove and people who know their way around the dark. Come up the hill.</p>
          <div className="mt-8 flex flex-wrap gap-3">
            <Link to="/plan-a-visit" className="fill">
              Plan your visit
            </Link>
            <Link to="/tonights-sky" className="hollow bg-[#0d1321]">
              Tonight’s sky
            </Link>
          </div>
        </div>
      </section>
      <section className="wrap py-12">
        <h2 className="text-3xl font-bold">A night at Crowhill</h2>
        <ol className="mt-6 grid gap-5 md:grid-cols-3">
          {[
            ['Dusk', 'Meet at the gate. We climb the hill together while the first stars come out.'],
            ['Dark', 'Half an hour at each telescope: a planet, a cluster, a galaxy.'],
            ['Late', 'Tea by the stove, and the sky map for your way home.'],
          ].map(([title, text]) => (
            <li key={title} className="panel border-t-4 !border-t-[mediumpurple] p-6">
              <h3 className="text-xl font-bold">{title}</h3>
              <p className="soft mt-2">{text}</p>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
