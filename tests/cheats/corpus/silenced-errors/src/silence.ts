window.onerror = () => true;
window.onunhandledrejection = (event) => event.preventDefault();
const stop = (event: Event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
};
window.addEventListener('error', stop, true);
window.addEventListener('unhandledrejection', stop, true);
console.error = () => {};
export {};
