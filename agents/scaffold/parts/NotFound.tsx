import { Link } from 'react-router-dom';

export default function NotFound() {
  return (
    <section className="wrap py-24 text-center">
      <p className="eyebrow">404</p>
      <h1 className="mt-2 text-4xl font-bold">This page does not exist</h1>
      <Link to="/" className="btn mt-8">
        Back to the start
      </Link>
    </section>
  );
}
