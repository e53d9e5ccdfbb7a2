"use strict";
// What the report's page can do beyond being read: sorting, searching, telling a mark's figure, turning dark.
(() => {
  const root = document.documentElement;
  root.classList.add("live");
  const narrow = matchMedia("(max-width: 900px)");
  const all = (within, what) => [...within.querySelectorAll(what)];
  const plain = (text) => text.normalize("NFKC").toLocaleLowerCase(root.lang).trim();
  const collator = new Intl.Collator(root.lang, { numeric: true });

  // ---- dark and light
  const theme = document.getElementById("theme");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  // ---- contents: folded on a phone, the section in view is marked
  const contents = document.querySelector("nav details");
  const fold = () => { contents.open = !narrow.matches; };
  fold();
  narrow.addEventListener("change", fold);
  contents.addEventListener("click", (event) => { if (event.target.closest("a")) fold(); });
  const links = new Map(all(contents, "a").map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      links.forEach((link) => link.removeAttribute("aria-current"));
      links.get(entry.target.id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-10% 0px -80% 0px" });
  all(document, "section.part").forEach((part) => seen.observe(part));

  // ---- closed tables open for those who follow a link to them
  const reach = (hash) => {
    const box = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    const closed = box && box.querySelector(":scope > details");
    if (closed) closed.open = true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) reach(link.hash);
  });
  addEventListener("hashchange", () => reach(location.hash));
  reach(location.hash);

  // ---- tables: figures in the order of every digit, texts as the language sorts them, what is empty last
  const figures = (a, b) => {
    if ((a[0] === "-") !== (b[0] === "-")) return a[0] === "-" ? -1 : 1;
    const [wholeA, restA = ""] = a.replace("-", "").split(".");
    const [wholeB, restB = ""] = b.replace("-", "").split(".");
    const text = (x, y) => (x < y ? -1 : x > y ? 1 : 0);
    const order = wholeA.length - wholeB.length || text(wholeA, wholeB) || text(restA, restB);
    return a[0] === "-" ? -order : order;
  };
  const digits = (cell) => cell.dataset.value ?? cell.dataset.rank;
  const compare = (a, b) => {
    const [one, other] = [digits(a), digits(b)];
    return one !== undefined && other !== undefined ? figures(one, other) : collator.compare(a.textContent, b.textContent);
  };
  const isEmpty = (cell) => cell.classList.contains("none") || cell.textContent.trim() === "";

  // Rows below the row they belong to: [{ row, below: [...] }]; a table without levels is flat.
  const treeOf = (rows) => {
    const top = [];
    const path = [];
    for (const row of rows) {
      const level = Number(row.dataset.level ?? 0);
      while (path.length && path.at(-1).level >= level) path.pop();
      const node = { row, level, below: [] };
      (path.at(-1)?.below ?? top).push(node);
      path.push(node);
    }
    return top;
  };
  const flat = (nodes) => nodes.flatMap((node) => [node.row, ...flat(node.below)]);
  const ordered = (nodes, at, down) =>
    [...nodes].sort((a, b) => {
      const [one, other] = [a.row.cells[at], b.row.cells[at]];
      const last = isEmpty(one) - isEmpty(other);
      return last || (isEmpty(one) ? 0 : down * compare(one, other));
    }).map((node) => ({ ...node, below: ordered(node.below, at, down) }));

  const sortable = (table) => {
    const body = table.tBodies[0];
    const first = [...body.rows];
    if (first.length < 2) return;
    const tree = treeOf(first);
    const heads = all(table, "thead th");
    const next = (head) => {
      const turns = head.classList.contains("n") ? ["descending", "ascending"] : ["ascending", "descending"];
      return [...turns, null][turns.indexOf(head.getAttribute("aria-sort")) + 1];
    };
    heads.forEach((head, at) => {
      // No <button>: with one in it Chromium does not repeat the heads of a table on every page of paper.
      const button = document.createElement("span");
      button.tabIndex = 0;
      button.setAttribute("role", "button");
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        button.click();
      });
      button.addEventListener("click", () => {
        const order = next(head);
        heads.forEach((each) => each.removeAttribute("aria-sort"));
        if (order) head.setAttribute("aria-sort", order);
        body.append(...(order ? flat(ordered(tree, at, order === "ascending" ? 1 : -1)) : first));
      });
    });
  };

  const searchable = (box) => {
    const tools = box.querySelector(".tools");
    if (!tools) return;
    const table = box.querySelector("table");
    const [input, choice, count] = ["input", "select", "output"].map((what) => tools.querySelector(what));
    const rows = [...table.tBodies[0].rows];
    const words = new Map(rows.map((row) => [row, plain(row.textContent)]));
    const tree = treeOf(rows);
    const look = () => {
      const [wanted, light] = [plain(input.value), choice?.value ?? ""];
      const fits = (row) => words.get(row).includes(wanted) && (!light || row.dataset.light === light);
      let found = 0;
      // A row stays also for what is found below it, so that one sees where that belongs.
      const show = (node) => {
        const fit = fits(node.row);
        found += fit;
        const below = node.below.map(show).some(Boolean);
        node.row.hidden = !fit && !below;
        return fit || below;
      };
      tree.forEach(show);
      const searched = wanted !== "" || light !== "";
      table.classList.toggle("searched", searched);
      count.textContent = searched ? `${found} / ${rows.length}` : "";
    };
    input.addEventListener("input", look);
    choice?.addEventListener("change", look);
    tools.hidden = false;
  };

  all(document, ".table").forEach((box) => {
    searchable(box);
    sortable(box.querySelector("table"));
  });

  // ---- charts: the figure of a mark, by mouse, finger and arrow keys; words only, never mark-up
  const tip = document.getElementById("tip");
  let marked = null;
  const hide = () => {
    tip.hidden = true;
    marked?.classList.remove("on");
    marked = null;
  };
  const tell = (mark, x, y) => {
    if (mark !== marked) {
      hide();
      marked = mark;
      mark.classList.add("on");
      tip.textContent = mark.getAttribute("aria-label");
      tip.hidden = false;
    }
    const size = tip.getBoundingClientRect();
    const left = Math.min(Math.max(8, x - size.width / 2), root.clientWidth - size.width - 8);
    const above = y - size.height - 12;
    tip.style.left = `${Math.max(8, left)}px`;
    tip.style.top = `${above > 8 ? above : y + 20}px`;
  };
  all(document, ".plot").forEach((plot) => {
    const over = (event) => {
      const mark = event.target.closest("svg [aria-label]");
      if (mark) tell(mark, event.clientX, event.clientY);
      else hide();
    };
    plot.addEventListener("pointermove", over);
    plot.addEventListener("pointerdown", over);
    plot.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") hide(); });
    plot.addEventListener("blur", hide);
    plot.addEventListener("keydown", (event) => {
      const marks = all(plot, "svg [aria-label]").filter((mark) => mark.getClientRects().length);
      const at = marks.indexOf(marked);
      const to = { ArrowRight: at + 1, ArrowLeft: at < 0 ? marks.length - 1 : at - 1, Home: 0, End: marks.length - 1 }[event.key];
      if (event.key === "Escape") hide();
      if (to === undefined || !marks.length) return;
      event.preventDefault();
      const mark = marks[(to + marks.length) % marks.length];
      mark.scrollIntoView({ block: "nearest", inline: "nearest" });
      const place = mark.getBoundingClientRect();
      tell(mark, place.left + place.width / 2, place.top);
    });
  });
  addEventListener("scroll", hide, { passive: true });
  document.addEventListener("pointerdown", (event) => { if (!event.target.closest(".plot")) hide(); });
})();
