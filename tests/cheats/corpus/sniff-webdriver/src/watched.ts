export const watched = () => navigator.webdriver === true;
