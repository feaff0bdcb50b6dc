/**
 * The lint worker: one persistent Node process with ESLint and TypeScript loaded, which checks one project after the
 * other. What the projects have in common, the declarations of the language and of packages, is read and parsed once.
 *
 * Arguments: folder of the lint packages, module with the form of messages, ESLint's configuration, and the descriptor
 * that answers leave on. Requests arrive on standard input.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

import { Checks } from './checks.mjs';

const [packages, frames, configuration, descriptor] = process.argv.slice(2);
const { readFrames, writeFrame } = await import(pathToFileURL(frames).href);
const load = createRequire(path.join(packages, 'node_modules', 'anything.js'));
const checks = new Checks(load('eslint').ESLint, load('typescript'), (await import(pathToFileURL(configuration).href)).default);

writeFrame(Number(descriptor), { ready: true, pid: process.pid });
for await (const request of readFrames(process.stdin)) {
  writeFrame(Number(descriptor), await checks.of(request));
}
process.exit(0);
