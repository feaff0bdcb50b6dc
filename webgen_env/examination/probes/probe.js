// What the probes ask of a page; evaluated in the world of sight.js, as one expression with a member for each question.
(() => {
  const { seen, visible, enabled, describe, textOf, fold, cut, keep } = webgenSight.tools;
  const CONTROLS = 'button, input, select, textarea, summary, [role="button"], [role="tab"], [role="switch"], [role="checkbox"], '
    + '[role="radio"], [role="menuitem"], [role="combobox"], [role="slider"]';
  const kindOf = (element) => {
    const role = element.getAttribute("role");
    if (element.localName === "select") return "menu";
    if (element.localName === "textarea") return "field";
    if (element.localName === "input") {
      if (["checkbox", "radio"].includes(element.type)) return "toggle";
      if (["button", "submit", "reset", "image"].includes(element.type)) return "button";
      if (["file", "hidden", "color"].includes(element.type)) return "";
      return role === "combobox" ? "button" : "field";
    }
    return ["switch", "checkbox", "radio"].includes(role ?? "") ? "toggle" : "button";
  };
  // What a user would write, if the field says so: a number within its bounds, or the one that it shows as an example.
  const written = (field) => {
    if (field.type === "number" && (field.min || field.max)) return String(Math.min(Math.max(3, Number(field.min)), Number(field.max || Infinity)));
    return (field.placeholder ?? "").match(/^\D{0,8}(\d{3,})\b/)?.[1] ?? "";
  };
  const submits = (element) => kindOf(element) === "button" && !!element.form && (element.type === "submit" || element.type === "image");

  // Controls in document order; of many with the same name, as in the rows of a table, the first only. "frame" marks what
  // stands around the content, which pages have in common.
  const keyOf = (element, kind) =>
    cut(`${kind} ${element.getAttribute("aria-label") ?? ""} ${textOf(element) || element.name || element.id}`.replace(/\d+/g, "#"), 200);
  const CHOSEN = '[type="radio"]:checked, [aria-pressed="true"], [aria-selected="true"], [role="radio"][aria-checked="true"], '
    + '[aria-current]:not([aria-current="false"])';
  const FRAME = 'header, nav, footer, aside, [role="banner"], [role="navigation"], [role="contentinfo"], [role="complementary"]';
  const isFrame = (element) => !!element.closest(FRAME) && !element.closest("main");
  // Menus and searches that nothing else can make use of: that they show what was put into them is no reaction.
  const alone = new WeakSet();
  const buttons = (root) => [...root.querySelectorAll(CONTROLS)].some((other) => kindOf(other) === "button" && visible(other));
  const NEAR = 3;
  const around = (element) => {
    let at = element;
    for (let i = 0; i < NEAR && at.parentElement && at.parentElement !== document.body; i += 1) at = at.parentElement;
    return at;
  };
  const isAlone = (element, kind) => {
    if (element.matches('[type="search"], [role="searchbox"]')) return !buttons(element.form ?? around(element));
    if (kind !== "menu" || element.form) return false;
    return ![...document.querySelectorAll(CONTROLS)].some((other) => kindOf(other) === "button" && visible(other) && !isFrame(other));
  };
  // Remembers the controls that are there now; gives their keys.
  const remembered = new WeakSet();
  const remember = () => [...document.querySelectorAll(CONTROLS)].slice(0, 500).map((element) => {
    remembered.add(element);
    return keyOf(element, kindOf(element));
  });
  const survey = (slot, most, known, fresh) => {
    const names = new Set(known);
    const found = [];
    for (const element of document.querySelectorAll(CONTROLS)) {
      const kind = kindOf(element);
      // Of what came later only what is pressed: fields are named by what they hold.
      if (fresh && (remembered.has(element) || !["button", "toggle"].includes(kind))) continue;
      if (!kind || !visible(element) || !enabled(element) || element.readOnly) continue;
      if (element.parentElement?.closest("button, a, [role=button], select")) continue;
      // What is chosen already does nothing when it is chosen again.
      if (element.matches(CHOSEN)) continue;
      if (submits(element) && [...element.form.elements].some((field) => ["field", "menu"].includes(kindOf(field)))) continue;
      const key = keyOf(element, kind);
      if (names.has(key)) continue;
      names.add(key);
      if (isAlone(element, kind)) alone.add(element);
      found.push({ element, kind, key, frame: isFrame(element) });
      if (found.length === most) break;
    }
    keep(slot, found.map((one) => one.element));
    return found.map(({ element, kind, key, frame }) => ({ kind, key, frame, description: describe(element), type: element.type ?? "", written: written(element) }));
  };

  const placeOf = (hash) => {
    let id = hash;
    try { id = decodeURIComponent(hash); } catch {}
    return id === "top" || !!document.getElementById(id) || document.getElementsByName(id).length > 0;
  };
  // The links of a page. Those whose address leads nowhere may still do something when they are clicked: they are kept.
  const links = (slot, most, tried) => {
    const found = [];
    const kept = [];
    const known = new Set();
    for (const element of document.querySelectorAll("a")) {
      if (found.length >= 60 || !seen(element)) continue;
      const written = element.getAttribute("href");
      const key = `${written} ${textOf(element)}`;
      if (known.has(key)) continue;
      known.add(key);
      let dead = "";
      if (written === null) {
        if (element.getAttribute("role") === "button") continue;
        dead = "has no address";
      } else if (/^\s*(javascript:|#?\s*$)/i.test(written)) dead = "leads nowhere";
      else if (/^#[^/!]/.test(written) && !placeOf(written.slice(1))) dead = "leads to no place on the page";
      const name = cut(`link ${key}`, 200);
      const index = dead && kept.length < most && !tried.includes(name) ? kept.push(element) - 1 : -1;
      found.push({ description: describe(element), href: element.href, dead, index, key: name, frame: isFrame(element) });
    }
    keep(slot, kept);
    return found;
  };

  const PLACEHOLDER = [
    /lorem ipsum/i, /\bTODO\b/, /\bFIXME\b/, /\bcoming soon\b/i, /\bunder construction\b/i, /\bplaceholder (text|content|image)\b/i,
    /\[your [a-z ]+\]/i, /\byour (text|content) here\b/i, /\binsert [a-z]+ here\b/i, /\bnot (yet )?implemented\b/i, /\bTBD\b/,
    /\b(xxx-xxx|555-0?1\d\d-xxx)/i, /\bundefined\b(?= *(items?|results?|€|\$|%|$))/, /\bNaN\b/, /\[object Object\]/,
  ];
  // What stands outside the frame that pages have in common: few words and nothing else are no content.
  const FEW_WORDS = 5;
  const FEW_LETTERS = 24;
  const CONTENT = `img, video, canvas, iframe, table, ${CONTROLS}`;
  // The large words of a header may be all that a page has to say.
  const ASIDE = 'nav, footer, aside, [role="navigation"], [role="contentinfo"], [role="complementary"], header a, header button';
  const hasContent = (shown) => {
    const frames = [...document.querySelectorAll(ASIDE)].filter((frame) => !frame.closest("main") && !frame.parentElement.closest(ASIDE));
    let text = shown;
    for (const frame of frames) text = fold(text.replace(fold(frame.innerText ?? ""), " "));
    if (text.split(" ").length >= FEW_WORDS || text.length >= FEW_LETTERS) return true;
    if ([...document.querySelectorAll(CONTENT)].some((element) => !frames.some((frame) => frame.contains(element)) && seen(element))) return true;
    return [...document.querySelectorAll("svg")].some((drawing) => drawing.getBoundingClientRect().width >= 100 && seen(drawing));
  };
  const leftover = (text) => PLACEHOLDER.some((pattern) => pattern.test(text));
  const look = () => {
    const text = fold(document.body?.innerText ?? "");
    const images = [...document.images].filter(seen);
    return {
      text: cut(text, 6000),
      empty: !hasContent(text),
      path: location.pathname,
      blank: !text && !images.length && !document.querySelector("svg, canvas, video, input, button"),
      placeholders: PLACEHOLDER.map((pattern) => text.match(pattern)?.[0]).filter(Boolean).map((found) => cut(found, 60)),
      brokenImages: images.filter((image) => image.complete && image.naturalWidth === 0).map(describe),
    };
  };

  // What a user could notice of a page, part by part: if all parts are the same after an action, it did nothing. What
  // changes by itself, such as a clock, says nothing of an action and is left out from then on.
  const restless = { words: new WeakSet(), marks: new WeakSet(), children: new WeakSet() };
  let settled = null;
  const note = (record) => {
    if (record.type === "attributes") restless.marks.add(record.target);
    else restless[record.type === "characterData" ? "words" : "children"].add(record.target);
  };
  const observer = new MutationObserver((records) => records.forEach(note));
  const rest = (resting) => {
    if (resting) {
      settled ??= new WeakSet(document.body?.children ?? []);
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    } else {
      observer.takeRecords().forEach(note);
      observer.disconnect();
    }
  };
  const hasher = () => {
    let sum = 0;
    const add = (value) => { for (let i = 0; i < value.length; i += 1) sum = (Math.imul(sum, 31) + value.charCodeAt(i)) | 0; };
    return { add, sum: () => sum };
  };
  // Attributes that can show. What scripts keep for themselves, in a "data-..." or in a name of their own, does not.
  const SHOWS = /^(class|style|open|hidden|disabled|checked|selected|src|srcset|href|value|type|placeholder|width|height|alt|title|role|data-state|aria-.*)$/;
  const MOST_NODES = 20000;
  const paintOf = (element) => {
    const style = getComputedStyle(element);
    return `${style.color} ${style.backgroundColor} ${style.backgroundImage}`;
  };
  const dom = () => {
    const { add, sum } = hasher();
    let nodes = 0;
    const walk = (node, only) => {
      for (let child = node.firstChild; child && nodes < MOST_NODES; child = child.nextSibling) {
        nodes += 1;
        if (only && !only.has(child)) continue;
        if (child.nodeType === Node.TEXT_NODE) {
          if (!restless.words.has(child)) add(child.data);
        } else if (child.nodeType === Node.ELEMENT_NODE) {
          if (child.localName === "script" || child.localName === "style") continue;
          if (!child.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && getComputedStyle(child).display !== "contents") continue;
          add(child.localName);
          if (!restless.marks.has(child)) {
            const drawn = child instanceof SVGElement;
            for (const { name, value } of child.attributes) if (name === "value" && alone.has(child)) continue; else if (drawn ? !name.startsWith("data-") && name !== "id" : SHOWS.test(name)) add(`${name}=${value}`);
          }
          if (child.shadowRoot) walk(child.shadowRoot);
          if (!restless.children.has(child)) walk(child);
        }
      }
    };
    // Of the outermost elements only how they look: their attributes need not show.
    for (const element of [document.documentElement, document.body]) if (element) add(paintOf(element));
    // Where things come and go at the outermost, what was there before any came.
    if (document.body) walk(document.body, restless.children.has(document.body) ? settled : null);
    return sum();
  };
  const pictures = () => {
    const { add, sum } = hasher();
    for (const canvas of [...document.querySelectorAll("canvas")].slice(0, 2)) {
      try { add(canvas.toDataURL("image/png")); } catch {}
    }
    return sum();
  };
  const stored = () => {
    const { add, sum } = hasher();
    try { add((JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie).slice(0, 100000)); } catch {}
    return sum();
  };
  const state = (slot, index) => {
    const next = webgenSight.tools.kept(slot, index);
    const fields = hasher();
    for (const field of document.querySelectorAll("input, select, textarea")) if (!alone.has(field)) fields.add(`${field.value}${field.checked}`);
    for (const element of document.querySelectorAll("details, dialog")) fields.add(String(element.open));
    let scrolled = scrollY + scrollX;
    for (const element of [...document.querySelectorAll("body *")].slice(0, 3000)) if (element.scrollTop || element.scrollLeft) scrolled += element.scrollTop + element.scrollLeft;
    const active = document.activeElement;
    return {
      parts: { dom: dom(), fields: fields.sum(), pictures: pictures(), stored: stored(), scrolled: Math.round(scrolled), url: location.href, full: !!document.fullscreenElement },
      focus: active && active !== document.body ? describe(active) : "",
      open: [...document.querySelectorAll('dialog[open], [role="dialog"], [aria-modal="true"]')].some(seen),
      there: !!next && next.isConnected,
    };
  };

  // What another origin does with a form is not for us to see.
  const leavesSite = (form) => {
    try { return new URL(form.getAttribute("action") ?? "", document.baseURI).origin !== location.origin; } catch { return false; }
  };
  // Forms that a user has to fill in; not searches and single switches. Kept are, one form after another, the button that
  // sends it and its fields.
  const forms = (slot) => {
    const found = [];
    for (const form of document.querySelectorAll("form")) {
      const usable = [...form.elements].filter((field) => visible(field) && enabled(field));
      const fields = usable.filter((field) => kindOf(field) === "field");
      const weighty = fields.some((field) => ["email", "password", "tel"].includes(field.type) || field.localName === "textarea");
      if (leavesSite(form) || form.getAttribute("role") === "search" || (fields.length < 2 && !weighty)) continue;
      if (fields.some((field) => field.type === "search")) continue;
      const submit = [...form.querySelectorAll('button, input[type="submit"]')].find((button) => submits(button) && visible(button));
      // Every menu, every box, and one of each set of radio buttons: any of them may be wanted.
      const sets = new Set();
      const needed = usable.filter((field) => {
        if (kindOf(field) === "menu") return true;
        if (kindOf(field) !== "toggle" || field.checked || sets.has(field.name)) return false;
        if (field.type !== "radio") return true;
        sets.add(field.name);
        return !usable.some((other) => other.name === field.name && other.checked);
      });
      if (submit && found.length < 3) found.push({ form, submit, fields: [...fields.filter((field) => !field.readOnly), ...needed] });
    }
    keep(slot, found.flatMap(({ submit, fields }) => [submit, ...fields]));
    let index = 0;
    return found.map(({ form, submit, fields }) => {
      const first = index;
      index += 1 + fields.length;
      return {
        index: first,
        description: describe(submit),
        disabled: !enabled(submit),
        fields: fields.map((field) => ({ kind: kindOf(field), type: field.type ?? "", description: describe(field), written: written(field) })),
      };
    });
  };
  const NO = /required|please|must|invalid|missing|empty|enter |fill|cannot|can't|at least|too short|choose|select /i;
  const YES = /thank|success|\bsent\b|received|saved|added|created|submitted|booked|confirmed|registered|subscribed|welcome|\bdone\b/i;
  const alerts = () => [...document.querySelectorAll('[role="alert"], [aria-live]')].filter(seen).map(textOf).filter(Boolean);
  let earlier = null;
  // Remembers the page before an empty form is sent.
  const prepare = (slot, index) => {
    earlier = { form: webgenSight.tools.kept(slot, index)?.form ?? null, text: fold(document.body?.innerText ?? ""), alerts: new Set(alerts()), stored: stored(), url: location.href };
  };
  // How the page refused it; empty if it did not. "said" is what its dialogs said.
  const refusal = (said) => {
    const form = earlier?.form;
    if (!form || !form.isConnected) return "";
    if (form.matches(":invalid")) return "the browser refuses";
    if (form.querySelector('[aria-invalid="true"]')) return "a field is marked";
    const alert = [said, ...alerts().filter((text) => !earlier.alerts.has(text))].join(" ").trim();
    if (NO.test(alert)) return cut(alert, 80);
    const text = fold(document.body.innerText);
    const known = new Set(earlier.text.split(/(?<=[.!?])\s|\n/));
    const refused = text.split(/(?<=[.!?])\s|\n/).find((part) => NO.test(part) && !known.has(part));
    if (text !== earlier.text && refused) return cut(refused, 80);
    if (text === earlier.text && !alert) return "nothing happens";
    // Whatever it says instead of that it went well, while nothing else came of it.
    return alert && !YES.test(alert) && stored() === earlier.stored && location.href === earlier.url ? cut(alert, 80) : "";
  };
  // An option of a menu that is not chosen, the last first; -1 if there is none.
  const otherOption = (slot, index, tried) => {
    const options = [...(webgenSight.tools.kept(slot, index)?.options ?? [])];
    const others = options.filter((option) => !option.selected && !option.disabled && !option.closest("optgroup:disabled")).reverse();
    // One of them was chosen last and is no longer among the others.
    return options.indexOf(others[Math.min(Math.max(0, tried - 1), others.length - 1)]);
  };
  Object.defineProperty(globalThis, "webgenProbe", { value: Object.freeze({ remember, survey, links, look, leftover, state, rest, forms, prepare, refusal, otherOption }) });
})();
