export function findRoutes() { return []; }
