/** The routes of a single-page site, read from the source of its router. */
import { posix } from "node:path";

import { ConfigurationFile } from "./literals.mjs";
import { languageOf, parseSource } from "./source.mjs";

const MAX_ROUTES = 100;
const MAX_DEPTH = 12;
const MAX_PATH = 200;
const MENTIONS = /\bRoute\b|\buseRoutes\b|\bcreate(?:Browser|Hash|Memory)Router\b|\bRouteObject\b/;
const HASH = /\bHashRouter\b|\bcreateHashRouter\b/;
// What tells a route from any other object with a path.
const PLACES = new Set(["path", "index", "children"]);
const CONTENTS = new Set(["element", "Component", "component", "lazy"]);

/** Paths that the router's source names, in its order. Those with parameters and wildcards are left out. */
export function findRoutes(parse, files) {
  const found = new Set();
  let hash = false;
  for (const [file, source] of Object.entries(files)) {
    if (!languageOf(file) || /\.(?:test|spec|config)\.|\.d\.ts$/.test(file) || !MENTIONS.test(source)) continue;
    const program = parseSource(parse, file, source)?.program;
    if (!program) continue;
    hash ||= HASH.test(source);
    const constants = new ConfigurationFile(parse, file, source);
    for (const path of new RouteReader(constants).read(program)) found.add(path);
  }
  const paths = [...found].filter(isPlain).slice(0, MAX_ROUTES);
  return hash ? paths.map((path) => (path === "/" ? path : `/#${path}`)) : paths;
}

class RouteReader {
  constructor(constants) {
    this.constants = constants;
    this.paths = [];
  }

  /** Walk a program without recursion: its nesting is the policy's. */
  read(program) {
    const todo = [program];
    while (todo.length > 0) {
      const node = todo.pop();
      if (Array.isArray(node)) {
        if (isRouteList(node)) this.#objects(node, "", 0);
        else for (let at = node.length - 1; at >= 0; at -= 1) todo.push(node[at]);
      } else if (isRouteElement(node)) {
        this.#element(node, "", 0, todo);
      } else if (node !== null && typeof node === "object") {
        const children = Object.values(node);
        for (let at = children.length - 1; at >= 0; at -= 1) {
          if (children[at] !== null && typeof children[at] === "object") todo.push(children[at]);
        }
      }
    }
    return this.paths;
  }

  #element(node, parent, depth, todo) {
    const attributes = new Map(
      node.openingElement.attributes.filter(({ name }) => name).map(({ name, value }) => [name.name, value]),
    );
    const path = this.#text(attributes.get("path"));
    const here = path === undefined ? parent : joined(parent, path);
    const inner = [];
    for (const child of node.children) {
      if (isRouteElement(child)) inner.push(child);
      else if (child.type === "JSXFragment") inner.push(...child.children.filter(isRouteElement));
      else todo.push(child);
    }
    // A route without a path of its own only lays out its children, unless it is the index.
    if (path !== undefined || attributes.has("index")) this.paths.push(here);
    if (depth < MAX_DEPTH) for (const child of inner) this.#element(child, here, depth + 1, todo);
    for (const [name, value] of attributes) if (name !== "path" && value) todo.push(value);
  }

  #objects(elements, parent, depth) {
    for (const element of elements) {
      if (element?.type !== "ObjectExpression") continue;
      const value = (name) => this.constants.property(element, name);
      const path = value("path") && this.#text(value("path"));
      const here = typeof path === "string" ? joined(parent, path) : parent;
      if (typeof path === "string" || value("index")) this.paths.push(here);
      const children = value("children");
      if (children?.type === "ArrayExpression" && depth < MAX_DEPTH) this.#objects(children.elements, here, depth + 1);
    }
  }

  #text(node) {
    if (!node) return undefined;
    const value = this.constants.evaluate(node.type === "JSXExpressionContainer" ? node.expression : node);
    return typeof value === "string" ? value : undefined;
  }
}

function isRouteElement(node) {
  const name = node?.type === "JSXElement" ? node.openingElement.name : undefined;
  return name?.type === "JSXIdentifier" && /Route$/.test(name.name);
}

function isRouteList(nodes) {
  const objects = nodes.filter((node) => node?.type === "ObjectExpression");
  return objects.length > 0 && objects.some(isRouteObject);
}

function isRouteObject({ properties }) {
  const names = properties.map(({ key }) => key?.name ?? key?.value);
  return names.some((name) => PLACES.has(name)) && names.some((name) => CONTENTS.has(name));
}

function joined(parent, path) {
  const base = parent.replace(/\/?\*$/, "");
  return posix.join("/", path.startsWith("/") ? path : `${base}/${path}`).replace(/(.)\/$/, "$1");
}

/** A path that can be visited as it stands. */
function isPlain(path) {
  return path.length > 0 && path.length <= MAX_PATH && /^\/[\w\-./~%@!$&'(),;=+]*$/.test(path);
}
