export default function Home() {
  return (
    <svg width="1024" height="768" viewBox="0 0 1024 768">
      {Array.from({ length: 160 }, (_, number) => (
        <circle
          key={number}
          cx={(number * 197) % 1024}
          cy={(number * 331) % 768}
          r={14 + ((number * 7) % 50)}
          fill={['mistyrose', '#114b5f', '#d1495b', '#f4a259', '#5b8e7d', '#8cb369'][number % 6]}
        />
      ))}
    </svg>
  );
}
