// Runs before any script of the page, in the page's own world: makes the console unsilenceable, reports what was thrown,
// and fixes what would be random. Everything of the platform that is used later is taken now, so that a page that
// overrides it changes nothing. REPORT and SEED are replaced before the script is sent.
(() => {
  "use strict";
  const report = globalThis["REPORT"];
  delete globalThis["REPORT"];
  const { apply, ownKeys, getOwnPropertyDescriptor, defineProperty } = Reflect;
  const { stringify } = JSON;
  const slice = String.prototype.slice;
  const text = String;
  const cut = (value, length) => apply(slice, value, [0, length]);
  const lock = (target, name, value) => {
    try {
      // An assignment is ignored and does not throw: libraries that wrap the console keep working.
      defineProperty(target, name, { get: () => value, set() {}, enumerable: true, configurable: false });
    } catch {}
  };

  // The console: same methods, arguments of bounded length, a bounded number of calls. Errors have a bound of their own,
  // so that no flood of other messages keeps them out.
  const LIMIT = 150;
  const calls = [0, 0];
  const native = console;
  const wrap = (method, kind) => (...args) => {
    if (calls[kind] >= LIMIT) return;
    calls[kind] += 1;
    const bounded = [];
    for (let i = 0; i < args.length && i < 20; i += 1) {
      defineProperty(bounded, i, {
        value: typeof args[i] === "string" ? cut(args[i], 2000) : args[i],
        writable: true, enumerable: true, configurable: true,
      });
    }
    return apply(method, native, bounded);
  };
  for (const name of ownKeys(native)) {
    const method = getOwnPropertyDescriptor(native, name)?.value;
    if (typeof method === "function") lock(native, name, wrap(method, name === "error" || name === "assert" ? 1 : 0));
  }
  lock(globalThis, "console", native);

  // What was thrown and not caught. First in line, so nothing can stop the event before.
  const getter = (type, name) => type && getOwnPropertyDescriptor(type.prototype, name).get;
  const messageOf = getter(globalThis.ErrorEvent, "message");
  const fileOf = getter(globalThis.ErrorEvent, "filename");
  const lineOf = getter(globalThis.ErrorEvent, "lineno");
  const reasonOf = getter(globalThis.PromiseRejectionEvent, "reason");
  let reports = 0;
  const send = (kind, message, file, line) => {
    if (reports >= 200 || typeof report !== "function") return;
    reports += 1;
    try {
      report(stringify([kind, cut(text(message), 1000), cut(text(file), 300), line]));
    } catch {
      report('["error","an error that cannot be described","",0]');
    }
  };
  const describe = (reason) => {
    try {
      if (typeof reason === "object" && reason !== null && "message" in reason) {
        return `${text(reason.name ?? "Error")}: ${text(reason.message)}`;
      }
      return text(reason);
    } catch {
      return "a value that cannot be described";
    }
  };
  const listen = globalThis.addEventListener;
  apply(listen, globalThis, ["error", (event) => {
    if (!event.isTrusted) return;
    let message;
    try { message = apply(messageOf, event, []); } catch { return; } // a resource that failed to load
    send("error", message, apply(fileOf, event, []), apply(lineOf, event, []));
  }, true]);
  apply(listen, globalThis, ["unhandledrejection", (event) => {
    if (!event.isTrusted) return;
    send("rejection", describe(apply(reasonOf, event, [])), "", 0);
  }, true]);

  // Chance: Mulberry32 (T. Ettinger, public domain), the same sequence in every page.
  let state = SEED;
  const imul = Math.imul;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = imul(state ^ (state >>> 15), 1 | state);
    t = (t + imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  const replace = (target, name, value) => {
    if (target) defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
  };
  replace(Math, "random", () => next() / 4294967296);
  const fill = (array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let i = 0; i < bytes.length && i < 65536; i += 1) bytes[i] = next() & 255;
    return array;
  };
  const crypto = globalThis.Crypto?.prototype;
  replace(crypto, "getRandomValues", fill);
  replace(crypto, "randomUUID", () => {
    const b = fill(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    let hex = "";
    for (let i = 0; i < 16; i += 1) {
      hex += (i === 4 || i === 6 || i === 8 || i === 10 ? "-" : "") + (b[i] + 256).toString(16).slice(1);
    }
    return hex;
  });

  // React takes setImmediate over a MessageChannel where it is there. Messages go by way of another thread, in real time,
  // while the page's own clock runs on; these tasks do not.
  if (globalThis.scheduler?.postTask) {
    const post = globalThis.scheduler.postTask;
    const owner = globalThis.scheduler;
    const AbortControllerOf = globalThis.AbortController;
    const pending = new Map();
    let last = 0;
    const hide = (name, value) => {
      defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
    };
    hide("setImmediate", (callback, ...args) => {
      const id = (last += 1);
      const controller = new AbortControllerOf();
      pending.set(id, controller);
      apply(post, owner, [() => {
        pending.delete(id);
        try {
          apply(callback, undefined, args);
        } catch (error) {
          globalThis.reportError(error);
        }
      }, { signal: controller.signal }]).catch(() => {});
      return id;
    });
    hide("clearImmediate", (id) => {
      pending.get(id)?.abort();
      pending.delete(id);
    });
  }

  // Doors out of the page. What a site asks for here never comes, and never fails either.
  const never = () => new Promise(() => {});
  replace(globalThis.ServiceWorkerContainer?.prototype, "register", never);
  // A socket that is never opened: it fails in the page's own time, not whenever a network would have given up.
  const later = globalThis.setTimeout;
  const fire = EventTarget.prototype.dispatchEvent;
  const { Event: EventOf, CloseEvent: CloseEventOf, URL: UrlOf, DOMException: ExceptionOf } = globalThis;
  const HANDLERS = ["open", "message", "error", "close"];
  class BlockedSocket extends EventTarget {
    #state = 0;
    #handlers = {};
    constructor(url) {
      super();
      let parsed;
      try { parsed = new UrlOf(url, globalThis.document?.baseURI); } catch {
        throw new ExceptionOf(`The URL '${url}' is invalid.`, "SyntaxError");
      }
      defineProperty(this, "url", { value: parsed.href, enumerable: true });
      send("websocket", "", "", 0);
      later(() => this.#fail(true), 1);
    }
    #fail(failed) {
      if (this.#state === 3) return;
      this.#state = 3;
      if (failed) this.#emit(new EventOf("error"));
      this.#emit(new CloseEventOf("close", { code: 1006 }));
    }
    #emit(event) {
      const handler = this.#handlers[event.type];
      if (typeof handler === "function") apply(listen, this, [event.type, handler, { once: true }]);
      apply(fire, this, [event]);
    }
    static {
      for (const type of HANDLERS) {
        defineProperty(this.prototype, `on${type}`, {
          get() { return this.#handlers[type] ?? null; },
          set(value) { this.#handlers[type] = value; },
          enumerable: true,
          configurable: true,
        });
      }
    }
    get readyState() { return this.#state; }
    get protocol() { return ""; }
    get extensions() { return ""; }
    get bufferedAmount() { return 0; }
    binaryType = "blob";
    send() {
      if (this.#state === 0) throw new ExceptionOf("Still in CONNECTING state.", "InvalidStateError");
    }
    close() {
      if (this.#state === 0) later(() => this.#fail(true), 0);
    }
  }
  ["CONNECTING", "OPEN", "CLOSING", "CLOSED"].forEach((name, value) => {
    for (const target of [BlockedSocket, BlockedSocket.prototype]) defineProperty(target, name, { value, enumerable: true });
  });
  defineProperty(BlockedSocket, "name", { value: "WebSocket" });
  if (globalThis.WebSocket) replace(globalThis, "WebSocket", BlockedSocket);
  for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "WebTransport", "WebSocketStream", "SharedWorker"]) {
    delete globalThis[name];
  }
})();
