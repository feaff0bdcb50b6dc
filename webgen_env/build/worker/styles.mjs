/** PostCSS as the scaffold sets it up: Tailwind 3 and Autoprefixer. */
import { posix } from "node:path";

import { readNamedTailwind } from "./configuration.mjs";

/** The PostCSS plugins of one build. */
export function stylePlugins(toolchain, request, configuration, notes) {
  return [
    tailwindPlugin(toolchain, request, configuration, notes),
    // An explicit target: otherwise browserslist would look for configuration, which may name code to load.
    toolchain.autoprefixer({ overrideBrowserslist: ["defaults"] }),
  ];
}

/** Tailwind, set up for each style sheet: one may name a configuration of its own, which Tailwind itself would run. */
function tailwindPlugin(toolchain, request, configuration, notes) {
  const read = (file) => readNamedTailwind(toolchain, request, file, notes);
  return async (root, result) => {
    const { settings, content } = takeNamed(root, result, request, read) ?? configuration.tailwind;
    const { plugins } = toolchain.tailwind({ ...settings, content: scanned(toolchain, request, content) });
    for (const plugin of plugins) await plugin(root, result);
  };
}

/** The configuration that a style sheet names in `@config`, whose rule is taken out of it. */
function takeNamed(root, result, request, read) {
  let named;
  root.walkAtRules("config", (rule) => {
    if (named) throw rule.error("Only one `@config` directive is allowed per file.");
    const path = /(['"])(.*?)\1/.exec(rule.params)?.[2];
    if (path === undefined) throw rule.error("A path is required when using the `@config` directive.");
    if (posix.isAbsolute(path)) throw rule.error("The `@config` directive cannot be used with an absolute path.");
    const from = rule.source?.input.file ?? result.opts.from ?? request.root;
    named = read(posix.relative(request.root, posix.resolve(posix.dirname(from), path)));
    if (named === undefined) throw rule.error(`The config file at "${path}" does not exist.`);
    rule.remove();
  });
  return named;
}

/**
 * What Tailwind scans. Project files are handed over as text, so that its globbing never walks a folder; only
 * globs into node_modules, which are inside the view of packages, are left to it.
 */
function scanned({ micromatch }, { root, files }, globs) {
  const own = globs.filter((glob) => !glob.startsWith("node_modules/"));
  const packages = globs.filter((glob) => glob.startsWith("node_modules/"));
  // Without extended globs: their regular expressions can be made to take exponential time.
  const raw = micromatch(Object.keys(files), own, { noext: true }).map((path) => ({
    raw: files[path],
    extension: path.slice(path.lastIndexOf(".") + 1),
  }));
  return [...raw, ...packages.map((glob) => `${root}/${glob}`)];
}
