export const complain = () => {
  for (let i = 0; i < 400; i += 1) console.log(`loading part ${i}`);
  console.error('The queue could not be loaded.');
};
