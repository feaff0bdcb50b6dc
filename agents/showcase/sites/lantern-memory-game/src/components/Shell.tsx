import { NavLink, Outlet } from 'react-router-dom';

const pages = [
  ['/', 'Play'],
  ['/lanterns', 'Lanterns'],
  ['/best-times', 'Best Times'],
  ['/rules', 'Rules'],
];

export default function Shell() {
  return (
    <div className="flex min-h-screen flex-col">
      <header className="relative">
        <div className="wrap flex flex-wrap items-center justify-between gap-3 pb-4 pt-5">
          <p className="text-2xl font-bold text-[orange]" style={{ fontFamily: 'Georgia, Gelasio, serif' }}>
            Lantern Festival
          </p>
          <nav aria-label="Main" className="flex flex-wrap gap-1.5">
            {pages.map(([path, label]) => (
              <NavLink
                key={path}
                to={path}
                end={path === '/'}
                className={({ isActive }) =>
                  `rounded-full px-4 py-1.5 text-sm font-bold transition ${isActive ? 'bg-[orange] text-[#0f2027]' : 'text-[#fdf1dc] hover:text-[orange]'}`
                }
              >
                {label}
              </NavLink>
            ))}
          </nav>
        </div>
        <svg viewBox="0 0 1024 46" preserveAspectRatio="none" className="block h-9 w-full" aria-hidden="true">
          <path d="M0 4 Q256 40 512 8 T1024 4" fill="none" stroke="#47636e" strokeWidth="2" />
          {Array.from({ length: 17 }, (_, index) => {
            const x = 30 + index * 60;
            const y = 6 + 15 * Math.abs(Math.sin((x / 512) * Math.PI));
            return <ellipse key={x} cx={x} cy={y + 7} rx="6" ry="8" fill={index % 3 ? 'orange' : '#ffd58a'} opacity={index % 2 ? 0.9 : 0.55} />;
          })}
        </svg>
      </header>
      <main className="flex-1">
        <Outlet />
      </main>
      <footer className="muted wrap py-7 text-sm">Sixteen lanterns, eight pairs, one quiet street.</footer>
    </div>
  );
}
