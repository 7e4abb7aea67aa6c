"use strict";
(() => {
  const report = document.querySelector(".report"), cards = document.querySelector(".cards");
  const words = new Map();
  const listed = (element, part) => (element.dataset[part] || "").split(" ").filter(Boolean);
  const note = (fact, element, role) => {
    if (!words.has(fact)) words.set(fact, []);
    words.get(fact).push([element, role]);
  };
  for (const element of report.querySelectorAll(".m"))
    for (const role of ["core", "part"]) for (const fact of listed(element, role)) note(fact, element, role);

  // Lights the words of one fact and the cards of several, after putting out what the same light showed before.
  const shown = { lit: [], pin: [] };
  const show = (light, fact, facts) => {
    for (const element of shown[light]) element.classList.remove(light, light + "-part");
    shown[light] = [];
    const add = (element, name) => { element.classList.add(name); shown[light].push(element); };
    for (const [element, role] of words.get(fact) || []) add(element, role === "core" ? light : light + "-part");
    for (const one of facts) { const card = document.getElementById(one); if (card) add(card, light); }
  };
  const ownScroller = () => getComputedStyle(cards).overflowY === "auto";
  const bring = (fact) => {
    const card = document.getElementById(fact);
    if (!card || !ownScroller()) return;
    const box = card.getBoundingClientRect(), frame = cards.getBoundingClientRect();
    if (box.top < frame.top + 40 || box.bottom > frame.bottom) cards.scrollBy({ top: box.top - frame.top - 40 });
  };

  let pinned = null;
  const sheet = (fact) => {
    for (const card of cards.querySelectorAll(".sheet")) card.classList.remove("sheet");
    const card = fact && document.getElementById(fact);
    if (card) { card.closest("details").open = true; card.classList.add("sheet"); }
  };
  const pin = (fact, fromText) => {
    pinned = fact;
    show("pin", fact, fact ? [fact] : []);
    sheet(fromText ? fact : null);
    if (fact && fromText) bring(fact);
  };
  // Where facts lie over one another, each click goes on to the next one out, and past the last to none.
  const next = (facts) => { const at = facts.indexOf(pinned); return at < 0 ? facts[0] : facts[at + 1] || null; };

  const point = (event) => {
    const here = event.target.closest && event.target.closest(".m, .card");
    if (!here) return show("lit", null, []);
    if (here.matches(".card")) return show("lit", here.id, [here.id]);
    const core = listed(here, "core");
    show("lit", core[0] || listed(here, "part")[0], [...core, ...listed(here, "part")]);
    if (!pinned && core.length) bring(core[0]);
  };
  document.addEventListener("mouseover", point);
  document.addEventListener("focusin", point);
  document.documentElement.addEventListener("mouseleave", () => show("lit", null, []));

  document.addEventListener("click", (event) => {
    const here = event.target.closest(".m, .card");
    if (String(getSelection())) return;
    if (!here) { if (report.contains(event.target)) pin(null, true); return; }
    if (here.matches(".m")) {
      event.preventDefault();
      pin(next([...listed(here, "core"), ...listed(here, "part")]), true);
    } else if (event.target.closest("a[href^='#w']")) pin(here.id, true);
    else if (!event.target.closest("a")) pin(pinned === here.id ? null : here.id, false);
  });

  // The report is one stop for the Tab key; the arrow keys go from mark to mark.
  const stops = [...report.querySelectorAll("a.m")];
  stops.forEach((stop, at) => { stop.tabIndex = at ? -1 : 0; });
  report.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key], to = stops[stops.indexOf(document.activeElement) + step];
    if (!step || !to) return;
    event.preventDefault();
    document.activeElement.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { pin(null, true); show("lit", null, []); } });
  document.documentElement.classList.add("js");
})();
