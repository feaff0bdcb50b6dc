/** What went wrong in a build, as [rule, message, place, specifier?] with places relative to the project. */
import { relative } from "node:path";
import process from "node:process";
import { stripVTControlCharacters } from "node:util";

import { importsOf, semanticError } from "./source.mjs";

const MAX_ERRORS = 20;
const STYLES = /^(?:\[(?:postcss|sass|less|stylus|lightningcss)\]|Preprocessor dependency)/;
const MAX_MESSAGE = 600;

/** Describe everything that a rejected build brought, most telling first. */
export function describeFailure(error, { root, files }, parse) {
  const causes = Array.isArray(error?.errors) && error.errors.length > 0 ? error.errors : [error];
  const seen = new Set();
  const described = [];
  for (const cause of causes.slice(0, 10 * MAX_ERRORS)) {
    const entry = describe(cause, root, files, parse);
    const key = JSON.stringify(entry);
    if (!seen.has(key)) {
      seen.add(key);
      described.push(entry);
    }
  }
  return described.slice(0, MAX_ERRORS);
}

function describe(error, root, files, parse) {
  if (error?.code === "WEBGEN_UNDECLARED") return ["build.unresolved-import", error.message, error.file];
  const text = readable(error, root);
  const unresolved = unresolvedImport(error, text);
  const file = fileOf(error, unresolved, root);
  const place = (line) => (file && line ? `${file}:${line}` : file);
  const outside = outsidePath(error, text);
  if (outside) return ["build.outside-project", `${outside} is outside the project and may not be read.`, file];
  if (unresolved) {
    const line = importsOf(parse, file, files[file]).find((found) => found.specifier === unresolved.specifier)?.line;
    const message = `Cannot resolve '${unresolved.specifier}'${file ? ` in ${file}` : ""}.`;
    return ["build.unresolved-import", message, place(line), unresolved.specifier];
  }
  const framework = /\.(?:vue|svelte|astro)$/.exec(file)?.[0];
  if (framework) return ["build.failed", `The scaffold is React's and has no plugin for ${framework} files.`, file];
  const entry = /Failed to resolve (\S+) from (\S+)/.exec(text);
  if (error?.plugin === "vite:build-html" && entry) {
    return ["build.missing-entry", `${entry[2]} asks for ${entry[1]}, which does not exist.`, entry[2]];
  }
  if (error?.code === "UNRESOLVED_ENTRY") {
    return ["build.missing-entry", "There is no index.html.", "index.html"];
  }
  return [ruleOf(error, text, file), sentence(text), place(lineOf(error, file, files, parse))];
}

function ruleOf(error, text, file) {
  if (error?.plugin?.startsWith("vite:css") || STYLES.test(text)) {
    return "build.css";
  }
  if (error?.code === "PARSE_ERROR" || /^\[(?:PARSE_ERROR|builtin:vite-transform|builtin:vite-json)\]/.test(text)) {
    return "build.syntax";
  }
  if (error?.code === "MISSING_EXPORT") return "build.missing-export";
  return /\.(?:css|scss|sass|less|styl)$/.test(file) ? "build.css" : "build.failed";
}

function lineOf(error, file, files, parse) {
  const source = files[file];
  if (source === undefined) return 0;
  if (error?.code === "MISSING_EXPORT") {
    const name = /"([^"]+)" is not exported by/.exec(readable(error, ""))?.[1];
    return importsOf(parse, file, source).find((found) => found.names.includes(name))?.line;
  }
  // Rolldown sees code that JSX was already taken out of: only the first parse knows the policy's own lines.
  if (error?.code === "PARSE_ERROR" || error?.code === "ASSIGN_TO_IMPORT") {
    return semanticError(parse, file, source)?.line ?? 0;
  }
  return error?.loc?.line ?? error?.line ?? 0;
}

/** The message without colours, drawings, stack traces and our own folders. */
function readable(error, root) {
  const message = stripVTControlCharacters(String(error?.message ?? error).slice(0, 20_000));
  const local = root ? withoutFolders(message, root) : message;
  return local.replace(/\n\s+at .*/gs, "").trim();
}

/** Text without the folders of this machine. */
export function withoutFolders(text, root) {
  // Rolldown writes paths relative to where the worker runs, everything else absolute.
  const near = relative(process.cwd(), root);
  let local = text.replaceAll(`${root}/`, "").replaceAll(root, ".");
  if (near) local = local.replaceAll(`${near}/`, "");
  return local.replace(/\/\S*\/node_modules\//g, "node_modules/");
}

function sentence(text) {
  const first = text.split(/\n\s*╭|\nCaused by:|\n\n|\n\s*╷/)[0];
  const cause = /Caused by:\s*([^\n]+)/.exec(text)?.[1];
  const flat = (cause ? `${first}: ${cause}` : first).replace(/\s+/g, " ").replace(/^\[[^\]]*\]\s*/, "");
  return flat.slice(0, MAX_MESSAGE) || "The build failed.";
}

function unresolvedImport(error, text) {
  if (error?.code === "UNRESOLVED_IMPORT" && error.exporter) return { specifier: error.exporter };
  const bare = /failed to resolve import "([^"\n]+)" from "([^"\n]+)"/i.exec(text);
  if (bare) return { specifier: bare[1], importer: bare[2] };
  const style = /^\[postcss\] ENOENT: no such file or directory, open '([^'\n]+)'/.exec(text);
  if (style && !style[1].startsWith("/")) return { specifier: style[1] };
  return undefined;
}

function outsidePath(error, text) {
  if (error?.code === "WEBGEN_OUTSIDE" || error?.pluginCode === "WEBGEN_OUTSIDE") return error.path ?? "A path";
  return /(\/\S+) is outside the project/.exec(text)?.[1] ?? /EACCES: permission denied, \w+ '([^']+)'/.exec(text)?.[1];
}

function fileOf(error, unresolved, root) {
  const id = unresolved?.importer ?? error?.id ?? error?.loc?.file ?? error?.file ?? drawn(error, root);
  if (typeof id !== "string") return "";
  const clean = id.replace(/^\0/, "").replace(/[?#].*$/s, "");
  if (clean.startsWith(`${root}/`)) return clean.slice(root.length + 1);
  const modules = clean.lastIndexOf("/node_modules/");
  if (modules >= 0) return clean.slice(modules + 1);
  return clean.startsWith("/") ? "" : clean;
}

/** The place that a drawn message points at: "╭─[ src/App.tsx:2:9 ]". */
function drawn(error, root) {
  return /╭─\[ (.+?):\d+:\d+ \]/.exec(readable(error, root))?.[1];
}
