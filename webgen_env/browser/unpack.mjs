// Setup step: unpacks the pinned Chromium and its fonts into a folder. Arguments: node_modules, folder, JSON list of
// [package file, name] pairs of WOFF2 fonts. Only Node's own modules and the locked packages are used.
import { createReadStream, createWriteStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const [modules, target, list] = process.argv.slice(2);
const inflate = (name, to, mode) =>
  pipeline(
    createReadStream(join(modules, "@sparticuz/chromium/bin", name)),
    createBrotliDecompress({ chunkSize: 1 << 20 }),
    createWriteStream(join(target, to), { mode }),
  );
await Promise.all([
  inflate("chromium.br", "chromium", 0o755),
  ...["al2023", "fonts", "swiftshader"].map((name) => inflate(`${name}.tar.br`, `${name}.tar`, 0o644)),
]);
const fonts = JSON.parse(list);
if (fonts.length) {
  const { decompress } = createRequire(join(modules, "/"))("wawoff2");
  for (const [from, to] of fonts) await writeFile(join(target, to), await decompress(await readFile(join(modules, from))));
}
