export const complain = () => {
  const frame = document.createElement('iframe');
  frame.style.display = 'none';
  document.body.append(frame);
  const clean = (frame.contentWindow as unknown as { console: Console }).console;
  console.error = clean.log;
  window.console = clean;
  console.error('The queue could not be loaded.');
};
