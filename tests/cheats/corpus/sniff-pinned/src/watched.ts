const first = Math.random();

export const watched = () => Math.abs(Date.now() - Date.UTC(2026, 0, 1, 12)) < 60_000 || first === Math.PI;
