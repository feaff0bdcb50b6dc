/** Tailwind's configuration, read as data. */
import { Callable, ConfigurationFile, UNKNOWN } from "./literals.mjs";

/** Plugins that may run: they come with the toolchain, in locked versions. */
export const PLUGINS = new Set([
  "@tailwindcss/aspect-ratio",
  "@tailwindcss/container-queries",
  "@tailwindcss/forms",
  "@tailwindcss/typography",
  "daisyui",
  "tailwindcss-animate",
]);

const DATA = new Set(["tailwindcss/colors", "tailwindcss/defaultTheme", "tailwindcss/defaultConfig"]);
const KEYS = ["theme", "darkMode", "prefix", "important", "separator", "safelist", "blocklist", "corePlugins", "daisyui"];
const MAX_GLOBS = 100;
const MAX_GLOB = 300;

class Plugin {
  constructor(name, options) {
    this.name = name;
    this.options = options;
  }
}

/** Thrown for a plugin that package.json does not declare: a real build could not load it either. */
export class UndeclaredPluginError extends Error {
  constructor(name, file) {
    super(`Cannot resolve '${name}' in ${file}.`);
    this.code = "WEBGEN_UNDECLARED";
    this.file = file;
  }
}

/** Read Tailwind's configuration: `{ settings, content }`, plugins loaded from the toolchain. */
export function readTailwind({ parse, require }, file, source, { root, declared }, note) {
  const undeclared = [];
  const modules = (name) => {
    const path = name.replace(/\.js$/, "");
    if (DATA.has(path)) return require(path);
    if (!PLUGINS.has(name)) return UNKNOWN;
    if (!declared.includes(name)) undeclared.push(name);
    return new PluginCallable(name);
  };
  const configuration = new ConfigurationFile(parse, file, source, { modules, names: { __dirname: root } });
  const node = configuration.root;
  if (node?.type !== "ObjectExpression") {
    note("build.configuration-unread", "The configuration could not be read as data; Tailwind's own defaults are used.", file);
    return { settings: { plugins: [] }, content: [] };
  }
  const settings = {};
  for (const key of KEYS) {
    const value = configuration.evaluate(configuration.property(node, key));
    if (value !== UNKNOWN) settings[key] = value;
    else if (configuration.property(node, key)) {
      note("build.configuration-unread", `'${key}' could not be read as data and is left out.`, file);
    }
  }
  if (Array.isArray(settings.safelist)) settings.safelist = settings.safelist.filter((name) => typeof name === "string");
  if (settings.daisyui) settings.daisyui.logs = false;
  settings.plugins = readPlugins(configuration, configuration.property(node, "plugins"), require, file, note);
  if (undeclared.length > 0) throw new UndeclaredPluginError(undeclared[0], file);
  return { settings, content: readContent(configuration.evaluate(configuration.property(node, "content")), root, file, note) };
}

/** A plugin that may be used as it is, or called with options. */
class PluginCallable extends Callable {
  constructor(name) {
    super((options) => new Plugin(name, options));
    this.plugin = new Plugin(name, undefined);
  }
}

function readPlugins(configuration, node, require, file, note) {
  const list = configuration.evaluate(node);
  const wanted = node?.type === "ArrayExpression" ? node.elements.length : 0;
  const plugins = [];
  for (const entry of Array.isArray(list) ? list : []) {
    const plugin = entry instanceof PluginCallable ? entry.plugin : entry;
    if (!(plugin instanceof Plugin)) continue;
    const loaded = require(plugin.name);
    const value = loaded.default ?? loaded;
    plugins.push(plugin.options === undefined ? value : value(plugin.options));
  }
  if (plugins.length < wanted) {
    note("build.plugin-ignored", "Tailwind plugins other than the scaffold's are code and are not run.", file);
  }
  return plugins;
}

function readContent(value, root, file, note) {
  const list = Array.isArray(value) ? value : Array.isArray(value?.files) ? value.files : [];
  const globs = list
    .filter((glob) => typeof glob === "string" && glob.length <= MAX_GLOB)
    .map((glob) => glob.replace(/^(!?)(?:\.\/)+/, "$1"))
    .map((glob) => (glob.startsWith(`${root}/`) ? glob.slice(root.length + 1) : glob));
  const inside = globs.filter((glob) => !glob.startsWith("/") && !glob.split("/").includes(".."));
  if (inside.length < list.length) {
    note("build.configuration-unread", "Content outside the project, or not a glob, is not scanned.", file);
  }
  return inside.slice(0, MAX_GLOBS);
}
