/**
 * Developer's script: writes known_packages.json again, from the npm registry, through npm's own client.
 *
 *     node gather_known_packages.mjs NPM_FOLDER known_packages.json
 *
 * The packages are those that the file names already; to add one, add its name with an empty object.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const [npm, target] = process.argv.slice(2);
const pacote = createRequire(join(npm, "lib", "npm.js"))("pacote");
const known = {};

for (const name of Object.keys(JSON.parse(readFileSync(target, "utf8"))).sort()) {
  const { versions, "dist-tags": tags } = await pacote.packument(name, { cache: join(homedir(), ".npm", "_cacache") });
  const releases = new Map();
  for (const [version, { peerDependencies = {}, peerDependenciesMeta = {} }] of Object.entries(versions)) {
    if (version.includes("-")) continue;
    const peers = Object.entries(peerDependencies).filter(([peer]) => !peerDependenciesMeta[peer]?.optional);
    const key = JSON.stringify(Object.fromEntries(peers.sort()));
    releases.set(key, [...(releases.get(key) ?? []), version]);
  }
  known[name] = {
    latest: tags.latest,
    releases: [...releases].map(([peers, list]) => ({ peers: JSON.parse(peers), versions: list.join(" ") })),
  };
}
writeFileSync(target, `${JSON.stringify(known, null, 1)}\n`);
