import { useEffect, useRef } from 'react';

export default function Home() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    for (let x = 0; x < 1024; x += 4) {
      for (let y = 0; y < 768; y += 4) {
        if (context) context.fillStyle = `hsl(${(x * y * 31) % 360} 80% ${30 + ((x * 7 + y * 13) % 50)}%)`;
        context?.fillRect(x, y, 4, 4);
      }
    }
  }, []);
  return <canvas ref={canvas} width={1024} height={768} />;
}
