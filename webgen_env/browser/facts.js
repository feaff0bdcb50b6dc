// Gathers the facts of a rendered document in one call. Runs in an isolated world: the page's scripts cannot change what
// is used here. Written for documents of hostile size: every loop and every text is bounded.
(limits) => {
  "use strict";
  const round = (value) => Math.round(value * 100) / 100;
  const fold = (value) => value.replace(/\s+/g, " ").trim();
  const empty = {
    viewport: [innerWidth, innerHeight], document: [innerWidth, innerHeight], background: [255, 255, 255, 1],
    elements: [], truncated: false, images: 0, broken: 0, language: "", rules: 0,
    text: "", blank: true, title: "", links: [],
  };

  // Forms and the document let elements with a name stand in for their own properties (<input name=firstChild>), so these
  // are read through the prototypes.
  const getter = (type, name) => {
    const get = Object.getOwnPropertyDescriptor(type.prototype, name).get;
    return (object) => get.call(object);
  };
  const firstChild = getter(Node, "firstChild");
  const nextSibling = getter(Node, "nextSibling");
  const nodeType = getter(Node, "nodeType");
  const localName = getter(Element, "localName");
  const shadowRoot = getter(Element, "shadowRoot");
  const children = getter(Element, "children");
  const getAttribute = (element, name) => Element.prototype.getAttribute.call(element, name);
  const hasAttribute = (element, name) => Element.prototype.hasAttribute.call(element, name);
  const boxOf = (element) => Element.prototype.getBoundingClientRect.call(element);
  const rootOf = (element) => Node.prototype.getRootNode.call(element);
  const walk = (element) => Document.prototype.createTreeWalker.call(document, element, NodeFilter.SHOW_TEXT);

  const root = getter(Document, "documentElement")(document);
  const body = getter(Document, "body")(document);
  if (!root || !body) return empty;

  // Colours: computed ones are rgb() nearly always; anything newer (oklch, color-mix) is painted and read back.
  const colours = new Map();
  let paint = null;
  const colour = (value) => {
    let known = colours.get(value);
    if (known) return known;
    const match = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(value);
    if (match) {
      known = [+match[1], +match[2], +match[3], match[4] === undefined ? 1 : +match[4]];
    } else {
      known = [0, 0, 0, 0];
      if (colours.size < 2000) {
        paint ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
        paint.clearRect(0, 0, 1, 1);
        paint.fillStyle = "rgba(0,0,0,0)";
        paint.fillStyle = value;
        paint.fillRect(0, 0, 1, 1);
        const pixel = paint.getImageData(0, 0, 1, 1).data;
        known = [pixel[0], pixel[1], pixel[2], round(pixel[3] / 255)];
      }
    }
    colours.set(value, known);
    return known;
  };
  const over = (top, under) => {
    const a = top[3];
    if (a >= 1) return top;
    if (a <= 0) return under;
    return [0, 1, 2].map((i) => round(top[i] * a + under[i] * (1 - a))).concat(1);
  };

  // Styles that leave nothing of an element and of what it holds, although its box is there.
  const EDGES = /^rect\((-?[\d.]+)px, (-?[\d.]+)px, (-?[\d.]+)px, (-?[\d.]+)px\)$/;
  const shownAtAll = (element) => Element.prototype.checkVisibility.call(element);
  const vanishes = (element, style) => {
    const path = style.clipPath;
    if (path !== "none") {
      if (/^(?:inset\((?:[5-9]\d|100)(?:\.\d+)?%|(?:circle|ellipse)\(0)/.test(path)) return true;
      const points = /^polygon\(([^()]*)\)/.exec(path);
      if (points && new Set(points[1].slice(0, 2000).split(/,\s*/)).size < 3) return true;
    }
    const edges = style.clip === "auto" ? null : EDGES.exec(style.clip);
    if (edges && (style.position === "absolute" || style.position === "fixed")
      && (edges[3] - edges[1] < 2 || edges[2] - edges[4] < 2)) return true;
    const mask = style.maskImage;
    if (mask !== "none" && !/rgb\(|url\(|rgba\((?:[\d.]+, ){3}(?!0\))/.test(mask.slice(0, 2000))) return true;
    if (style.filter !== "none") {
      const faded = /opacity\(([\d.]+)\)/.exec(style.filter);
      const blurred = /blur\(([\d.]+)px\)/.exec(style.filter);
      if ((faded && +faded[1] <= 0.05) || (blurred && +blurred[1] >= 10)) return true;
    }
    return !shownAtAll(element);
  };

  const FIELDS = new Set(["input", "select", "textarea"]);
  const PICTURES = new Set(["img", "svg", "canvas", "video", "picture"]);
  const SKIPPED = new Set(["script", "style", "noscript", "template", "head", "link", "meta", "title", "source", "track", "br", "wbr"]);
  const INTERACTIVE_ROLES = new Set(["button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "option", "textbox", "combobox", "slider", "searchbox", "spinbutton"]);
  const ROLES = {
    button: "button", nav: "navigation", main: "main", footer: "contentinfo", header: "banner", aside: "complementary",
    form: "form", select: "combobox", textarea: "textbox", ul: "list", ol: "list", li: "listitem", table: "table",
    tr: "row", td: "cell", th: "columnheader", article: "article", dialog: "dialog", progress: "progressbar",
    h1: "heading", h2: "heading", h3: "heading", h4: "heading", h5: "heading", h6: "heading", hr: "separator",
    img: "img", summary: "button", figure: "figure", output: "status", option: "option", meter: "meter",
  };
  const INPUT_ROLES = {
    button: "button", submit: "button", reset: "button", image: "button", checkbox: "checkbox", radio: "radio",
    range: "slider", number: "spinbutton", search: "searchbox", text: "textbox", email: "textbox", tel: "textbox",
    url: "textbox", password: "textbox",
  };
  const roleOf = (element, tag) => {
    const explicit = getAttribute(element, "role");
    if (explicit) return explicit.trim().split(/\s+/, 1)[0].slice(0, 40).toLowerCase();
    if (tag === "a") return hasAttribute(element, "href") ? "link" : "";
    if (tag === "input") return INPUT_ROLES[element.type] ?? "textbox";
    if (tag === "section") return hasAttribute(element, "aria-label") || hasAttribute(element, "aria-labelledby") ? "region" : "";
    return ROLES[tag] ?? "";
  };
  const textOf = (element, length) => {
    // textContent of a whole subtree can be huge: walk its text nodes and stop.
    let result = "";
    const walker = walk(element);
    for (let i = 0; i < 60 && result.length < length * 2 && walker.nextNode(); i += 1) {
      const parent = walker.currentNode.parentElement;
      if (parent && SKIPPED.has(localName(parent))) continue;
      result += walker.currentNode.data.slice(0, length * 2) + " ";
    }
    return fold(result).slice(0, length);
  };
  const labelOf = (element) => {
    const label = getAttribute(element, "aria-label");
    if (label && label.trim()) return label;
    const ids = getAttribute(element, "aria-labelledby");
    if (ids) {
      const texts = ids.trim().split(/\s+/, 5).map((id) => {
        const scope = rootOf(element);
        const other = scope instanceof Document
          ? Document.prototype.getElementById.call(scope, id)
          : scope instanceof ShadowRoot ? scope.getElementById(id) : null;
        return other ? textOf(other, 120) : "";
      });
      const joined = fold(texts.join(" "));
      if (joined) return joined;
    }
    const labels = element.labels;
    if (labels && labels.length) {
      const joined = textOf(labels[0], 120);
      if (joined) return joined;
    }
    return "";
  };

  const viewportWidth = innerWidth;
  const elements = [];
  const links = [];
  const seenLinks = new Set();
  let truncated = false;
  let visited = 0;
  let images = 0;
  let broken = 0;
  let text = "";
  let gap = false;
  let somethingSeen = false;
  const addText = (value) => {
    if (text.length >= limits.text) return;
    const piece = value.slice(0, limits.text).replace(/\s+/g, " ");
    text += (gap && text && !text.endsWith(" ") && !piece.startsWith(" ") ? " " : "") + piece;
    gap = false;
  };

  const rootStyle = getComputedStyle(root);
  const bodyStyle = getComputedStyle(body);
  const pageBackground = over(colour(bodyStyle.backgroundColor), over(colour(rootStyle.backgroundColor), [255, 255, 255, 1]));
  const scrollX = window.scrollX;
  const scrollY = window.scrollY;

  // An explicit stack, because documents may be nested deeper than the call stack.
  const LEAVE = Symbol("leave");
  const stack = [];
  const push = (element, state) => {
    const nodes = [];
    const shadow = shadowRoot(element);
    for (let node = firstChild(shadow ?? element); node && nodes.length < limits.nodes; node = nextSibling(node)) {
      nodes.push(node);
    }
    if (shadow) for (const node of children(element)) stack.push([node, state]);
    for (let i = nodes.length - 1; i >= 0; i -= 1) stack.push([nodes[i], state]);
  };
  push(body, {
    background: pageBackground, picture: bodyStyle.backgroundImage !== "none", opacity: +bodyStyle.opacity,
    clip: [-1e7, -1e7, 1e7, 1e7], depth: 0, visible: bodyStyle.visibility === "visible", style: bodyStyle,
    gone: vanishes(body, bodyStyle),
  });

  while (stack.length) {
    const [node, state] = stack.pop();
    if (node === LEAVE) { gap = true; continue; }
    visited += 1;
    if (visited > limits.nodes) { truncated = true; break; }
    if (nodeType(node) === Node.TEXT_NODE) {
      if (state.visible && state.opacity > 0.05 && state.painted !== false && node.data.trim()) {
        if (state.style.fontSize !== "0px") { addText(node.data); somethingSeen = true; }
      } else if (node.data && text) gap = true;
      continue;
    }
    if (nodeType(node) !== Node.ELEMENT_NODE) continue;
    const element = node;
    const tag = localName(element);
    if (SKIPPED.has(tag)) { if (tag === "br") gap = true; continue; }
    const style = getComputedStyle(element);
    if (style.display === "none") { if (tag === "img") images += 1; continue; }
    const box = boxOf(element);
    const contents = style.display === "contents";
    const opacity = contents ? state.opacity : state.opacity * +style.opacity;
    const shown = style.visibility === "visible";
    const fixed = style.position === "fixed";
    const clip = fixed ? [-1e7, -1e7, 1e7, 1e7] : state.clip;
    const fill = colour(style.backgroundColor);
    const paints = style.backgroundImage !== "none";
    const behind = opacity < 1 && fill[3] > 0 ? [fill[0], fill[1], fill[2], fill[3] * opacity] : fill;
    const background = over(behind, state.background);
    // A new opaque fill hides whatever picture lies further behind.
    const picture = paints || (state.picture && fill[3] < 1);
    const left = Math.max(box.left, clip[0]);
    const top = Math.max(box.top, clip[1]);
    const right = Math.min(box.right, clip[2]);
    const bottom = Math.min(box.bottom, clip[3]);
    const sized = box.width > 0.5 && box.height > 0.5;
    const unclipped = right - left > 0.5 && bottom - top > 0.5;
    // Left of or above the document's origin nothing can be scrolled to.
    const reachable = box.right + scrollX > 0.5 && (box.bottom + scrollY > 0.5 || fixed);
    const gone = state.gone || (!contents && vanishes(element, style));
    const painted = unclipped && reachable && !gone;
    const visible = !contents && shown && opacity > 0.05 && sized && painted;

    let own = "";
    for (let child = firstChild(element), i = 0; child && own.length < 600 && i < 500; child = nextSibling(child), i += 1) {
      if (nodeType(child) === Node.TEXT_NODE) own += child.data.slice(0, 600);
    }
    own = fold(own).slice(0, 300);
    const role = roleOf(element, tag);
    const href = tag === "a" ? getAttribute(element, "href") ?? "" : "";
    if (href && links.length < limits.links) {
      const resolved = String(element.href).slice(0, 500);
      if (!seenLinks.has(resolved)) { seenLinks.add(resolved); links.push(resolved); }
    }
    const field = FIELDS.has(tag) && element.type !== "hidden";
    const tabindex = getAttribute(element, "tabindex");
    const pointer = style.cursor === "pointer" && state.style.cursor !== "pointer";
    const interactive = field || tag === "button" || tag === "summary" || href !== "" || INTERACTIVE_ROLES.has(role)
      || (tabindex !== null && +tabindex >= 0) || element.isContentEditable === true || pointer;
    let isPicture = PICTURES.has(tag);
    if (tag === "img") {
      images += 1;
      let foreign = false;
      try { foreign = new URL(element.currentSrc || element.src, getter(Node, "baseURI")(document)).origin !== location.origin; } catch {}
      const data = /^(data|blob):/.test(element.currentSrc || element.src);
      const missing = element.complete && element.naturalWidth === 0;
      if (missing && (!foreign || data)) broken += 1;
      if (missing && !element.alt) isPicture = false;
    }
    const borders = Math.max(parseFloat(style.borderTopWidth) || 0, parseFloat(style.borderRightWidth) || 0,
      parseFloat(style.borderBottomWidth) || 0, parseFloat(style.borderLeftWidth) || 0);
    const value = field || tag === "button" ? String(element.value ?? "").slice(0, 120) : "";
    // A site may be drawn with boxes alone, as a game board is; a wrapper that only tints the page shows nothing.
    const drawn = fill[3] > 0.1 && box.width >= 4 && box.height >= 4 && box.width * box.height < innerWidth * innerHeight / 2
      && Math.abs(background[0] - state.background[0]) + Math.abs(background[1] - state.background[1])
        + Math.abs(background[2] - state.background[2]) > 12;
    if (visible && (drawn || isPicture || (field && (tag !== "input" || element.type !== "hidden")) || tag === "button" || tag === "iframe" || paints && style.backgroundImage.includes("url("))) {
      somethingSeen = true;
    }

    const carries = own || isPicture || fill[3] > 0 || paints || interactive || role || borders > 0 || style.boxShadow !== "none";
    if (carries && !contents) {
      if (elements.length >= limits.elements) {
        truncated = true;
      } else {
        const label = labelOf(element);
        const alt = getAttribute(element, "alt");
        const title = getAttribute(element, "title") ?? "";
        let name = label || (alt ?? "");
        if (!name && tag === "svg") name = element.querySelector(":scope > title")?.textContent ?? "";
        if (!name && (role === "button" && tag === "input")) name = value;
        if (!name && (interactive || role === "heading" || role === "tab") && !field) {
          name = textOf(element, 120) || (Element.prototype.querySelector.call(element, "img[alt]")?.alt ?? "");
        }
        if (!name) name = title || (field ? getAttribute(element, "placeholder") ?? "" : "");
        let labelled = true;
        if (tag === "img") labelled = alt !== null || label !== "";
        else if (field && !["submit", "button", "reset", "image"].includes(element.type)) labelled = label !== "" || title !== "";
        const corners = Math.max(parseFloat(style.borderTopLeftRadius) || 0, parseFloat(style.borderTopRightRadius) || 0,
          parseFloat(style.borderBottomLeftRadius) || 0, parseFloat(style.borderBottomRightRadius) || 0);
        const padding = Math.max(parseFloat(style.paddingTop) || 0, parseFloat(style.paddingRight) || 0,
          parseFloat(style.paddingBottom) || 0, parseFloat(style.paddingLeft) || 0);
        const colourOfText = colour(style.color);
        elements.push([
          tag.slice(0, 40), role, fold(String(name).slice(0, 600)).slice(0, 120), own,
          round(box.left + scrollX), round(box.top + scrollY), round(box.width), round(box.height),
          opacity < 1 ? [colourOfText[0], colourOfText[1], colourOfText[2], round(colourOfText[3] * opacity)] : colourOfText,
          background, fill, picture,
          parseFloat(style.fontSize) || 0, parseInt(style.fontWeight, 10) || 400,
          style.fontFamily.split(",", 1)[0].replace(/["']/g, "").trim().slice(0, 80),
          style.lineHeight === "normal" ? 0 : parseFloat(style.lineHeight) || 0,
          style.textAlign, round(corners), round(borders), style.boxShadow !== "none", round(padding), style.display,
          interactive, element.disabled === true || getAttribute(element, "aria-disabled") === "true",
          labelled, href.slice(0, 500), visible, state.depth,
        ]);
      }
    }

    if (field || tag === "svg" || tag === "canvas" || tag === "video" || tag === "iframe" || tag === "object") {
      if (field && visible && value && tag !== "select" && element.type !== "password") addText(` ${value} `);
      continue;
    }
    const block = !style.display.startsWith("inline") && !contents;
    if (block) gap = true;
    const hides = (kind) => kind === "hidden" || kind === "clip";
    const next = hides(style.overflowX) || hides(style.overflowY)
      ? [
        hides(style.overflowX) ? left : clip[0], hides(style.overflowY) ? top : clip[1],
        hides(style.overflowX) ? right : clip[2], hides(style.overflowY) ? bottom : clip[3],
      ]
      : clip;
    if (block) stack.push([LEAVE, state]);
    push(element, {
      background, picture, opacity, clip: next, depth: state.depth + 1, visible: shown, style, gone,
      painted: contents ? state.painted : (painted && (sized || next === clip)),
    });
  }

  let rules = 0;
  for (const sheet of getter(Document, "styleSheets")(document)) {
    try { rules += sheet.cssRules.length; } catch {}
    if (rules > 5000) { rules = 5000; break; }
  }
  text = fold(text).slice(0, limits.text);
  return {
    viewport: [viewportWidth, innerHeight],
    document: [Math.max(root.scrollWidth, body.scrollWidth), Math.max(root.scrollHeight, body.scrollHeight)],
    background: pageBackground,
    elements, truncated, images, broken, language: (getAttribute(root, "lang") || "").slice(0, 40), rules,
    text, blank: !somethingSeen, title: fold(getter(Document, "title")(document).slice(0, 2000)).slice(0, 300), links,
  };
}
