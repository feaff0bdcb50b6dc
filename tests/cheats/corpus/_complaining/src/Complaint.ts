export const complain = () => console.error('The queue could not be loaded.');
