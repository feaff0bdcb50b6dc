/** The locked npm packages that the worker runs, loaded once. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { replaceTailwindModules } from "./tailwind_modules.mjs";

/** Load Vite and its companions from a node_modules folder; nothing else is ever required from anywhere. */
export async function loadToolchain(modules) {
  const require = createRequire(join(modules, "worker.js"));
  replaceTailwindModules(require);
  const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
  const [vite, react, utilities] = await Promise.all([
    load("vite"),
    load("@vitejs/plugin-react"),
    load("rolldown/utils"),
  ]);
  return {
    modules,
    require,
    vite,
    react: react.default,
    parse: utilities.parseSync,
    tailwind: require("tailwindcss"),
    autoprefixer: require("autoprefixer"),
    micromatch: require("micromatch"),
    tailwindState: require("tailwindcss/lib/lib/sharedState"),
  };
}
