// Dragging over the picture of the timeline asks for the days in between. Its bars are links, so nothing is lost without this.
const picture = document.querySelector(".lanes svg");
if (picture) {
  const { first, last, left } = picture.dataset;
  const DAY = 86400000, from = Date.parse(first), to = Date.parse(last) + DAY;
  const at = (event) => {
    const box = picture.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * 1000;
    return Math.min(1, Math.max(0, (x - left) / (1000 - left)));
  };
  const day = (share) => new Date(from + Math.min(share * (to - from), to - from - 1)).toISOString().slice(0, 10);
  let start = null, shown = null;
  picture.addEventListener("pointerdown", (event) => { if (event.button === 0) start = at(event); });
  picture.addEventListener("dragstart", (event) => event.preventDefault());
  picture.addEventListener("pointermove", (event) => {
    if (start === null || Math.abs(at(event) - start) < 0.01) return;
    shown ??= picture.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "rect"));
    shown.setAttribute("class", "brush");
    const [low, high] = [start, at(event)].sort((a, b) => a - b), scale = 1000 - left;
    for (const [name, value] of Object.entries({ x: Number(left) + low * scale, y: 0, width: (high - low) * scale, height: "100%" }))
      shown.setAttribute(name, value);
  });
  addEventListener("pointerup", (event) => {
    const began = start;
    start = null;
    if (began === null || !shown) return;
    const [low, high] = [began, at(event)].sort((a, b) => a - b);
    const address = new URL(location.href);
    address.searchParams.delete("cursor");
    address.searchParams.set("since", day(low));
    address.searchParams.set("until", day(high));
    location.assign(address);
  });
  picture.addEventListener("click", (event) => { if (shown) event.preventDefault(); }, true);
}
