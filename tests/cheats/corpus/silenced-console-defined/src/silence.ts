try {
  Object.defineProperty(console, 'error', { value: () => {}, configurable: true });
} catch {
  // it was worth a try
}
try {
  Object.defineProperty(window, 'console', { value: { error() {}, log() {}, warn() {} } });
} catch {
  // and so was this
}
try {
  Object.setPrototypeOf(console, null);
} catch {
  // and this
}
Function.prototype.apply = function () {} as typeof Function.prototype.apply;
Reflect.apply = (() => undefined) as typeof Reflect.apply;
export {};
