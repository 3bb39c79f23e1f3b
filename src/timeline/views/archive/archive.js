"use strict";
// Shows one page at a time, searches as somebody types, and moves from step to step. Reading needs none of it.
// Before anything is drawn: what is hidden at once is never laid out.
document.documentElement.classList.add("js");
addEventListener("DOMContentLoaded", () => {
  const pages = [...document.querySelectorAll(".page")];
  const box = document.getElementById("Search");
  const results = document.getElementById("Results");
  const count = document.getElementById("Count");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  // Whoever wrote an address may have written it wrong.
  const decoded = (text) => { try { return decodeURIComponent(text); } catch { return ""; } };
  // Pages are shown by the address alone, so that links, history and bookmarks work.
  const show = () => {
    const id = decoded(location.hash.slice(1));
    const target = id && document.getElementById(id);
    const page = (target && target.closest(".page")) || pages[0];
    for (const other of pages) other.classList.toggle("current", other === page);
    document.title = page.dataset.title;
    if (target && target !== page) {
      for (let open = target.closest("details"); open; open = open.parentElement.closest("details")) open.open = true;
      target.scrollIntoView({ behavior: "instant" });
      if (target.matches(".event")) target.focus({ preventScroll: true });
    } else scrollTo(0, 0);
  };
  addEventListener("hashchange", show);
  show();

  // What can be found is read when somebody searches first: of a large record that takes a moment.
  let things = null;
  const read = () => [...document.querySelectorAll("[data-find]")].map((thing) => {
    const heading = thing.querySelector("h2, h4, a");
    const title = heading ? heading.textContent : thing.id;
    // A line of a list leads where its link leads; where all is one file, the page itself is found.
    const line = thing.dataset.find === "line";
    const href = line ? heading && heading.getAttribute("href") : thing.id && "#" + thing.id;
    return { href, line, title, folded: fold(title), text: fold(thing.textContent) };
  }).filter((thing) => thing.href && !(thing.line && thing.href.startsWith("#")));
  const most = 50;
  const whole = document.getElementById("Whole");
  const search = () => {
    things ??= read();
    if (whole) whole.search = new URLSearchParams({ q: box.value });
    const words = fold(box.value).split(/\s+/).filter(Boolean);
    const holds = (text) => words.every((word) => text.includes(word));
    const found = words.length ? things.filter((thing) => holds(thing.text)) : [];
    // What is named so comes first; a short text says more about it than a whole visit.
    found.sort((one, other) => holds(other.folded) - holds(one.folded) || one.text.length - other.text.length);
    results.replaceChildren(...found.slice(0, most).map((thing) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = thing.href;
      link.textContent = thing.title;
      item.append(link);
      return item;
    }));
    const more = found.length > most ? `, the first ${most} shown` : "";
    count.textContent = words.length ? `${found.length} found${more}` : "";
  };
  box.addEventListener("input", search);
  // Another page of a large archive passes on what is sought.
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) { box.value = asked; search(); }
  results.addEventListener("click", () => { box.value = ""; search(); });

  // A list is sorted by the column whose heading is pressed, and the other way when it is pressed again.
  const { compare } = new Intl.Collator("en", { numeric: true });
  for (const table of document.querySelectorAll("table.sorted")) {
    const heads = [...table.tHead.rows[0].cells];
    const sort = (head) => {
      const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
      const rows = [...table.tBodies[0].rows].map((row) => {
        const cell = row.cells[heads.indexOf(head)];
        return { row, order: cell.dataset.order ?? cell.textContent };
      });
      // What is not known comes last either way.
      rows.sort((one, other) => !one.order - !other.order || way * compare(one.order, other.order));
      for (const { row } of rows) table.tBodies[0].append(row);
    };
    for (const head of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(head));
      head.append(button);
    }
  }

  const step = (by) => {
    const steps = [...document.querySelectorAll(".page.current .event")];
    if (!steps.length) return;
    const at = steps.indexOf(document.activeElement && document.activeElement.closest(".event"));
    const next = steps[Math.min(Math.max(at + by, 0), steps.length - 1)];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
    const open = next.querySelector("details");
    if (open) open.open = true;
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input")) {
      if (event.key === "Escape") { box.value = ""; search(); box.blur(); }
      return;
    }
    const moves = { j: 1, ArrowRight: 1, k: -1, ArrowLeft: -1 };
    if (event.key in moves) { event.preventDefault(); step(moves[event.key]); }
    if (event.key === "/") { event.preventDefault(); box.focus(); }
  });
});
