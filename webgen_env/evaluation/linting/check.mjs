// Checks one project: ESLint with the scaffold's configuration, types, and imports that package.json does not declare.
// The project's text is parsed and never run; the one configuration that is loaded is the scaffold's own.
//
// Arguments: folder of the lint packages, folder of the project. Reads `check.json` there, writes JSON to standard
// output.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const [packages, root] = process.argv.slice(2);
const request = JSON.parse(readFileSync(path.join(root, 'check.json'), 'utf8'));
const load = createRequire(path.join(packages, 'node_modules', 'anything.js'));
const ts = load('typescript');
const { ESLint } = load('eslint');

const LISTED = 50;
const CHARACTERS = 300;

function told(file, line, rule, message) {
  const place = `${path.relative(root, file).split(path.sep).join('/')}:${line}`;
  return `${place} ${rule}: ${message}`.slice(0, CHARACTERS);
}

async function lint() {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: path.join(root, 'eslint.config.js'),
    // A comment in the project must not switch a rule off.
    allowInlineConfig: false,
    errorOnUnmatchedPattern: false,
    fix: false,
    cache: false,
  });
  const found = [];
  for (const result of await eslint.lintFiles(['src/**/*.{ts,tsx}'])) {
    for (const message of result.messages) {
      if (message.severity === 2) {
        found.push(told(result.filePath, message.line ?? 1, message.ruleId ?? 'syntax', message.message));
      }
    }
  }
  return found;
}

function options() {
  const file = path.join(root, 'tsconfig.app.json');
  const read = ts.readConfigFile(file, ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(read.config ?? {}, ts.sys, root);
  parsed.options.paths = { ...parsed.options.paths, ...request.paths };
  return {
    files: parsed.fileNames,
    options: {
      ...parsed.options,
      noEmit: true,
      incremental: false,
      composite: false,
      skipLibCheck: true,
      // Packages lie elsewhere and are linked; what they import is to be found beside the link.
      preserveSymlinks: true,
    },
  };
}

function types(files, compilerOptions) {
  const program = ts.createProgram(files, compilerOptions);
  return ts.getPreEmitDiagnostics(program).filter((one) => one.category === ts.DiagnosticCategory.Error).map((one) => {
    const text = ts.flattenDiagnosticMessageText(one.messageText, ' ');
    const line = one.file ? one.file.getLineAndCharacterOfPosition(one.start ?? 0).line + 1 : 1;
    return told(one.file?.fileName ?? root, line, `TS${one.code}`, text);
  });
}

function packageOf(specifier) {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function undeclared(files, aliases) {
  const declared = new Set(request.declared);
  const prefixes = Object.keys(aliases).map((alias) => alias.replace(/\*$/, ''));
  const found = new Set();
  for (const file of files) {
    const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
    for (const { fileName } of importedFiles) {
      if (/^[./]|^virtual:/.test(fileName) || prefixes.some((prefix) => prefix && fileName.startsWith(prefix))) continue;
      if (!declared.has(packageOf(fileName))) found.add(packageOf(fileName).slice(0, CHARACTERS));
    }
  }
  return [...found].sort();
}

const { files, options: compilerOptions } = options();
const own = request.sources.map((source) => path.join(root, source));
const found = { lint: await lint(), types: types(files, compilerOptions), undeclared: undeclared(own, compilerOptions.paths) };
const counts = Object.fromEntries(Object.entries(found).map(([name, problems]) => [name, problems.length]));
const listed = Object.fromEntries(Object.entries(found).map(([name, problems]) => [name, problems.slice(0, LISTED)]));
process.stdout.write(JSON.stringify({ ...listed, counts }));
