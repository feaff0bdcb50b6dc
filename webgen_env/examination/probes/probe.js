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
  const submits = (element) => kindOf(element) === "button" && !!element.form && (element.type === "submit" || element.type === "image");

  // Controls in document order; of many with the same name, as in the rows of a table, the first only.
  const survey = (slot, most) => {
    const names = new Set();
    const found = [];
    let total = 0;
    for (const element of document.querySelectorAll(CONTROLS)) {
      const kind = kindOf(element);
      if (!kind || !visible(element) || !enabled(element) || element.readOnly) continue;
      if (element.parentElement?.closest("button, a, [role=button], select")) continue;
      total += 1;
      // What is chosen already does nothing when it is chosen again.
      if (element.matches('[type="radio"]:checked, [aria-pressed="true"], [aria-selected="true"], [role="radio"][aria-checked="true"], [aria-current]:not([aria-current="false"])')) continue;
      if (submits(element) && [...element.form.elements].some((field) => ["field", "menu"].includes(kindOf(field)))) continue;
      const name = `${kind} ${element.getAttribute("aria-label") ?? ""} ${textOf(element) || element.name || element.id}`.replace(/\d+/g, "#");
      if (names.has(name)) continue;
      names.add(name);
      if (found.length < most) found.push({ element, kind });
    }
    keep(slot, found.map((one) => one.element));
    return {
      total,
      controls: found.map(({ element, kind }) => ({ kind, description: describe(element), type: element.type ?? "", step: element.step ?? "", min: element.min ?? "" })),
    };
  };

  const links = () => {
    const found = [];
    const known = new Set();
    for (const element of document.querySelectorAll("a")) {
      if (found.length >= 60 || !seen(element)) continue;
      const written = element.getAttribute("href");
      const key = `${written} ${textOf(element)}`;
      if (known.has(key)) continue;
      known.add(key);
      let dead = "";
      if (written === null) dead = element.getAttribute("role") === "button" ? "" : "has no address";
      else if (/^\s*(javascript:|#?\s*$)/i.test(written)) dead = "leads nowhere";
      else if (written.startsWith("#") && !written.startsWith("#/") && !written.startsWith("#!")) {
        const id = decodeURIComponent(written.slice(1));
        if (id !== "top" && !document.getElementById(id) && !document.getElementsByName(id).length) dead = "leads to no place on the page";
      }
      found.push({ description: describe(element), href: element.href, dead });
    }
    return found;
  };

  const PLACEHOLDER = [
    /lorem ipsum/i, /\bTODO\b/, /\bFIXME\b/, /\bcoming soon\b/i, /\bunder construction\b/i, /\bplaceholder (text|content|image)\b/i,
    /\[your [a-z ]+\]/i, /\byour (text|content) here\b/i, /\binsert [a-z]+ here\b/i, /\bnot (yet )?implemented\b/i, /\bTBD\b/,
    /\b(xxx-xxx|555-0?1\d\d-xxx)/i, /\bundefined\b(?= *(items?|results?|€|\$|%|$))/, /\bNaN\b/, /\[object Object\]/,
  ];
  const look = () => {
    const text = fold(document.body?.innerText ?? "");
    const images = [...document.images].filter(seen);
    return {
      text: cut(text, 6000),
      title: cut(document.title, 200),
      blank: !text && !images.length && !document.querySelector("svg, canvas, video, input, button"),
      placeholders: PLACEHOLDER.map((pattern) => text.match(pattern)?.[0]).filter(Boolean).map((found) => cut(found, 60)),
      brokenImages: images.filter((image) => image.complete && image.naturalWidth === 0).map(describe),
    };
  };

  // What a page amounts to: if this is the same after an action, nothing happened that a user could notice.
  const state = () => {
    let sum = 0;
    const add = (value) => { for (let i = 0; i < value.length; i += 1) sum = (Math.imul(sum, 31) + value.charCodeAt(i)) | 0; };
    add(document.documentElement.outerHTML.slice(0, 400000));
    for (const field of document.querySelectorAll("input, select, textarea")) add(`${field.value}${field.checked}`);
    for (const element of document.querySelectorAll("details, dialog")) add(String(element.open));
    let stored = "";
    try { stored = JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie; } catch {}
    add(stored.slice(0, 100000));
    let scrolled = scrollY + scrollX;
    for (const element of [...document.querySelectorAll("body *")].slice(0, 3000)) if (element.scrollTop || element.scrollLeft) scrolled += element.scrollTop + element.scrollLeft;
    const active = document.activeElement;
    return {
      sum: `${sum} ${location.href} ${Math.round(scrolled)} ${document.fullscreenElement ? 1 : 0}`,
      focus: active && active !== document.body ? describe(active) : "",
      url: location.href,
      open: [...document.querySelectorAll('dialog[open], [role="dialog"], [aria-modal="true"]')].some(seen),
    };
  };

  // Forms that a user has to fill in; not searches and single switches.
  const forms = (slot) => {
    const found = [];
    for (const form of document.querySelectorAll("form")) {
      const fields = [...form.elements].filter((field) => ["field"].includes(kindOf(field)) && visible(field) && enabled(field));
      const weighty = fields.some((field) => ["email", "password", "tel"].includes(field.type) || field.localName === "textarea");
      if (form.getAttribute("role") === "search" || (fields.length < 2 && !weighty)) continue;
      if (fields.some((field) => field.type === "search")) continue;
      const submit = [...form.querySelectorAll('button, input[type="submit"]')].find((button) => submits(button) && visible(button));
      if (submit && found.length < 3) found.push({ form, submit, fields });
    }
    keep(slot, found.flatMap(({ submit }) => [submit]));
    return found.map(({ form, submit, fields }, index) => {
      form.dataset.webgenForm = String(index);
      return { description: describe(submit), disabled: !enabled(submit), fields: fields.filter((field) => field.value === "").length };
    });
  };
  const NO = /required|please|must|invalid|missing|empty|enter |fill|cannot|can't|at least|too short|choose|select /i;
  const refusal = (index, before) => {
    const form = document.querySelector(`[data-webgen-form="${index}"]`);
    if (!form) return "";
    if (form.matches(":invalid")) return "the browser refuses";
    if (form.querySelector('[aria-invalid="true"]')) return "a field is marked";
    const text = fold(document.body.innerText);
    const alert = [...document.querySelectorAll('[role="alert"], [aria-live]')].find((element) => seen(element) && textOf(element));
    if (alert && NO.test(textOf(alert))) return cut(textOf(alert), 80);
    const known = new Set(before.split(/(?<=[.!?])\s|\n/));
    const said = text.split(/(?<=[.!?])\s|\n/).find((part) => NO.test(part) && !known.has(part));
    if (text !== before && said) return cut(said, 80);
    return text === before ? "nothing happens" : "";
  };
  Object.defineProperty(globalThis, "webgenProbe", { value: Object.freeze({ survey, links, look, state, forms, refusal }) });
})();
