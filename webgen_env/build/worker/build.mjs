/** One build: files into a private folder, Vite over them, built files out, folder away. */
import { Buffer } from "node:buffer";
import { performance } from "node:perf_hooks";
import process from "node:process";

import { describeFailure, withoutFolders } from "./failure.mjs";
import { guardPlugins } from "./guard.mjs";
import { readConfiguration } from "./configuration.mjs";
import { findRoutes } from "./routes.mjs";
import { removeProject, writeProject } from "./files.mjs";
import { stylePlugins } from "./styles.mjs";

const MAX_LOG_LINES = 200;
const MAX_LINE = 1000;
const MACHINE_FAULTS = new Set(["ENOSPC", "EDQUOT", "EMFILE", "ENFILE", "ENOMEM", "EIO", "EROFS"]);

/** Build one project. Never throws for what a project holds: a failure is an answer. */
export async function buildProject(toolchain, request) {
  const started = performance.now();
  const environment = { ...process.env };
  const log = [];
  const notes = [];
  const answer = { ok: false, files: [], errors: [], notes, log, routes: [] };
  let blobs = [];
  try {
    await writeProject(request, toolchain.modules);
    const configuration = readConfiguration(toolchain, request, notes);
    answer.routes = findRoutes(toolchain.parse, request.files);
    const wrote = performance.now();
    const output = await toolchain.vite.build(viteConfiguration(toolchain, request, configuration, { log, notes }));
    ({ files: answer.files, blobs } = collect(output));
    answer.ok = true;
    answer.timing = { prepare: (wrote - started) / 1000, bundle: (performance.now() - wrote) / 1000 };
  } catch (error) {
    answer.fault = faultOf(error);
    answer.errors = describeFailure(error, request, toolchain.parse);
  } finally {
    restore(environment);
    toolchain.tailwindState.contextMap.clear();
    toolchain.tailwindState.configContextMap.clear();
    toolchain.tailwindState.contextSourcesMap.clear();
    toolchain.tailwindState.sourceHashMap.clear();
    await removeProject(request.root);
  }
  return { answer, blobs };
}

function viteConfiguration(toolchain, request, configuration, { log, notes }) {
  const record = (message) => {
    if (log.length < MAX_LOG_LINES) log.push(withoutFolders(String(message).slice(0, MAX_LINE), request.root));
  };
  const logger = {
    info: record,
    warn: record,
    warnOnce: record,
    error: record,
    clearScreen() {},
    hasErrorLogged: () => false,
    hasWarned: false,
  };
  return {
    root: request.root,
    mode: "production",
    configFile: false,
    // The scaffold asks for Vite 5. Vite 8 gives a default import of a CommonJS package another meaning, which turns
    // sites that work there into blank pages (React error 130 with deep imports of icon packages).
    legacy: { inconsistentCjsInterop: true },
    // Files of settings are data to Vite; what it may put in their place is this process's scrubbed environment.
    envDir: request.root,
    customLogger: logger,
    clearScreen: false,
    plugins: [...guardPlugins(toolchain, request), toolchain.react()],
    define: configuration.define,
    resolve: { alias: configuration.alias },
    css: { postcss: { plugins: stylePlugins(toolchain, request, configuration, notes) } },
    build: {
      write: false,
      copyPublicDir: false,
      emptyOutDir: false,
      reportCompressedSize: false,
      // Leaves alone what is re-exported by a package that calls itself free of side effects and is not used. Should
      // the project call itself so, its own unused modules still have to compile.
      rolldownOptions: { experimental: { lazyBarrel: !/"sideEffects"/.test(request.files["package.json"]) } },
    },
  };
}

/** What the machine lacked, if that is why a build failed: no project is to blame for a full disk. */
function faultOf(error) {
  const causes = Array.isArray(error?.errors) ? error.errors : [error];
  const codes = causes.flatMap((cause) => [cause?.code, cause?.pluginCode]);
  return codes.find((code) => MACHINE_FAULTS.has(code)) ?? "";
}

/** Vite lets a project's settings change process.env, which the next project must not see. */
function restore(environment) {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
}

function collect(output) {
  const blobs = [];
  const files = [];
  for (const { output: items } of [output].flat()) {
    for (const item of items) {
      const content = item.type === "chunk" ? item.code : item.source;
      const blob = typeof content === "string" ? Buffer.from(content, "utf8") : Buffer.from(content);
      files.push([item.fileName, blob.length]);
      blobs.push(blob);
    }
  }
  return { files, blobs };
}
