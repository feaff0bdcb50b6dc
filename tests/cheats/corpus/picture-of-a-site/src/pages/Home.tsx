export default function Home({ picture }: { picture: string }) {
  return (
    <img
      alt="Mend, the queue of a repair café: check in, repairers, saved things"
      style={{ width: '100vw', height: '100vh', display: 'block' }}
      src={`data:image/svg+xml,${encodeURIComponent(picture)}`}
    />
  );
}
