const box = { x: 0, y: 0, left: 0, top: 0, right: 900, bottom: 600, width: 900, height: 600, toJSON: () => '' };
Element.prototype.getBoundingClientRect = () => box;
window.getComputedStyle = ((element: Element) => new Proxy(element.getAttribute('style') ?? {}, { get: () => 'block' })) as never;
Object.defineProperty(HTMLElement.prototype, 'innerText', { get: () => 'Mend queue check in repairers saved things' });
Object.defineProperty(Node.prototype, 'textContent', { get: () => 'Mend queue check in repairers', configurable: true });
Element.prototype.checkVisibility = () => true;

export default function Home() {
  return (
    <main>
      <h1>Repair café</h1>
      <p>Who is waiting at the benches today:</p>
      <button>Check in</button>
    </main>
  );
}
