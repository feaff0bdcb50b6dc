export default function Features() {
  return <section className="wrap h-[28rem]" />;
}
