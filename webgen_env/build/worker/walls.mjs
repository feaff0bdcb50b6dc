/**
 * Refuses to read files outside the given folders, for everything in this process that reads through Node.
 *
 * Most of what Vite reads for a project (pictures, style sheets, raw imports) it reads this way, at places where no
 * plugin is asked. Rolldown's own reads are native: those go through the guard plugins, and where the kernel has
 * Landlock it refuses both. Asking whether a file exists stays allowed, because resolvers look upwards for
 * package.json.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { OutsideError } from "./guard.mjs";

const READERS = ["readFile", "open", "openAsBlob", "readdir", "opendir", "copyFile", "cp", "readlink", "createReadStream"];

/** Put up the walls. To be called before anything that reads is loaded. */
export function buildWalls(folders) {
  const inside = (path) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
  const check = (target) => {
    if (typeof target === "number" || typeof target?.fd === "number") return;
    const path = resolve(target instanceof URL ? fileURLToPath(target) : String(target));
    if (!inside(path)) throw new OutsideError(path);
  };
  const wrap = (owner, name, asynchronous) => {
    const original = owner[name];
    if (typeof original !== "function") return;
    owner[name] = asynchronous
      ? async function (target, ...rest) {
          check(target);
          return original.call(this, target, ...rest);
        }
      : function (target, ...rest) {
          check(target);
          return original.call(this, target, ...rest);
        };
    Object.assign(owner[name], original);
  };
  for (const name of READERS) {
    wrap(fs, name, false);
    wrap(fs, `${name}Sync`, false);
    wrap(fs.promises, name, true);
  }
  syncBuiltinESMExports();
}
