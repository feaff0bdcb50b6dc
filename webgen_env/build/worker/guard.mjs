/** Keeps every module inside the project, its layer and the toolchain. */
import { posix } from "node:path";

/** Thrown for a module outside; its code is what the answer is classified by. */
export class OutsideError extends Error {
  constructor(path) {
    super(`${path} is outside the project`);
    this.code = "WEBGEN_OUTSIDE";
    this.path = path;
  }
}

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Plugins that refuse to load what lies outside, and preprocessors that package.json does not declare. */
export function guardPlugins(toolchain, request) {
  const inside = [request.root, request.layer, toolchain.modules].filter(Boolean).map((folder) => `${folder}/`);
  const insidePattern = new RegExp(`^\0?(?:${inside.map(escaped).join("|")})`);
  const check = (id) => {
    const path = id.replace(/^\0/, "").replace(/[?#].*$/s, "");
    if (!path.startsWith("/")) return;
    const normal = posix.normalize(path);
    if (!inside.some((folder) => normal.startsWith(folder))) throw new OutsideError(path);
  };
  const refuse = (name, filter) => ({
    name,
    enforce: "pre",
    load: {
      order: "pre",
      filter: { id: filter },
      handler(id) {
        check(id);
      },
    },
  });
  return [
    // The patterns are matched by Rolldown itself: modules of the project and its layer cost no call.
    refuse("webgen:inside", { exclude: insidePattern }),
    refuse("webgen:no-parents", /\/\.\.(?:\/|$)/),
    declaredSass(request),
  ];
}

/** Vite would find the toolchain's Sass for every project; a real install has it only where it is declared. */
function declaredSass({ sass }) {
  return {
    name: "webgen:declared-sass",
    enforce: "pre",
    load: {
      order: "pre",
      filter: { id: /\.(?:scss|sass)(?:\?|$)/ },
      handler() {
        if (!sass) throw new Error('Preprocessor dependency "sass-embedded" not found. Did you install it?');
      },
    },
  };
}
