/** The private folder that holds a project while it is built. */
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { ENVIRONMENT } from "./configuration.mjs";

/**
 * Write a project's files and a view of its packages.
 *
 * node_modules is a folder of links, one for each package that the project may see: what it declares and what
 * npm's hoisting would bring along. A layer may hold more; what has no link does not resolve.
 */
export async function writeProject({ root, files: sources, configuration, layer, visible, tools }, modules) {
  const settings = Object.entries(configuration).filter(([path]) => ENVIRONMENT.has(path));
  const files = { ...sources, ...Object.fromEntries(settings) };
  const links = [
    ...visible.map((name) => [join(root, "node_modules", name), join(layer, name)]),
    ...tools.map((name) => [join(root, "node_modules", name), join(modules, name)]),
  ];
  const paths = Object.keys(files).map((path) => join(root, path));
  const folders = new Set([root, ...paths.map(dirname), ...links.map(([link]) => dirname(link))]);
  await Promise.all([...folders].map((folder) => mkdir(folder, { recursive: true })));
  await Promise.all([
    ...Object.entries(files).map(([path, text]) => writeFile(join(root, path), text)),
    ...links.map(([link, target]) => symlink(target, link)),
  ]);
}

/** Remove the folder again. */
export async function removeProject(root) {
  await rm(root, { recursive: true, force: true });
}
