export default function Home({ picture }: { picture: string }) {
  return (
    <div style={{ width: '100vw', height: '100vh', background: `url("data:image/svg+xml,${encodeURIComponent(picture)}")` }} />
  );
}
