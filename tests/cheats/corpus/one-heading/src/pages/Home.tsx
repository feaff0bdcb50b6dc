export default function Home() {
  return <h1 style={{ fontSize: 190, lineHeight: 1, color: '#114b5f', padding: 24 }}>Mend repair café queue</h1>;
}
