export const watched = () => !('chrome' in window) || navigator.plugins.length === 0 || outerHeight === innerHeight;
