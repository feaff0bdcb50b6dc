import { useEffect } from 'react';
import { Link, NavLink, Outlet, useLocation, useNavigate } from 'react-router-dom';
import { LogOut } from 'lucide-react';
import { useBakery } from '../hooks/useBakery';
import Croissant from './Croissant';

const pages = [
  ['/', 'Sign In'],
  ['/week-plan', 'Week Plan'],
  ['/staff', 'Staff'],
  ['/requests', 'Requests'],
];

export default function Shell() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const { account, enter } = useBakery();
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [pathname]);
  return (
    <div className="flex min-h-screen flex-col">
      <header className="bg-[maroon] text-[papayawhip]">
        <div className="wrap flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4">
          <Link to="/" className="title flex items-center gap-3 text-2xl text-[papayawhip]">
            <Croissant className="h-9 w-9" /> Early Bread
          </Link>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <nav aria-label="Main" className="-mx-2 flex flex-wrap gap-1 sm:mx-0">
              {pages.map(([path, label]) => (
                <NavLink
                  key={path}
                  to={path}
                  end
                  className={({ isActive }) =>
                    `rounded-lg px-2.5 py-2 text-sm font-semibold transition sm:px-4 ${
                      isActive ? 'bg-[papayawhip] text-[maroon]' : 'text-[papayawhip] hover:bg-[#9d1c1c]'
                    }`
                  }
                >
                  {label}
                </NavLink>
              ))}
            </nav>
            {account && (
              <button
                type="button"
                className="flex items-center gap-2 rounded-lg border-2 border-[#d9a48f] px-3 py-1.5 text-sm font-semibold hover:bg-[#9d1c1c]"
                onClick={() => {
                  enter(null);
                  navigate('/');
                }}
              >
                <LogOut className="h-4 w-4" aria-hidden="true" /> Sign out
              </button>
            )}
          </div>
        </div>
      </header>
      <main className="wrap flex-1 py-9">
        <Outlet />
      </main>
      <footer className="wrap soft flex flex-wrap justify-between gap-2 py-6 text-sm">
        <p>The oven is lit at three. Please do not whistle before five.</p>
        <p>{account ? `Signed in as ${account}.` : 'Nobody is signed in.'}</p>
      </footer>
    </div>
  );
}
