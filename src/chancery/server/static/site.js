// Keys that work on every page. The pages do all they do without this.
const PLACES = { s: "/search", t: "/timeline", a: "/actors", p: "/positions", c: "/contacts", d: "/disputed", m: "/map", r: "/review" };
let going = 0;

const dialog = () => document.querySelector("dialog.keys-shown");

async function showKeys() {
  if (dialog()) { dialog().close(); return; }
  const page = new DOMParser().parseFromString(await (await fetch("/keys")).text(), "text/html");
  const shown = document.createElement("dialog");
  shown.className = "keys-shown";
  shown.setAttribute("aria-label", "Keys");
  shown.append(page.querySelector("table.keys"));
  shown.addEventListener("close", () => shown.remove());
  shown.addEventListener("click", (event) => { if (event.target === shown) shown.close(); });
  document.body.append(shown);
  shown.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const went = going && Date.now() - going < 1500 && PLACES[event.key];
  going = 0;
  if (went) {
    event.stopImmediatePropagation();
    location.assign(went);
  } else if (event.key === "g") going = Date.now();
  else if (event.key === "?") showKeys();
  else if (event.key === "/") { event.preventDefault(); document.querySelector('main input[type="search"], .find input').focus(); }
});
document.querySelector("[data-keys]")?.addEventListener("click", (event) => { event.preventDefault(); showKeys(); });
