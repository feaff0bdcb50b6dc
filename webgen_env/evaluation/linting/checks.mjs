/**
 * The checks of one project: ESLint with the scaffold's configuration, types, and imports that package.json does not
 * declare. The project's text is parsed and never run, and nothing of it is written anywhere.
 */
import path from 'node:path';

import { PackageFiles } from './package_files.mjs';
import { ProjectHost, ROOT } from './project_host.mjs';

const LISTED = 50;
const CHARACTERS = 300;
const LINTED = /^src\/.*\.tsx?$/s;

function told(file, line, rule, message) {
  return `${path.posix.relative(ROOT, file)}:${line} ${rule}: ${message}`.slice(0, CHARACTERS);
}

function packageOf(specifier) {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

export class Checks {
  constructor(ESLint, ts, configuration) {
    this.ts = ts;
    this.packageFiles = new PackageFiles(ts);
    this.eslint = new ESLint({
      cwd: ROOT,
      overrideConfigFile: true,
      overrideConfig: configuration,
      // A comment in the project must not switch a rule off.
      allowInlineConfig: false,
      fix: false,
    });
  }

  /** What is wrong with a project, at most so many lines of each kind, and how many there are in all. */
  async of(request) {
    this.packageFiles.makeRoom();
    let found;
    try {
      found = await this.found(request);
    } catch (error) {
      // Nested deeper than the parser's stack reaches, for instance. What was being read may be half done.
      this.packageFiles.forget();
      found = { lint: [`The project cannot be checked: ${error}`.slice(0, CHARACTERS)], types: [], undeclared: [] };
    }
    const counts = Object.fromEntries(Object.entries(found).map(([name, problems]) => [name, problems.length]));
    const listed = Object.fromEntries(Object.entries(found).map(([name, problems]) => [name, problems.slice(0, LISTED)]));
    return { ...listed, counts };
  }

  async found(request) {
    const host = new ProjectHost(this.ts, this.packageFiles, request);
    const { fileNames, options } = this.options(host, request);
    return {
      lint: await this.lint(request.files),
      types: this.types(fileNames, options, host),
      undeclared: this.undeclared(request, options.paths),
    };
  }

  async lint(files) {
    const found = [];
    for (const name of Object.keys(files).filter((one) => LINTED.test(one)).sort()) {
      const filePath = path.posix.join(ROOT, name);
      for (const { messages } of await this.eslint.lintText(files[name], { filePath, warnIgnored: false })) {
        for (const message of messages) {
          if (message.severity === 2) {
            found.push(told(filePath, message.line ?? 1, message.ruleId ?? 'syntax', message.message));
          }
        }
      }
    }
    return found;
  }

  options(host, request) {
    const { ts } = this;
    const read = ts.parseConfigFileTextToJson('tsconfig.app.json', request.configuration);
    const parsed = ts.parseJsonConfigFileContent(read.config ?? {}, host, ROOT);
    return {
      fileNames: parsed.fileNames,
      options: {
        ...parsed.options,
        paths: { ...parsed.options.paths, ...request.paths },
        noEmit: true,
        incremental: false,
        composite: false,
        skipLibCheck: true,
        // Packages lie elsewhere and are linked; what they import is to be found beside the link.
        preserveSymlinks: true,
      },
    };
  }

  types(fileNames, options, host) {
    const { ts } = this;
    const program = ts.createProgram(fileNames, options, host);
    const errors = ts.getPreEmitDiagnostics(program).filter((one) => one.category === ts.DiagnosticCategory.Error);
    return errors.map((one) => {
      const text = ts.flattenDiagnosticMessageText(one.messageText, ' ');
      const line = one.file ? one.file.getLineAndCharacterOfPosition(one.start ?? 0).line + 1 : 1;
      return told(one.file?.fileName ?? ROOT, line, `TS${one.code}`, text);
    });
  }

  undeclared({ files, sources, declared }, aliases) {
    const known = new Set(declared);
    const prefixes = Object.keys(aliases).map((alias) => alias.replace(/\*$/, ''));
    const found = new Set();
    for (const source of sources) {
      const { importedFiles } = this.ts.preProcessFile(files[source], true, true);
      for (const { fileName } of importedFiles) {
        if (/^[./]|^virtual:/.test(fileName)) continue;
        if (prefixes.some((prefix) => prefix && fileName.startsWith(prefix))) continue;
        if (!known.has(packageOf(fileName))) found.add(packageOf(fileName).slice(0, CHARACTERS));
      }
    }
    return [...found].sort();
  }
}
