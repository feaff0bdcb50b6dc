/** What the parser that comes with Vite knows about a source file. */

const LANGUAGES = { js: "jsx", jsx: "jsx", mjs: "jsx", cjs: "jsx", ts: "ts", mts: "ts", cts: "ts", tsx: "tsx" };

/** The parser's language for a file; undefined if it is not a script. */
export function languageOf(file) {
  return LANGUAGES[file.slice(file.lastIndexOf(".") + 1)];
}

/** Parse a script, or undefined if that cannot be done. Never runs it. */
export function parseSource(parse, file, source, options = {}) {
  const lang = languageOf(file);
  if (lang === undefined || source === undefined) return undefined;
  try {
    return parse(file, source, { lang, sourceType: "module", ...options });
  } catch {
    return undefined;
  }
}

/** Line, from 1, of an offset in UTF-16 units. */
export function lineAt(source, offset) {
  let line = 1;
  for (let at = source.indexOf("\n"); at >= 0 && at < offset; at = source.indexOf("\n", at + 1)) line += 1;
  return line;
}

/** Static imports, re-exports and literal dynamic imports: specifier, line and imported names. */
export function importsOf(parse, file, source) {
  const result = parseSource(parse, file, source);
  if (result === undefined) return [];
  const { staticImports, staticExports, dynamicImports } = result.module;
  const found = staticImports.map(({ moduleRequest, start, entries }) => ({
    specifier: moduleRequest.value,
    line: lineAt(source, start),
    names: entries.map(({ importName }) => (importName.kind === "Default" ? "default" : importName.name)),
  }));
  for (const { entries, start } of staticExports) {
    for (const { moduleRequest, importName } of entries) {
      if (moduleRequest) {
        found.push({ specifier: moduleRequest.value, line: lineAt(source, start), names: [importName.name] });
      }
    }
  }
  for (const { moduleRequest } of dynamicImports) {
    const text = source.slice(moduleRequest.start, moduleRequest.end);
    const literal = /^(["'`])(.*)\1$/s.exec(text)?.[2];
    if (literal !== undefined) {
      found.push({ specifier: literal, line: lineAt(source, moduleRequest.start), names: [] });
    }
  }
  return found;
}

/** The first error that the parser or its semantic checks find, with its line. */
export function semanticError(parse, file, source) {
  const error = parseSource(parse, file, source, { showSemanticErrors: true })?.errors[0];
  // Of several places the last is where it went wrong; the others say what it clashes with.
  const offset = error?.labels?.at(-1)?.start;
  return error && { message: error.message, line: offset === undefined ? 0 : lineAt(source, offset) };
}
