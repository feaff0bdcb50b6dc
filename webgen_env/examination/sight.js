// What can be seen of elements: a selector engine for Playwright that runs in a world of its own, which the page's
// scripts cannot touch. A look is one query of several branches: "begin:<request>" starts it, "gate:<k>" lets the k-th
// alternative be searched for only if none before it is seen, "add:<slot>" keeps the elements that a branch found, and
// "end" answers with an element whose text is what was seen. "pick:<slot>:<index>" gives a kept element back, with ":op"
// the one that a user would operate in its stead.
(() => {
  const KEEP = 60;
  const MAX_ELEMENTS = 3000;
  const MAX_TEXT = 2000;
  const slots = new Map();
  const fold = (text) => text.replace(/[\s\u200b\u00ad]+/g, " ").trim();
  const cut = (text, length = MAX_TEXT) => (text.length > length ? text.slice(0, length) : text);

  const parentOf = (element) => element.assignedSlot || element.parentElement || element.getRootNode().host || null;
  const empty = (box) => box.right - box.left < 1 || box.bottom - box.top < 1;
  const boxOf = (element) => {
    const rect = element.getBoundingClientRect();
    return { left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom };
  };

  // The part of an element that can be brought into sight: its box less what ancestors cut off for good. What only has to
  // be scrolled to counts as seen.
  const seenBox = (element) => {
    let box = boxOf(element);
    let style = getComputedStyle(element);
    if (empty(box)) {
      if (style.overflowX !== "visible" || style.overflowY !== "visible") return null;
      // An element without a box of its own (display: contents, an inline around floats) is where its children are.
      const children = [...element.children].map(boxOf).filter((child) => !empty(child));
      if (!children.length) return null;
      box = children[0];
    }
    if (style.visibility !== "visible") return null;
    if (style.display !== "contents" && !element.checkVisibility()) return null;
    let opacity = Number(style.opacity);
    let position = style.position;
    for (let parent = parentOf(element); parent && parent !== document.documentElement; parent = parentOf(parent)) {
      style = getComputedStyle(parent);
      opacity *= Number(style.opacity);
      if (parent === document.body) continue;
      const holds = style.position !== "static" || style.transform !== "none";
      if (position === "fixed" ? style.transform === "none" : position === "absolute" && !holds) continue;
      position = style.position;
      const x = style.overflowX !== "visible", y = style.overflowY !== "visible";
      if (!x && !y && style.clipPath === "none" && style.clip === "auto") continue;
      const outer = boxOf(parent);
      if (empty(outer) && x && y) return null;
      const scrollsX = style.overflowX === "auto" || style.overflowX === "scroll";
      const scrollsY = style.overflowY === "auto" || style.overflowY === "scroll";
      if (scrollsX) { box.left = outer.left; box.right = outer.right; }
      else if (x) { box.left = Math.max(box.left, outer.left); box.right = Math.min(box.right, outer.right); }
      if (scrollsY) { box.top = outer.top; box.bottom = outer.bottom; }
      else if (y) { box.top = Math.max(box.top, outer.top); box.bottom = Math.min(box.bottom, outer.bottom); }
      if (empty(box)) return null;
    }
    if (opacity < 0.05) return null;
    // Left of or above the document nothing can be scrolled to.
    if (box.right + scrollX <= 0 || box.bottom + scrollY <= 0) return null;
    return box;
  };
  const clippedAway = (element) => {
    const style = getComputedStyle(element);
    if (style.clip !== "auto" && /rect\((0(px)?|1px),? (0(px)?|1px),? (0(px)?|1px),? (0(px)?|1px)\)/.test(style.clip)) return true;
    return /^(inset\((50|100)%|circle\(0|polygon\(0(px|%)? 0)/.test(style.clipPath);
  };
  const seen = (element) => {
    if (!element.isConnected) return false;
    if (element === document.documentElement) return true;
    if (element.localName === "option" || element.localName === "optgroup") {
      const menu = element.closest("select");
      return !!menu && seenBox(menu) !== null && !element.hidden;
    }
    for (let at = element; at && at !== document.body; at = parentOf(at)) if (clippedAway(at)) return false;
    return seenBox(element) !== null;
  };

  // A checkbox, radio or file input that is out of sight is operated through its label or through what it lies under;
  // the input of a combobox that shows what was chosen in an element of its own, through that.
  const isChoice = (element) => element.localName === "input" && ["checkbox", "radio", "file"].includes(element.type);
  const isMenu = (element) => element.localName === "input" && element.getAttribute("role") === "combobox";
  const operated = (element) => {
    if (!(isChoice(element) || isMenu(element)) || seen(element)) return element;
    if (isChoice(element)) for (const label of element.labels ?? []) if (seen(label)) return label;
    for (let at = parentOf(element), level = 0; at && level < (isMenu(element) ? 4 : 2); at = parentOf(at), level += 1) {
      if (seen(at) && at.querySelectorAll("input, select, textarea, button").length === 1) return at;
    }
    return element;
  };
  const visible = (element) => seen(element) || operated(element) !== element;

  const enabled = (element) => !element.matches(":disabled") && !element.closest('[aria-disabled="true"], [inert]');
  const checked = (element) => {
    if (isChoice(element)) return element.checked;
    for (const name of ["aria-checked", "aria-pressed", "aria-selected"]) {
      const value = element.getAttribute(name);
      if (value !== null) return value === "true";
    }
    const inner = element.querySelector('input[type="checkbox"], input[type="radio"]');
    return inner ? inner.checked : element.localName === "option" && element.selected;
  };
  const isField = (element) => ["input", "textarea"].includes(element.localName);
  const textOf = (element) => {
    if (isField(element)) return fold(element.type === "password" ? "" : element.value);
    if (element.localName === "select") return fold([...element.selectedOptions].map((option) => option.label).join(", "));
    if (element.localName === "option") return fold(element.label);
    return fold(element.innerText ?? element.textContent ?? "");
  };
  const aroundOf = (element) => {
    // A combobox shows what was chosen beside its empty input.
    for (let at = parentOf(element), level = 0; at && level < 4; at = parentOf(at), level += 1) {
      if (at.querySelectorAll("input, select, textarea").length > 1) return "";
      const text = fold(at.innerText);
      if (text) return text;
    }
    return "";
  };
  const valuesOf = (element) => {
    if (element.localName === "select") {
      return [...element.selectedOptions].flatMap((option) => [fold(option.label), option.value]);
    }
    if (isField(element)) {
      if (element.value === "" && element.getAttribute("role") === "combobox") return [aroundOf(element)];
      return [element.value, ...(element.getAttribute("aria-valuetext") ? [element.getAttribute("aria-valuetext")] : [])];
    }
    const spoken = ["aria-valuetext", "aria-valuenow"].map((name) => element.getAttribute(name)).filter((value) => value !== null);
    if (spoken.length) return spoken;
    const inner = element.querySelector("input, textarea, select");
    if (inner && element.querySelectorAll("input, textarea, select").length === 1) return valuesOf(inner);
    return [textOf(element)];
  };

  const test = (matcher, text) => {
    const folded = fold(text);
    if (matcher.kind === "exact") return folded === matcher.value;
    if (matcher.kind === "contains") return folded.toLowerCase().includes(matcher.value.toLowerCase());
    return new RegExp(matcher.value, matcher.flags).test(folded);
  };
  const pickPart = (pattern, text) => {
    if (!pattern) return text;
    const found = new RegExp(pattern.value, pattern.flags).exec(fold(text));
    return found ? (found[1] ?? found[0]) : null;
  };
  const describe = (element) => {
    const role = element.getAttribute("role");
    const name = element.getAttribute("aria-label") || textOf(element) || element.getAttribute("placeholder") || element.id;
    return `<${element.localName}${role ? ` role=${role}` : ""}> ${cut(fold(name ?? ""), 60)}`.trim();
  };
  const depthOf = (element) => { let depth = 0; for (let at = element; at; at = parentOf(at)) depth += 1; return depth; };
  const nearness = (element, others) => {
    const ancestors = new Set();
    for (let at = element; at; at = parentOf(at)) ancestors.add(at);
    let deepest = -1;
    for (const other of others) {
      if (other === element) continue;
      let at = other;
      while (at && !ancestors.has(at)) at = parentOf(at);
      if (at) deepest = Math.max(deepest, depthOf(at));
    }
    return deepest;
  };
  const beside = (elements, others) => {
    let best = null, deepest = -1;
    for (const element of elements.slice(0, 300)) {
      const depth = nearness(element, others);
      if (depth > deepest) { best = element; deepest = depth; }
    }
    return best ? [best] : [];
  };
  const inOrder = (elements) =>
    [...new Set(elements)].sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));

  const hasFocus = (element) => {
    const active = document.activeElement;
    if (!active || active === document.body) return false;
    return active === element || (element.contains(active) && !element.matches("body, html, main, form, section, div"));
  };
  const factsOf = (element, match, pattern) => {
    const text = cut(textOf(element));
    const values = valuesOf(element).map((value) => cut(String(value)));
    return {
      text,
      values,
      description: describe(element),
      enabled: enabled(element),
      checked: checked(element),
      focused: hasFocus(element),
      tag: element.localName,
      type: element.type ?? "",
      role: element.getAttribute("role") ?? "",
      textMatches: match ? match.map((one) => test(one, text)) : [],
      valueMatches: match ? match.map((one) => values.some((value) => test(one, value))) : [],
      part: pickPart(pattern, text) ?? null,
      valuePart: values.length ? pickPart(pattern, values[0]) : null,
    };
  };
  // Facts of one kept element as it is now; null if it is gone.
  const state = ({ slot, index }) => {
    const element = slots.get(slot)?.found[index];
    return element && element.isConnected ? factsOf(element, null, null) : null;
  };

  // While a dialog holds the page, what is in it is what a user can act on.
  const modalFirst = (elements) => {
    const modals = [...document.querySelectorAll('dialog:modal, [aria-modal="true"]')].filter(seen);
    const modal = modals[modals.length - 1];
    const inside = modal ? elements.filter((element) => modal.contains(element)) : [];
    return inside.length ? [...inside, ...elements.filter((element) => !modal.contains(element))] : elements;
  };

  // One look at a target. The request: asks, one for each alternative ({slot, beside: slot or null, nth, strict}), with
  // texts to test and a pattern; the first alternative with visible elements is the one that is meant.
  let asked = null;
  const begin = (request) => {
    const newest = request.asks[request.asks.length - 1].slot;
    for (const old of slots.keys()) if (slots.size > KEEP && old < newest - KEEP / 2) slots.delete(old);
    asked = { ...request, next: 0, hidden: 0, found: null };
  };
  const isOffered = (element) => visible(element) || (asked.files && element.localName === "input" && element.type === "file");
  const decide = (before) => {
    const known = asked.exclude === null ? [] : slots.get(asked.exclude)?.found ?? [];
    for (; !asked.found && asked.next < before; asked.next += 1) {
      const ask = asked.asks[asked.next];
      const all = inOrder(slots.get(ask.slot)?.found ?? []);
      let elements = all.filter((element) => isOffered(element) && !known.includes(element));
      asked.hidden += all.length - elements.length;
      if (ask.beside !== null) elements = beside(elements, (slots.get(ask.beside)?.found ?? []).filter(visible));
      if (elements.length || asked.next === asked.asks.length - 1) asked.found = { ask, index: asked.next, elements };
    }
    return asked.found !== null;
  };
  const seenNow = () => {
    decide(asked.asks.length);
    const { ask, index } = asked.found;
    let { elements } = asked.found;
    const total = elements.length;
    if (ask.nth !== null) {
      const at = ask.nth < 0 ? total + ask.nth : ask.nth;
      elements = at >= 0 && at < total ? [elements[at]] : [];
    } else if (asked.acting) {
      elements = modalFirst(elements);
    }
    slots.set(ask.slot, { found: elements });
    const facts = elements.slice(0, asked.detail).map((element) => factsOf(element, asked.match, asked.pattern));
    const seen = { slot: ask.slot, alternative: index, count: elements.length, total, hidden: asked.hidden, facts };
    if (asked.ready !== null && elements.length && !(ask.strict && elements.length > 1)) {
      const at = { slot: ask.slot, index: Math.max(0, facts.findIndex((fact) => fact.enabled)) };
      seen.readiness = readyFor({ ...at, what: asked.ready });
    }
    return seen;
  };
  const answer = () => {
    const element = document.createElement("i");
    try {
      element.textContent = JSON.stringify(seenNow());
    } catch (error) {
      element.textContent = JSON.stringify({ error: cut(String(error), 300) });
    }
    return element;
  };

  // Whether nothing moves an element: the page's own time stands still, animations of style sheets do not.
  const isStill = (element) => document.getAnimations().every((animation) => {
    if (animation.playState !== "running") return true;
    const effect = animation.effect;
    return effect && effect.getComputedTiming().endTime === Infinity && !(effect.target && effect.target.contains(element));
  });

  // Whether a press hits what it is meant for: something may come to lie there when the pointer arrives. What does not
  // hit it does not reach the page.
  const PRESSES = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"];
  let aim = null;
  const watch = (event) => {
    if (!aim || !event.isTrusted) return;
    if (aim.other === null) {
      const hit = event.composedPath()[0];
      aim.other = "";
      if (hit instanceof Element) {
        aim.other = describe(hit);
        for (let at = hit; at; at = parentOf(at)) if (at === aim.element) aim.other = "";
      }
    }
    if (aim.other) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  };
  const takeAim = ({ slot, index }) => {
    if (!aim) for (const name of PRESSES) addEventListener(name, watch, { capture: true, passive: false });
    aim = { element: operated(slots.get(slot).found[index]), other: null };
  };
  // What was hit instead; empty if nothing else was.
  const hitInstead = () => {
    const other = aim ? aim.other ?? "" : "";
    for (const name of PRESSES) removeEventListener(name, watch, { capture: true });
    aim = null;
    return other;
  };

  // Whether a user could press on it now: in sight, enabled, and nothing else on top. Scrolls it into view.
  const ready = ({ slot, index, needsHit }) => {
    const own = slots.get(slot)?.found[index];
    if (!own || !own.isConnected) return { ready: false, reason: "it is gone" };
    const element = operated(own);
    if (!enabled(own)) return { ready: false, reason: "it is disabled" };
    if (!seen(element)) return { ready: false, reason: "it is not visible" };
    if (!needsHit) return { ready: true, reason: "" };
    const rectOf = () => [...element.getClientRects()].find((rect) => rect.width * rect.height > 0.9) ?? element.getBoundingClientRect();
    let rect = rectOf();
    let scrolled = false;
    const inside = (box) => box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
    if (!inside(rect)) {
      element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      rect = rectOf();
      scrolled = true;
    }
    const x = (Math.max(rect.left, 0) + Math.min(rect.right, innerWidth)) / 2;
    const y = (Math.max(rect.top, 0) + Math.min(rect.bottom, innerHeight)) / 2;
    const hit = document.elementFromPoint(x, y);
    if (!hit) return { ready: false, reason: "it cannot be scrolled into view" };
    for (let at = hit; at; at = parentOf(at)) if (at === element) return { ready: true, reason: "", x, y, still: isStill(element), scrolled };
    if (own.labels && [...own.labels].some((label) => label.contains(hit))) return { ready: true, reason: "", through: true };
    // A combobox whose input lies under what it shows is opened by what lies over it.
    if (isField(own) && (own.getAttribute("role") === "combobox" || own.getAttribute("aria-haspopup"))) {
      for (let at = parentOf(own), level = 0; at && level < 4; at = parentOf(at), level += 1) {
        if (at.contains(hit)) return { ready: true, reason: "", through: true };
      }
    }
    return { ready: false, reason: `it is covered by ${describe(hit)}`, covered: true };
  };

  // The same by what is to be done: "press" at once, "reach" with the pointer, or only be "there".
  const readyFor = ({ slot, index, what }) => {
    const told = { slot, index, ...ready({ slot, index, needsHit: what !== "there" }) };
    if (what === "press" && told.still) takeAim({ slot, index });
    return told;
  };

  const page = ({ match = null }) => {
    const root = document.documentElement;
    const wide = Math.max(root.scrollWidth, document.body ? document.body.scrollWidth : 0);
    const cutOff = ["hidden", "clip"].includes(getComputedStyle(root).overflowX)
      || (document.body && ["hidden", "clip"].includes(getComputedStyle(document.body).overflowX) && getComputedStyle(root).overflowX === "visible");
    let widest = "";
    if (wide > root.clientWidth + 1) {
      for (const element of document.querySelectorAll("body *")) {
        const box = element.getBoundingClientRect();
        if (box.right + scrollX > root.clientWidth + 1 && seen(element)) { widest = describe(element); break; }
      }
    }
    const path = location.pathname + location.search + location.hash;
    const route = location.hash.startsWith("#") ? location.hash.slice(1).replace(/^!/, "") : "";
    return {
      url: cut(path, 500),
      title: cut(fold(document.title), 300),
      width: wide,
      viewport: root.clientWidth,
      cutOff: !!cutOff,
      widest,
      urlMatches: match ? [path, location.pathname, route].some((text) => text && test(match, text)) : false,
      titleMatches: match ? test(match, document.title) : false,
    };
  };
  const tests = ({ match, texts }) => texts.map((text) => test(match, text));

  const options = ({ slot, index, match }) => {
    const menu = slots.get(slot)?.found[index];
    if (!menu || menu.localName !== "select") return null;
    const whole = (option) => match.kind !== "regex" && fold(option.label).toLowerCase() === match.value.toLowerCase();
    const found = [...menu.options].map((option, at) => ({ option, at }))
      .filter(({ option }) => !option.disabled && (test(match, option.label) || (match.kind !== "regex" && option.value === match.value)));
    const best = found.find(({ option }) => whole(option)) ?? found[0];
    return { index: best ? best.at : -1, labels: [...menu.options].slice(0, 30).map((option) => cut(fold(option.label), 60)) };
  };

  Object.defineProperty(globalThis, "webgenSight", { value: Object.freeze({
    state, readyFor, hitInstead, page, tests, options,
    tools: Object.freeze({ seen, visible, enabled, describe, textOf, fold, cut, keep: (slot, found) => slots.set(slot, { found }), kept: (slot, index) => slots.get(slot)?.found[index] }),
  }) });
  const queryAll = (root, body) => {
    const [verb, first, index, op] = body.split(":");
    if (verb === "begin") {
      begin(JSON.parse(decodeURIComponent(first)));
      return [];
    }
    if (verb === "gate") return decide(Number(first)) ? [] : [root];
    if (verb === "end") return [answer()];
    const slot = Number(first);
    if (verb === "add") {
      if (root.nodeType !== Node.ELEMENT_NODE) return [];
      if (!slots.has(slot)) slots.set(slot, { found: [] });
      const { found } = slots.get(slot);
      if (found.length < MAX_ELEMENTS) found.push(root);
      return [];
    }
    const element = slots.get(slot)?.found[Number(index)];
    if (!element || !element.isConnected) return [];
    return [op ? operated(element) : element];
  };
  return { queryAll, query: (root, body) => queryAll(root, body)[0] ?? null };
})()
