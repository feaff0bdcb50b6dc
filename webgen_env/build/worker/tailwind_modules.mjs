/**
 * Modules of Tailwind that are replaced, before it is loaded, by ones that do the same for less or not at all.
 *
 * What they do was read from the release that the toolchain's lock names; the style sheets that come out are the same
 * to the byte.
 */
import { createRequire } from "node:module";

const INSIDE = "tailwindcss/lib/";

/** Put the replacements where Node looks for modules that are loaded already. */
export function replaceTailwindModules(require) {
  const replaced = {
    "util/hashConfig": { default: newIdentity() },
    "util/flattenColorPalette": { default: flattened },
    "util/parseObjectStyles": { default: quickStyles(require) },
    "lib/load-config": { loadConfig: refuseToLoad, useCustomJiti: refuseToLoad },
  };
  for (const [name, exports] of Object.entries(replaced)) {
    const filename = require.resolve(INSIDE + name);
    const module = { id: filename, filename, path: filename, paths: [], children: [], loaded: true };
    require.cache[filename] = { ...module, exports: { __esModule: true, ...exports } };
  }
}

/** Configuration is read as data and handed over: whatever asks for a file of it would run what is in the file. */
function refuseToLoad() {
  throw new Error("Configuration is not loaded as code.");
}

/**
 * Tailwind hashes its whole configuration, the text of all pages included, to find work on the same one that it did
 * before. Here each style sheet is worked on once, and nothing is kept from one project to the next.
 */
function newIdentity() {
  let last = 0;
  return () => String((last += 1));
}

/** `{ red: { 500: x, DEFAULT: y }, white: z }` as `{ "red-500": x, red: y, white: z }`, without an object for each. */
function flattened(colors) {
  const flat = {};
  for (const [name, values] of Object.entries(colors ?? {})) {
    if (typeof values === "object") {
      for (const [shade, value] of Object.entries(flattened(values))) {
        flat[name + (shade === "DEFAULT" ? "" : `-${shade}`)] = value;
      }
    } else {
      flat[name] = values;
    }
  }
  return flat;
}

/** Objects of styles as nodes. Those without anything nested, which are nearly all, need nobody to take it apart. */
function quickStyles(require) {
  const filename = require.resolve(`${INSIDE}util/parseObjectStyles`);
  const thorough = require(filename).default;
  const { parse } = createRequire(filename)("postcss-js");
  return (styles) => (Array.isArray(styles) ? styles : [styles]).flatMap((style) => (isPlain(style) ? parse(style).nodes : thorough(style)));
}

/** Whether it is selectors with declarations only. */
function isPlain(style) {
  for (const selector in style) {
    const declarations = style[selector];
    if (selector[0] === "@" || typeof declarations !== "object" || Array.isArray(declarations)) return false;
    for (const name in declarations) {
      const value = declarations[name];
      if (name[0] === "@" || (typeof value === "object" && value !== null)) return false;
    }
  }
  return true;
}
