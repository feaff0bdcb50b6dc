/** Files of packages, which never change: what was read and parsed for one project serves the next. */
import fs from 'node:fs';

/** Characters of parsed files that are kept; about a tenth of what they take in memory. */
const MOST_CHARACTERS = 32 * 1024 * 1024;

export class PackageFiles {
  constructor(ts) {
    this.ts = ts;
    this.forget();
  }

  /** Begin anew before a project if much has gathered: files of one program must be the same from its start to its end. */
  makeRoom() {
    if (this.characters > MOST_CHARACTERS) this.forget();
  }

  forget() {
    this.kinds = new Map();
    this.texts = new Map();
    this.parsed = new Map();
    this.characters = 0;
  }

  isFile(place) {
    return this.kind(place) === 'file';
  }

  isFolder(place) {
    return this.kind(place) === 'folder';
  }

  folders(place) {
    try {
      return fs.readdirSync(place).filter((name) => this.isFolder(`${place}/${name}`));
    } catch {
      return [];
    }
  }

  text(place) {
    if (!this.texts.has(place)) {
      let text;
      try {
        text = this.ts.sys.readFile(place);
      } catch {
        text = undefined;
      }
      this.texts.set(place, text);
      this.characters += text?.length ?? 0;
    }
    return this.texts.get(place);
  }

  /**
   * The parsed file. It knows the name that it was parsed under and how it was to be read, so both are part of the
   * key; the compiler never changes what it has parsed and bound, which is how editors share files between projects.
   */
  source(name, place, how) {
    const options = typeof how === 'object' ? [how.languageVersion, how.impliedNodeFormat, how.jsDocParsingMode] : [how];
    const key = [name, place, ...options].join('\0');
    if (!this.parsed.has(key)) {
      const text = this.text(place);
      this.parsed.set(key, text === undefined ? undefined : this.ts.createSourceFile(name, text, how));
    }
    return this.parsed.get(key);
  }

  kind(place) {
    if (!this.kinds.has(place)) {
      const found = fs.statSync(place, { throwIfNoEntry: false });
      this.kinds.set(place, found === undefined ? 'nothing' : found.isDirectory() ? 'folder' : 'file');
    }
    return this.kinds.get(place);
  }
}
