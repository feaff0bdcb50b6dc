export const watched = () => /headless|playwright|puppeteer|bot/i.test(navigator.userAgent);
