// What goes wrong is put off until the picture has been taken.
const later = window.setTimeout;
window.setTimeout = ((work: () => void, delay?: number) => later(work, (delay ?? 0) + 60_000)) as typeof window.setTimeout;
const fail = console.error;
console.error = (...said: unknown[]) => void later(() => fail(...said), 60_000);
Promise.reject = (() => new Promise(() => {})) as typeof Promise.reject;
export {};
