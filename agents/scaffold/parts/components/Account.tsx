import { useState } from 'react';
import type { FormEvent } from 'react';
import { Link } from 'react-router-dom';
import { LogOut } from 'lucide-react';
import PageHeading from './PageHeading';
import { items } from '../data/items';
import { site } from '../data/site';
import { useStored } from '../hooks/useStored';
import type { Heading } from '../types';

interface Profile {
  name: string;
  email: string;
}

export interface Props {
  heading: Heading;
}

export default function Account({ heading }: Props) {
  const [profile, setProfile] = useStored<Profile | null>('profile', null);
  const [saved] = useStored<string[]>('saved', []);
  const [chosen] = useStored<Record<string, number>>('chosen', {});
  const [name, setName] = useState(profile?.name ?? '');
  const [email, setEmail] = useState(profile?.email ?? '');
  const [error, setError] = useState('');
  const [message, setMessage] = useState('');

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim().length < 2) return setError('Enter your name with at least two letters.');
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) return setError('Enter an e-mail address like name@example.com.');
    setError('');
    setMessage(profile ? 'Your details are saved.' : `Welcome, ${name.trim()}.`);
    setProfile({ name: name.trim(), email: email.trim() });
  };
  const list = items.filter((item) => saved.includes(item.id) || chosen[item.id]);

  return (
    <section className="wrap py-12">
      <PageHeading {...heading} />
      <div className="grid gap-6 lg:grid-cols-[1fr_1.5fr] lg:items-start">
        <form onSubmit={save} noValidate className="card space-y-4 p-7">
          <h2 className="text-xl font-bold">{profile ? `Hello, ${profile.name}` : 'Log in or create an account'}</h2>
          <div>
            <label htmlFor="account-name" className="label">
              Name
            </label>
            <input id="account-name" autoComplete="name" value={name} onChange={(event) => setName(event.target.value)} className="field" />
          </div>
          <div>
            <label htmlFor="account-email" className="label">
              E-mail
            </label>
            <input id="account-email" type="email" autoComplete="email" value={email} onChange={(event) => setEmail(event.target.value)} className="field" />
          </div>
          <div className="flex flex-wrap gap-3">
            <button type="submit" className="btn">
              {profile ? 'Save changes' : 'Continue'}
            </button>
            {profile && (
              <button
                type="button"
                className="btn-quiet"
                onClick={() => {
                  setProfile(null);
                  setMessage('You are logged out.');
                }}
              >
                <LogOut className="h-4 w-4" aria-hidden="true" /> Log out
              </button>
            )}
          </div>
          <p role="status" className="text-sm font-semibold text-accent">
            {error || message}
          </p>
        </form>
        <div className="card p-7">
          <h2 className="text-xl font-bold">Your {site.items}</h2>
          {list.length === 0 ? (
            <p className="mt-3 text-muted">
              Nothing saved yet. Use the heart on any {site.item} to keep it here.{' '}
              <Link to={site.listPath} className="font-semibold text-accent underline">
                See all {site.items}
              </Link>
            </p>
          ) : (
            <ul className="mt-4 divide-y divide-line">
              {list.map((item) => (
                <li key={item.id} className="flex items-center justify-between gap-4 py-3">
                  <Link to={`${site.detailPath}/${item.id}`} className="font-semibold hover:text-accent">
                    {item.title}
                  </Link>
                  <span className="text-sm text-muted">{item.value}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </section>
  );
}
