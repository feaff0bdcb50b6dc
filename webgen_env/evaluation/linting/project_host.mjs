/**
 * A project as the compiler sees it: its files in memory below a folder that does not exist, the packages that it may
 * use beside them, and the declarations of the language. Nothing else is there, whatever a project refers to.
 */
import path from 'node:path';

export const ROOT = '/project';
const MODULES = `${ROOT}/node_modules`;

export class ProjectHost {
  constructor(ts, packageFiles, { files, links }) {
    this.ts = ts;
    this.packageFiles = packageFiles;
    this.links = links;
    this.library = path.posix.dirname(ts.getDefaultLibFilePath({}));
    this.files = new Map(Object.entries(files).map(([name, text]) => [`${ROOT}/${name}`, text]));
    this.entries = new Map();
    for (const name of [...Object.keys(files), ...Object.keys(links).map((link) => `node_modules/${link}/`)]) {
      this.#enter(name);
    }
    // The compiler calls these without an owner.
    for (const name of ['fileExists', 'readFile', 'directoryExists', 'getDirectories', 'readDirectory', 'getSourceFile']) {
      this[name] = this[name].bind(this);
    }
  }

  useCaseSensitiveFileNames = () => true;
  getCanonicalFileName = (name) => name;
  getCurrentDirectory = () => ROOT;
  getNewLine = () => '\n';
  getDefaultLibFileName = (options) => path.posix.join(this.library, this.ts.getDefaultLibFileName(options));
  getDefaultLibLocation = () => this.library;
  writeFile = () => {};

  fileExists(name) {
    const normal = path.posix.normalize(name);
    if (this.files.has(normal)) return true;
    const place = this.#place(normal);
    return place !== undefined && this.packageFiles.isFile(place);
  }

  readFile(name) {
    const normal = path.posix.normalize(name);
    const own = this.files.get(normal);
    if (own !== undefined) return own;
    const place = this.#place(normal);
    return place !== undefined && this.packageFiles.isFile(place) ? this.packageFiles.text(place) : undefined;
  }

  directoryExists(name) {
    const normal = path.posix.normalize(name).replace(/\/$/, '');
    if (this.entries.has(normal)) return true;
    const place = this.#place(normal);
    return place !== undefined && this.packageFiles.isFolder(place);
  }

  getDirectories(name) {
    const normal = path.posix.normalize(name).replace(/\/$/, '');
    const own = this.entries.get(normal);
    if (own !== undefined) return [...own.directories];
    const place = this.#place(normal);
    return place === undefined ? [] : this.packageFiles.folders(place);
  }

  readDirectory(folder, extensions, excludes, includes, depth) {
    const entriesOf = (name) => {
      const own = this.entries.get(path.posix.normalize(name).replace(/\/$/, ''));
      return { files: [...(own?.files ?? [])], directories: [...(own?.directories ?? [])] };
    };
    return this.ts.matchFiles(folder, extensions, excludes, includes, true, ROOT, depth, entriesOf, (name) => name);
  }

  getSourceFile(name, how) {
    const normal = path.posix.normalize(name);
    const own = this.files.get(normal);
    if (own !== undefined) return this.ts.createSourceFile(name, own, how);
    const place = this.#place(normal);
    return place !== undefined && this.packageFiles.isFile(place)
      ? this.packageFiles.source(name, place, how)
      : undefined;
  }

  /** Where a file of a package or of the language lies; nothing for any other path. */
  #place(normal) {
    if (normal === this.library || normal.startsWith(`${this.library}/`)) return normal;
    if (!normal.startsWith(`${MODULES}/`)) return undefined;
    const parts = normal.slice(MODULES.length + 1).split('/');
    const link = parts.splice(0, parts[0].startsWith('@') ? 2 : 1).join('/');
    return Object.hasOwn(this.links, link) ? [this.links[link], ...parts].join('/') : undefined;
  }

  /** Note a file, or a folder where the path ends with a slash, in every folder above it. */
  #enter(name) {
    const parts = name.split('/');
    const last = parts.pop();
    let folder = ROOT;
    for (const part of parts) {
      this.#entriesOf(folder).directories.add(part);
      folder = `${folder}/${part}`;
    }
    // What a package holds is not ours to list.
    if (last) this.#entriesOf(folder).files.add(last);
  }

  #entriesOf(folder) {
    if (!this.entries.has(folder)) this.entries.set(folder, { files: new Set(), directories: new Set() });
    return this.entries.get(folder);
  }
}
