/**
 * The build worker: one persistent Node process that turns projects into built files.
 *
 * Arguments: the toolchain's node_modules folder, the descriptor that answers leave on, and the folders that may be
 * read. Answers do not leave on standard output, so that whatever a library prints there cannot be taken for one.
 * Requests arrive on standard input, one at a time.
 */
import process from "node:process";

import { buildProject } from "./build.mjs";
import { readFrames, writeFrame } from "./frames.mjs";
import { loadToolchain } from "./toolchain.mjs";
import { buildWalls } from "./walls.mjs";

const [modules, descriptor, ...readable] = process.argv.slice(2);
const ANSWERS = Number(descriptor);

buildWalls(readable);
const toolchain = await loadToolchain(modules);
writeFrame(ANSWERS, { ready: true, pid: process.pid });

for await (const request of readFrames(process.stdin)) {
  const { answer, blobs } = await buildProject(toolchain, request);
  writeFrame(ANSWERS, answer, blobs);
}
process.exit(0);
