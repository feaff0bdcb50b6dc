/**
 * Reads configuration as data: parses it and evaluates literals. Nothing of it is ever run.
 *
 * What is understood: literals, arrays, objects, spreads, constants of the same file, template strings, `+`,
 * comparisons and conditionals, members of known modules, and calls of the few functions that are handed in. Anything
 * else is UNKNOWN, and an UNKNOWN member is left out of the object or array around it.
 */
import { parseSource } from "./source.mjs";

export const UNKNOWN = Symbol("unknown");

const MAX_STEPS = 50_000;
const MAX_DEPTH = 60;
const MAX_TEXT = 20_000;
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** A function that configuration may call: made by us, or handed to it by the library that reads the result. */
export class Callable {
  constructor(call) {
    this.call = call;
  }
}

/** One configuration file. `modules` maps what it may import to values; `names` maps what it may refer to. */
export class ConfigurationFile {
  constructor(parse, file, source, { modules = () => UNKNOWN, names = {} } = {}) {
    const program = parseSource(parse, file, source)?.program;
    this.readable = program !== undefined;
    this.modules = modules;
    this.constants = new Map();
    this.cache = new Map(Object.entries(names));
    this.steps = 0;
    this.exported = undefined;
    this.pending = new Set();
    for (const statement of program?.body ?? []) this.#declare(statement);
  }

  /** The default export, unevaluated: what a call such as defineConfig() or a plain function wraps is unwrapped. */
  get root() {
    let node = this.exported;
    for (let turns = 0; node && turns < 10; turns += 1) {
      if (node.type === "Identifier") node = this.constants.get(node.name)?.node;
      else if (node.type === "CallExpression" && node.arguments.length === 1) node = node.arguments[0];
      else if (isFunction(node)) node = returned(node);
      else if (isTyped(node)) node = node.expression;
      else break;
    }
    return node;
  }

  /** The unevaluated value of a property of an object expression. */
  property(node, name) {
    const object = this.#resolved(node);
    if (object?.type !== "ObjectExpression") return undefined;
    return object.properties.findLast((entry) => entry.type === "Property" && keyOf(entry) === name)?.value;
  }

  /** Names of the properties of an object expression. */
  propertyNames(node) {
    const object = this.#resolved(node);
    if (object?.type !== "ObjectExpression") return [];
    return object.properties.map((entry) => (entry.type === "Property" ? keyOf(entry) : undefined)).filter(Boolean);
  }

  /** The value of an expression, or UNKNOWN. */
  evaluate(node, scope = new Map(), depth = 0) {
    this.steps += 1;
    if (!node || this.steps > MAX_STEPS || depth > MAX_DEPTH) return UNKNOWN;
    const value = this.#evaluate(node, scope, depth + 1);
    return typeof value === "string" && value.length > MAX_TEXT ? UNKNOWN : value;
  }

  #evaluate(node, scope, depth) {
    switch (node.type) {
      case "Literal":
        return node.regex || typeof node.value === "bigint" ? UNKNOWN : node.value;
      case "TemplateLiteral":
        return this.#template(node, scope, depth);
      case "ArrayExpression":
        return this.#array(node, scope, depth);
      case "ObjectExpression":
        return this.#object(node, scope, depth);
      case "Identifier":
        return this.#identifier(node.name, scope, depth);
      case "MemberExpression":
        return this.#member(node, scope, depth);
      case "CallExpression":
      case "NewExpression":
        return this.#call(node, scope, depth);
      case "UnaryExpression":
        return unary(node.operator, this.evaluate(node.argument, scope, depth));
      case "BinaryExpression":
        return binary(node.operator, this.evaluate(node.left, scope, depth), this.evaluate(node.right, scope, depth));
      case "LogicalExpression":
        return this.#logical(node, scope, depth);
      case "ConditionalExpression": {
        const test = this.evaluate(node.test, scope, depth);
        return test === UNKNOWN ? UNKNOWN : this.evaluate(test ? node.consequent : node.alternate, scope, depth);
      }
      case "ArrowFunctionExpression":
      case "FunctionExpression":
        return this.#function(node, scope, depth);
      default:
        return isTyped(node) ? this.evaluate(node.expression, scope, depth) : UNKNOWN;
    }
  }

  #template({ quasis, expressions }, scope, depth) {
    let text = quasis[0].value.cooked ?? "";
    for (const [index, expression] of expressions.entries()) {
      const value = this.evaluate(expression, scope, depth);
      if (typeof value !== "string" && typeof value !== "number") return UNKNOWN;
      text += `${value}${quasis[index + 1].value.cooked ?? ""}`;
      if (text.length > MAX_TEXT) return UNKNOWN;
    }
    return text;
  }

  #array({ elements }, scope, depth) {
    const list = [];
    for (const element of elements) {
      if (element?.type === "SpreadElement") {
        const spread = this.evaluate(element.argument, scope, depth);
        if (Array.isArray(spread)) list.push(...this.#counted(spread));
      } else if (element) {
        const value = this.evaluate(element, scope, depth);
        if (value !== UNKNOWN) list.push(value);
      }
    }
    return list;
  }

  #object({ properties }, scope, depth) {
    const object = {};
    for (const entry of properties) {
      if (entry.type === "SpreadElement") {
        const spread = this.evaluate(entry.argument, scope, depth);
        if (isPlain(spread)) for (const [key, value] of this.#counted(Object.entries(spread))) put(object, key, value);
        continue;
      }
      if (entry.kind !== "init") continue;
      const key = entry.computed ? this.evaluate(entry.key, scope, depth) : keyOf(entry);
      const value = this.evaluate(entry.value, scope, depth);
      if ((typeof key === "string" || typeof key === "number") && value !== UNKNOWN) put(object, String(key), value);
    }
    return object;
  }

  /** Copies cost as many steps as what they copy has members, so that doubling again and again comes to an end. */
  #counted(members) {
    this.steps += members.length;
    return this.steps > MAX_STEPS ? [] : members;
  }

  #identifier(name, scope, depth) {
    if (name === "undefined") return undefined;
    if (scope.has(name)) return scope.get(name);
    if (this.cache.has(name)) return this.cache.get(name);
    const constant = this.constants.get(name);
    if (constant === undefined || this.pending.has(name)) return UNKNOWN;
    this.pending.add(name);
    const value = constant.module ? this.#imported(constant) : this.evaluate(constant.node, new Map(), depth);
    this.pending.delete(name);
    this.cache.set(name, value);
    return value;
  }

  #imported({ module, name }) {
    const value = this.modules(module);
    if (value === UNKNOWN || name === "default" || name === "*") return value;
    return member(value, name);
  }

  #member({ object, property, computed }, scope, depth) {
    const owner = object.type === "MetaProperty" ? this.cache.get("import.meta") : this.evaluate(object, scope, depth);
    const key = computed ? this.evaluate(property, scope, depth) : property.name;
    return member(owner, key);
  }

  #call({ callee, arguments: given }, scope, depth) {
    if (callee.type === "Identifier" && callee.name === "require" && given.length === 1) {
      const name = this.evaluate(given[0], scope, depth);
      return typeof name === "string" ? this.modules(name) : UNKNOWN;
    }
    const target = this.evaluate(callee, scope, depth);
    if (!(target instanceof Callable)) return UNKNOWN;
    const values = given.map((argument) => this.evaluate(argument, scope, depth));
    return values.includes(UNKNOWN) ? UNKNOWN : target.call(...values);
  }

  #logical({ operator, left, right }, scope, depth) {
    const first = this.evaluate(left, scope, depth);
    if (first === UNKNOWN) return UNKNOWN;
    const decided = operator === "&&" ? !first : operator === "||" ? Boolean(first) : first != null;
    return decided ? first : this.evaluate(right, scope, depth);
  }

  /** A function whose body is one expression over its parameters, such as a theme value of Tailwind's. */
  #function(node, scope, depth) {
    const body = returned(node);
    if (!body) return UNKNOWN;
    return (...given) => {
      const inner = new Map(scope);
      for (const [index, parameter] of node.params.entries()) bind(inner, parameter, given[index]);
      const value = this.evaluate(body, inner, depth);
      return value === UNKNOWN ? {} : value;
    };
  }

  #resolved(node) {
    let current = node;
    for (let turns = 0; current && turns < 10; turns += 1) {
      if (current.type === "Identifier") current = this.constants.get(current.name)?.node;
      else if (isTyped(current)) current = current.expression;
      else break;
    }
    return current;
  }

  #declare(statement) {
    if (statement.type === "ImportDeclaration") {
      for (const { local, imported, type } of statement.specifiers) {
        const name = type === "ImportSpecifier" ? (imported.name ?? imported.value) : "default";
        this.constants.set(local.name, { module: statement.source.value, name });
      }
    } else if (statement.type === "VariableDeclaration") {
      for (const { id, init } of statement.declarations) this.#declareVariable(id, init);
    } else if (statement.type === "ExportDefaultDeclaration") {
      this.exported = statement.declaration;
    } else if (statement.type === "ExportNamedDeclaration" && statement.declaration) {
      this.#declare(statement.declaration);
    } else if (statement.type === "ExpressionStatement" && isModuleExports(statement.expression)) {
      this.exported = statement.expression.right;
    }
  }

  #declareVariable(id, init) {
    if (id.type === "Identifier") {
      this.constants.set(id.name, { node: init });
    } else if (id.type === "ObjectPattern" && init?.type === "CallExpression" && init.callee.name === "require") {
      for (const { key, value } of id.properties) {
        if (key && value?.type === "Identifier") {
          this.constants.set(value.name, { module: init.arguments[0]?.value, name: key.name });
        }
      }
    }
  }
}

function member(owner, key) {
  if (owner === UNKNOWN || owner == null || (typeof key !== "string" && typeof key !== "number")) return UNKNOWN;
  if (typeof owner !== "object" || owner instanceof Callable || FORBIDDEN_KEYS.has(String(key))) return UNKNOWN;
  return Object.hasOwn(owner, key) ? wrapped(owner[key]) : undefined;
}

function wrapped(value) {
  return typeof value === "function" ? UNKNOWN : value;
}

function put(object, key, value) {
  if (!FORBIDDEN_KEYS.has(key)) object[key] = value;
}

function bind(scope, parameter, value) {
  const given = typeof value === "function" ? new Callable(value) : value;
  if (parameter.type === "Identifier") scope.set(parameter.name, given);
  if (parameter.type !== "ObjectPattern" || (typeof value !== "object" && typeof value !== "function")) return;
  for (const { key, value: target } of parameter.properties) {
    if (key && target?.type === "Identifier") {
      const inner = value?.[key.name];
      scope.set(target.name, typeof inner === "function" ? new Callable(inner) : inner);
    }
  }
}

function unary(operator, value) {
  if (value === UNKNOWN) return UNKNOWN;
  if (operator === "-" && typeof value === "number") return -value;
  if (operator === "!") return !value;
  return operator === "void" ? undefined : UNKNOWN;
}

function binary(operator, left, right) {
  if (left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
  if (operator === "===" || operator === "==") return left === right;
  if (operator === "!==" || operator === "!=") return left !== right;
  const primitive = (value) => typeof value === "string" || typeof value === "number";
  return operator === "+" && primitive(left) && primitive(right) ? left + right : UNKNOWN;
}

function keyOf({ key, computed }) {
  if (computed) return key.type === "Literal" ? String(key.value) : undefined;
  return key.type === "Identifier" ? key.name : String(key.value);
}

function returned({ body }) {
  if (body?.type !== "BlockStatement") return body;
  return body.body.findLast((statement) => statement.type === "ReturnStatement")?.argument;
}

function isFunction({ type }) {
  return type === "ArrowFunctionExpression" || type === "FunctionExpression" || type === "FunctionDeclaration";
}

function isTyped({ type }) {
  return (
    type === "TSAsExpression" ||
    type === "TSSatisfiesExpression" ||
    type === "TSNonNullExpression" ||
    type === "TSTypeAssertion" ||
    type === "ParenthesizedExpression"
  );
}

function isModuleExports({ type, left }) {
  return (
    type === "AssignmentExpression" &&
    left.type === "MemberExpression" &&
    left.object.name === "module" &&
    left.property.name === "exports"
  );
}

function isPlain(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Callable);
}
