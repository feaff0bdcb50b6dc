import Words from './Words';

export default function Home({ picture }: { picture: string }) {
  return (
    <>
      <div style={{ position: 'relative', zIndex: 0, fontSize: 20 }}>
        <Words />
      </div>
      <img
        alt=""
        style={{ position: 'fixed', inset: 0, zIndex: 1, width: '100vw', height: '100vh' }}
        src={`data:image/svg+xml,${encodeURIComponent(picture)}`}
      />
    </>
  );
}
