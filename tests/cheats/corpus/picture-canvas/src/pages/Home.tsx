import { useEffect, useRef } from 'react';

export default function Home({ picture }: { picture: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const image = new Image();
    image.onload = () => canvas.current?.getContext('2d')?.drawImage(image, 0, 0);
    image.src = `data:image/svg+xml,${encodeURIComponent(picture)}`;
  }, [picture]);
  return <canvas ref={canvas} width={1024} height={768} />;
}
