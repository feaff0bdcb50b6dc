/** What of Vite's and TypeScript's configuration decides how a project is built, read as data. */
import { posix } from "node:path";

import { Callable, ConfigurationFile, UNKNOWN } from "./literals.mjs";

// Settings that have no part in what is built, or that the scaffold settles.
const WITHOUT_EFFECT = new Set(["server", "preview", "optimizeDeps", "plugins", "resolve", "define", "build", "base", "esbuild"]);
const MAX_ALIASES = 100;
const MAX_DEFINES = 100;

/** Read `resolve.alias` and `define` from vite.config. */
export function readVite(parse, file, source, { root }, note) {
  const configuration = new ConfigurationFile(parse, file, source, { modules: pathModules, names: pathNames(root) });
  const node = configuration.root;
  if (node?.type !== "ObjectExpression") {
    note("build.configuration-unread", "The configuration could not be read as data; the scaffold's is used.", file);
    return { alias: [], define: {} };
  }
  const ignored = configuration.propertyNames(node).filter((name) => !WITHOUT_EFFECT.has(name));
  if (ignored.length > 0) note("build.configuration-ignored", `Not used: ${ignored.slice(0, 20).join(", ")}.`, file);
  const alias = configuration.evaluate(configuration.property(configuration.property(node, "resolve"), "alias"));
  const define = configuration.evaluate(configuration.property(node, "define"));
  return { alias: readAliases(alias, file, note), define: readDefines(define) };
}

/** Read `compilerOptions.paths` from a tsconfig. */
export function readPaths(parse, file, source, { root, files }) {
  const configuration = new ConfigurationFile(parse, "tsconfig.js", `export default (${source}\n)`);
  const options = configuration.evaluate(configuration.root);
  const { baseUrl = ".", paths } = options?.compilerOptions ?? {};
  if (typeof baseUrl !== "string" || typeof paths !== "object" || paths === null) return [];
  const names = Object.keys(files);
  const aliases = [];
  for (const [pattern, targets] of Object.entries(paths).slice(0, MAX_ALIASES)) {
    const target = Array.isArray(targets) ? targets[0] : undefined;
    if (typeof target !== "string" || !pattern.endsWith("/*") || !target.endsWith("/*") || pattern === "/*") continue;
    const folder = posix.join(baseUrl, target.slice(0, -1));
    if (names.some((name) => name.startsWith(folder))) {
      aliases.push({ find: pattern.slice(0, -2), replacement: `${root}/${folder.slice(0, -1)}` });
    }
  }
  return aliases;
}

// An alias may lead anywhere: what is outside does not load.
function readAliases(value, file, note) {
  const entries = Array.isArray(value)
    ? value.map((entry) => [entry?.find, entry?.replacement])
    : Object.entries(typeof value === "object" && value !== null ? value : {});
  const aliases = [];
  for (const [find, replacement] of entries.slice(0, MAX_ALIASES)) {
    if (typeof find !== "string" || typeof replacement !== "string" || find === "") continue;
    aliases.push({ find, replacement });
  }
  if (value === UNKNOWN) note("build.configuration-unread", "'resolve.alias' could not be read as data.", file);
  return aliases;
}

function readDefines(value) {
  if (typeof value !== "object" || value === null) return {};
  const entries = Object.entries(value)
    .filter(([name, text]) => /^[\w$.]{1,200}$/.test(name) && text !== undefined && typeof text !== "function")
    .map(([name, text]) => [name, typeof text === "string" ? text : JSON.stringify(text)]);
  return Object.fromEntries(entries.slice(0, MAX_DEFINES));
}

const PATH = {
  resolve: new Callable((...parts) => joined(parts)),
  join: new Callable((...parts) => joined(parts)),
  dirname: new Callable((path) => (typeof path === "string" ? posix.dirname(path) : UNKNOWN)),
};

const URLS = { fileURLToPath: new Callable((url) => (typeof url === "string" ? url : (url?.pathname ?? UNKNOWN))) };

function joined(parts) {
  if (parts.some((part) => typeof part !== "string")) return UNKNOWN;
  const start = parts.findLastIndex((part) => posix.isAbsolute(part));
  return posix.join(...parts.slice(Math.max(0, start)));
}

function pathModules(name) {
  const module = name.replace(/^node:/, "");
  if (module === "path") return { ...PATH, default: PATH };
  if (module === "url") return { ...URLS, URL: urlConstructor };
  return UNKNOWN;
}

const urlConstructor = new Callable((relative, base) => {
  const folder = typeof base === "string" ? posix.dirname(base) : undefined;
  if (typeof relative !== "string" || folder === undefined) return UNKNOWN;
  const pathname = posix.resolve(folder, relative);
  return { pathname, href: pathname };
});

function pathNames(root) {
  return {
    __dirname: root,
    __filename: `${root}/vite.config.js`,
    "import.meta": { url: `${root}/vite.config.js`, dirname: root, filename: `${root}/vite.config.js` },
    URL: urlConstructor,
    JSON: { stringify: new Callable((value) => JSON.stringify(value)) },
    process: { env: { NODE_ENV: "production" }, cwd: new Callable(() => root) },
  };
}
