export default function Home({ picture }: { picture: string }) {
  return <div role="main" aria-label="Mend, the queue of a repair café" dangerouslySetInnerHTML={{ __html: picture }} />;
}
