// The server's report page, over the page's own script: next and previous mention, and links to chosen words.
"use strict";
(() => {
  const report = document.querySelector(".report"), document_ = report.dataset.document;

  // The one place where the browser's UTF-16 offsets become code points, which the record counts.
  const codePoints = (text) => { let count = 0; for (const _ of text) count++; return count; };
  // The text as the record has it before a point of the page: characters that are written out as U+202E stand for themselves.
  const before = (node, offset) => {
    const range = document.createRange();
    range.selectNodeContents(report);
    range.setEnd(node, offset);
    const copy = range.cloneContents();
    for (const hidden of copy.querySelectorAll(".x")) hidden.replaceWith(String.fromCodePoint(parseInt(hidden.dataset.c, 16)));
    return codePoints(copy.textContent);
  };
  window.chancery = { codePoints, before };

  const mentions = () => [...report.querySelectorAll(".m.pin")];
  const step = (by) => {
    const found = mentions();
    if (!found.length) return;
    const at = found.findIndex((one) => one.classList.contains("here"));
    const to = found[(at + by + found.length) % found.length] || found[0];
    for (const one of report.querySelectorAll(".here")) one.classList.remove("here");
    to.classList.add("here");
    to.scrollIntoView({ block: "center" });
    to.focus?.({ preventScroll: true });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "e") document.querySelector(".card.pin a[data-judge]")?.click();
  });

  const tool = document.createElement("p");
  tool.className = "cite";
  tool.hidden = true;
  const link = document.createElement("a");
  link.textContent = "Link to these words";
  tool.append(link);
  report.before(tool);
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    tool.hidden = !document_ || !range || !report.contains(range.startContainer) || !report.contains(range.endContainer);
    if (tool.hidden) return;
    const start = before(range.startContainer, range.startOffset), end = before(range.endContainer, range.endOffset);
    link.href = `/reports/${encodeURIComponent(document_)}?start=${start}&end=${end}#w${start}`;
  });
})();
