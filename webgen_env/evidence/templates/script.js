"use strict";
// Convenience only: everything can be read without it.
(() => {
  const tools = document.querySelector("form.tools");
  if (tools) {
    const cards = [...document.querySelectorAll("article.card")];
    const value = (id) => document.getElementById(id).value;
    const update = () => {
      const policy = value("by-policy");
      const stage = value("by-stage");
      let shown = 0;
      for (const card of cards) {
        const fits = (!policy || card.dataset.policy === policy) && (!stage || card.dataset.stage === stage);
        card.parentElement.hidden = !fits;
        shown += fits ? 1 : 0;
      }
      for (const group of document.querySelectorAll("section.group")) {
        group.hidden = !group.querySelector("li:not([hidden]) > article.card");
      }
      tools.querySelector(".count").textContent = `${shown} of ${cards.length} shown`;
    };
    const sort = () => {
      const by = value("by-order");
      const key = (entry) => {
        const card = entry.querySelector("article.card");
        const rank = Number(card.dataset.rank);
        return by === "worst" ? -rank : by === "policy" ? Number(card.dataset.policy) * 1e6 + rank : rank;
      };
      for (const list of document.querySelectorAll("ol.cards")) {
        list.append(...[...list.children].sort((a, b) => key(a) - key(b)));
      }
    };
    tools.addEventListener("submit", (event) => event.preventDefault());
    for (const id of ["by-policy", "by-stage"]) document.getElementById(id).addEventListener("change", update);
    document.getElementById("by-order").addEventListener("change", sort);
    tools.hidden = false;
    update();
    sort();
  }

  const plates = [...document.querySelectorAll(".plates a.plate, .walk a.plate")];
  if (plates.length) {
    const dialog = document.createElement("dialog");
    dialog.className = "lightbox";
    dialog.setAttribute("aria-label", "Screenshot");
    const picture = document.createElement("img");
    picture.alt = "";
    const caption = document.createElement("p");
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    dialog.append(picture, caption, close);
    document.body.append(dialog);
    let current = 0;
    const show = (index) => {
      current = (index + plates.length) % plates.length;
      const shown = plates[current].querySelector("img");
      picture.src = shown.src;
      picture.alt = shown.alt;
      caption.textContent = `${shown.alt} (${current + 1} of ${plates.length})`;
      if (!dialog.open) dialog.showModal();
    };
    plates.forEach((plate, index) =>
      plate.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        show(index);
      }),
    );
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target === picture) dialog.close();
    });
    dialog.addEventListener("close", () => plates[current].focus());
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "ArrowRight") show(current + 1);
      if (event.key === "ArrowLeft") show(current - 1);
    });
  }
})();
