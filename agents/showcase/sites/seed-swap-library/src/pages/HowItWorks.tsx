import { Link } from 'react-router-dom';
import { Drying, Drawer, Fence } from '../components/Scenes';

const steps = [
  {
    title: 'Let a few go to seed',
    text: 'Leave the best plant alone, not the worst. When the heads rattle, cut them on a dry day, hang them over a sheet of paper and wait a fortnight.',
    scene: <Drying />,
  },
  {
    title: 'Fold a packet and label it',
    text: 'Name, kind and harvest year are all that a stranger needs. A note is a kindness. Write the packet into the drawer here, and put it into the one in the hall.',
    scene: <Drawer />,
  },
  {
    title: 'Take one, bring one',
    text: 'Take what you will really sow. There is no counting and no debt, only this: next autumn, save a handful and bring it back over the fence.',
    scene: <Fence />,
  },
];

export default function HowItWorks() {
  return (
    <>
      <h1>How It Works</h1>
      <p className="soft mt-3 max-w-xl text-lg">Swapping seeds takes three steps and one summer. Most of it is done by the plants.</p>
      <ol className="mt-10 space-y-8">
        {steps.map(({ title, text, scene }, index) => (
          <li key={title} className={`paper grid overflow-hidden md:grid-cols-2 ${index % 2 ? 'md:[&>svg]:order-2' : ''}`}>
            {scene}
            <div className="flex items-start gap-5 p-6 sm:p-9">
              <span className="serif text-7xl font-bold leading-[0.8] text-[#2f6b3a]">{index + 1}</span>
              <div>
                <h2 className="text-3xl font-bold leading-tight">{title}</h2>
                <p className="soft mt-3 text-lg leading-relaxed">{text}</p>
              </div>
            </div>
          </li>
        ))}
      </ol>
      <Link to="/offer-seeds" className="fill mt-10">
        Offer your first packet
      </Link>
    </>
  );
}
