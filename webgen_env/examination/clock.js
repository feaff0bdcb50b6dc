// The page's clock: runs before any script of the page, in the page's own world. Timers, animation frames, idle callbacks
// and dates follow a time that passes on command only. What a callback throws is reported as the browser would report it.
// NAME, FIRST and EPOCH are replaced before the script is sent.
(() => {
  "use strict";
  const NativeDate = Date;
  const { apply, construct, defineProperty } = Reflect;
  const nativeNow = performance.now.bind(performance);
  const nativeFrame = requestAnimationFrame.bind(globalThis);
  const NativePromise = Promise;
  const report = globalThis.reportError.bind(globalThis);
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  const post = channel.port2.postMessage.bind(channel.port2);
  const task = () => new NativePromise((done) => { waiting.push(done); post(0); });
  const frame = () => new NativePromise((done) => nativeFrame(() => done()));

  let elapsed = 0;
  // Time that passed in earlier documents of this tab, as the answer to the request for this one tells.
  const [loaded] = performance.getEntriesByType("navigation");
  const told = loaded?.serverTiming?.find((one) => one.name === "NAME");
  const before = told?.duration ?? 0;
  // What the same window kept for itself under another contract.
  if (told?.description === "FIRST") {
    sessionStorage.clear();
    globalThis.name = "";
  }
  const began = "EPOCH" + before;
  let last = 0;
  const timers = new Map();
  const now = () => began + elapsed;

  const add = (kind, callback, delay, args) => {
    const id = (last += 1);
    timers.set(id, { id, kind, callback, args, delay, at: elapsed + delay });
    return id;
  };
  const bounded = (delay) => {
    const number = Number(delay);
    return number >= 1 ? (number > 0x7fffffff ? 1 : number) : 1;
  };
  const isCallable = (callback) => typeof callback === "function";
  const run = (timer) => {
    try {
      if (timer.kind === "frame") timer.callback(elapsed);
      else if (timer.kind === "idle") timer.callback({ didTimeout: false, timeRemaining: () => 10 });
      else if (isCallable(timer.callback)) apply(timer.callback, globalThis, timer.args);
      else (0, eval)(String(timer.callback));
    } catch (error) {
      report(error);
    }
  };
  const first = (until) => {
    let found = null;
    for (const timer of timers.values()) {
      if (timer.at <= until && (!found || timer.at < found.at || (timer.at === found.at && timer.id < found.id))) found = timer;
    }
    return found;
  };
  const needsFunction = (name, callback) => {
    if (!isCallable(callback)) throw new TypeError(`Failed to execute '${name}' on 'Window': parameter 1 is not of type 'Function'.`);
  };

  const clear = (id) => { timers.delete(Number(id)); };
  const functions = {
    setTimeout: (callback, delay, ...args) => add("once", callback, bounded(delay), args),
    setInterval: (callback, delay, ...args) => add("again", callback, bounded(delay), args),
    clearTimeout: clear,
    clearInterval: clear,
    requestAnimationFrame: (callback) => {
      needsFunction("requestAnimationFrame", callback);
      return add("frame", callback, 16 - (elapsed % 16), []);
    },
    cancelAnimationFrame: clear,
    requestIdleCallback: (callback) => {
      needsFunction("requestIdleCallback", callback);
      return add("idle", callback, 1, []);
    },
    cancelIdleCallback: clear,
  };
  for (const [name, value] of Object.entries(functions)) {
    const native = globalThis[name];
    if (!native) continue;
    defineProperty(value, "name", { value: name });
    defineProperty(value, "toString", { value: () => `function ${name}() { [native code] }`, enumerable: false });
    defineProperty(globalThis, name, { value, writable: true, enumerable: true, configurable: true });
  }
  const PageDate = function Date(...args) {
    if (!new.target) return new NativeDate(now()).toString();
    return construct(NativeDate, args.length ? args : [now()], new.target);
  };
  PageDate.prototype = NativeDate.prototype;
  PageDate.parse = NativeDate.parse;
  PageDate.UTC = NativeDate.UTC;
  PageDate.now = () => Math.floor(now());
  defineProperty(PageDate, "length", { value: 7 });
  defineProperty(NativeDate.prototype, "constructor", { value: PageDate, writable: true, configurable: true });
  defineProperty(globalThis, "Date", { value: PageDate, writable: true, configurable: true });
  defineProperty(performance, "now", { value: () => elapsed, writable: true, configurable: true });
  for (const [type, method] of [["format", "format"], ["formatToParts", "formatToParts"]]) {
    const prototype = Intl.DateTimeFormat.prototype;
    const own = Object.getOwnPropertyDescriptor(prototype, method);
    if (own.get) {
      defineProperty(prototype, type, {
        ...own,
        get() { const format = apply(own.get, this, []); return (date) => format(date === undefined ? now() : date); },
      });
    } else {
      const native = own.value;
      defineProperty(prototype, type, {
        ...own,
        value(date) { return apply(native, this, [date === undefined ? now() : date]); },
      });
    }
  }

  // Time until something is due: a timer, or the end of an animation, which runs at a time of its own.
  const due = () => {
    let least = Infinity;
    for (const timer of timers.values()) least = Math.min(least, timer.at - elapsed);
    const moves = document.getAnimations().some((one) => one.playState === "running" && one.effect?.getComputedTiming().endTime < Infinity);
    return moves ? 0 : Math.max(0, least);
  };

  const STOP_MS = 4000;
  const control = {
    // Let time pass: timers in order, each in a task of its own; then what waits for nothing, and a drawn frame. Tells
    // how long nothing will happen by itself, in milliseconds of the page's time; -1 for ever.
    advance: async (milliseconds) => {
      const until = elapsed + milliseconds;
      const start = nativeNow();
      await task();
      for (let timer = first(until); timer; timer = first(until)) {
        if (timer.at > elapsed) elapsed = timer.at;
        if (timer.kind === "again") timer.at = elapsed + timer.delay;
        else timers.delete(timer.id);
        run(timer);
        await task();
        // A page whose timers never let up: its time stands still rather than the tester's.
        if (nativeNow() - start > STOP_MS) break;
      }
      if (elapsed < until) elapsed = until;
      await frame();
      await task();
      const quiet = due();
      return quiet === Infinity ? -1 : quiet;
    },
  };
  defineProperty(globalThis, "NAME", { value: Object.freeze(control), enumerable: false, configurable: false, writable: false });
})();
