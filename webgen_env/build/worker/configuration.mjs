/** Everything of a project's configuration that a build uses, read as data. */
import { readTailwind } from "./tailwind_configuration.mjs";
import { readPaths, readVite } from "./vite_configuration.mjs";

const TAILWIND = /^tailwind\.config\.(?:[cm]?[jt]s)$/;
const VITE = /^vite\.config\.(?:[cm]?[jt]s)$/;
const PATHS = /^(?:tsconfig(?:\.[\w-]+)?|jsconfig)\.json$/;
/** Files of settings that Vite reads for a production build. */
export const ENVIRONMENT = new Set([".env", ".env.local", ".env.production", ".env.production.local"]);

const MAX_NOTES = 20;

/** Read tailwind.config, vite.config and tsconfig; what cannot be read becomes a note. */
export function readConfiguration(toolchain, request, notes) {
  const { parse } = toolchain;
  const note = noteInto(notes);
  const [tailwindFile, tailwindSource] = chosen(request, TAILWIND);
  const [viteFile, viteSource] = chosen(request, VITE);
  const vite = viteFile ? readVite(parse, viteFile, viteSource, request, note) : { alias: [], define: {} };
  const paths = Object.entries({ ...request.files, ...request.configuration })
    .filter(([name]) => PATHS.test(name))
    .flatMap(([name, source]) => readPaths(parse, name, source, request));
  return {
    define: vite.define,
    // The first that matches wins: the project's own, then what every project of the scaffold has.
    alias: [...vite.alias, ...paths, { find: "@", replacement: `${request.root}/src` }],
    tailwind: tailwindFile
      ? readTailwind(toolchain, tailwindFile, tailwindSource, request, note)
      : { settings: { plugins: [] }, content: [] },
  };
}

/** Read the configuration of Tailwind that a style sheet asks for by `@config`; undefined if there is no such file. */
export function readNamedTailwind(toolchain, request, file, notes) {
  const place = [request.configuration, request.files].find((files) => Object.hasOwn(files, file));
  return place && readTailwind(toolchain, file, place[file], request, noteInto(notes));
}

function noteInto(notes) {
  return (rule, message, place) => {
    if (notes.length < MAX_NOTES) notes.push([rule, message, place]);
  };
}

/** The policy's own file where it wrote one, the scaffold's otherwise. */
function chosen({ files, configuration }, pattern) {
  for (const source of [configuration, files]) {
    const name = Object.keys(source).sort().find((candidate) => pattern.test(candidate));
    if (name !== undefined) return [name, source[name]];
  }
  return [undefined, ""];
}
