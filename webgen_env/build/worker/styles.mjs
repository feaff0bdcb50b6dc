/** PostCSS as the scaffold sets it up: Tailwind 3 and Autoprefixer. */

/** The PostCSS plugins of one build. */
export function stylePlugins(toolchain, request, configuration) {
  return [
    toolchain.tailwind({ ...configuration.tailwind, content: content(toolchain, request, configuration.content) }),
    // An explicit target: otherwise browserslist would look for configuration, which may name code to load.
    toolchain.autoprefixer({ overrideBrowserslist: ["defaults"] }),
  ];
}

/**
 * What Tailwind scans. Project files are handed over as text, so that its globbing never walks a folder; only
 * globs into node_modules, which are inside the view of packages, are left to it.
 */
function content({ micromatch }, { root, files }, globs) {
  const own = globs.filter((glob) => !glob.startsWith("node_modules/"));
  const packages = globs.filter((glob) => glob.startsWith("node_modules/"));
  // Without extended globs: their regular expressions can be made to take exponential time.
  const raw = micromatch(Object.keys(files), own, { noext: true }).map((path) => ({
    raw: files[path],
    extension: path.slice(path.lastIndexOf(".") + 1),
  }));
  return [...raw, ...packages.map((glob) => `${root}/${glob}`)];
}
