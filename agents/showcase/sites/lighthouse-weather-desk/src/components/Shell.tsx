import { NavLink, Outlet } from 'react-router-dom';
import { LineChart, NotebookPen, Radio, Wind } from 'lucide-react';

const pages = [
  { path: '/', label: 'Now', Mark: Wind },
  { path: '/forecast', label: 'Forecast', Mark: LineChart },
  { path: '/stations', label: 'Stations', Mark: Radio },
  { path: '/log', label: 'Log', Mark: NotebookPen },
];

export default function Shell() {
  return (
    <div className="flex min-h-screen flex-col">
      <header className="bg-[crimson] text-white">
        <div className="wrap flex flex-wrap items-center justify-between gap-3 py-3">
          <p className="text-lg font-bold tracking-tight">
            Skerry Light <span className="font-normal">weather desk</span>
          </p>
          <nav aria-label="Main" className="flex flex-wrap gap-1">
            {pages.map(({ path, label, Mark }) => (
              <NavLink
                key={path}
                to={path}
                end={path === '/'}
                className={({ isActive }) =>
                  `flex items-center gap-2 rounded-lg px-3.5 py-2 text-sm font-semibold ${isActive ? 'bg-white text-[#b01030]' : 'hover:bg-[#b01030]'}`
                }
              >
                <Mark className="h-4 w-4" aria-hidden="true" /> {label}
              </NavLink>
            ))}
          </nav>
        </div>
      </header>
      <main className="flex-1">
        <Outlet />
      </main>
      <footer className="muted wrap py-8 text-sm">Skerry Light, 57° 12′ N, 6° 41′ W. All readings are simulated.</footer>
    </div>
  );
}
