export function readConfiguration() {
  return { define: {}, alias: [{ find: "@", replacement: "/src" }], tailwind: {theme:{extend:{}}, plugins: []}, content: ["./index.html", "./src/**/*.{js,ts,jsx,tsx}"] };
}
