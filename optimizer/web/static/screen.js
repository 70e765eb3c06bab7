/* What the screen does in the browser: patch cells, drive the project grid, listen to keys. No state but the view. */
window.sk = (() => {
  let api = null, onlyChanged = false, started = 0;
  const $ = (id) => document.getElementById(id);
  const words = () => window.skWords;
  const numbers = new Intl.NumberFormat("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

  /* One repaint: pieces [id, class, html], changed rows of the grid. The html was escaped by the server. */
  function paint(news) {
    for (const [id, look, html] of news.pieces) {
      const element = $(id);
      if (!element) continue;
      element.className = look;
      element.innerHTML = html;
    }
    if (news.rows.length && api) api.applyTransaction({ update: news.rows });
    if (onlyChanged && news.rows.length && api) api.onFilterChanged();
    if (started && news.kind) requestAnimationFrame(() => setTimeout(() => {
      performance.measure("sk-" + news.kind, { start: started, end: performance.now() });
    }));
  }

  function decide(id, status) {
    const node = api.getRowNode(id);
    if (!node || node.data.status === status) return;
    started = performance.now();
    api.applyTransaction({ update: [{ ...node.data, status }] });
    emitEvent("sk_decide", { project: id, status });
  }

  class Decide {
    init(params) {
      this.gui = document.createElement("div");
      this.gui.className = "sk-three";
      this.gui.setAttribute("role", "radiogroup");
      for (const [status, word] of Object.entries(words().decision)) {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", tabIndex: -1, textContent: word });
        button.setAttribute("role", "radio");
        button.dataset.status = status;
        button.addEventListener("click", () => decide(this.id, status));
        this.gui.append(button);
      }
      this.refresh(params);
    }
    getGui() { return this.gui; }
    refresh(params) {
      this.id = params.data.id;
      this.gui.setAttribute("aria-label", words().headings.decision + " " + params.data.id);
      for (const button of this.gui.children)
        button.setAttribute("aria-checked", String(button.dataset.status === params.data.status));
      return true;
    }
  }

  function focused() {
    const cell = api && api.getFocusedCell();
    return cell ? api.getDisplayedRowAtIndex(cell.rowIndex) : null;
  }

  function focusFirst() {
    if (!api || !api.getDisplayedRowCount()) return;
    const at = api.getFocusedCell()?.rowIndex ?? 0;
    api.ensureIndexVisible(at);
    api.setFocusedCell(at, "name");
  }

  function search(text) {
    api?.setGridOption("quickFilterText", text);
  }

  document.addEventListener("input", (event) => {
    if (!event.target.closest?.(".sk-filter")) return;
    if (event.target.type === "search") search(event.target.value);
    else {
      onlyChanged = event.target.checked;
      api?.onFilterChanged();
    }
  });

  function typing(target) {
    return target.closest?.("input, textarea, select, [contenteditable=true]");
  }

  function act(name) {
    started = performance.now();
    emitEvent("sk_act", { name });
  }

  const CHORDS = { z: "undo", y: "redo", s: "save" };
  const KEYS = { 1: "must", 2: "candidate", 3: "rejected" };

  document.addEventListener("keydown", (event) => {
    const filter = document.querySelector(".sk-filter input");
    if (!filter || !filter.offsetParent || document.querySelector(".q-dialog")) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && CHORDS[key] && (key === "s" || !typing(event.target))) {
      event.preventDefault();
      act(CHORDS[key]);
    } else if (event.key === "Escape") {
      filter.value = "";
      search("");
      if (event.target === filter) focusFirst();
    } else if (typing(event.target)) {
      if (event.target === filter && (key === "enter" || key === "arrowdown")) { event.preventDefault(); focusFirst(); }
    } else if (key === "/") {
      event.preventDefault();
      filter.focus();
    } else if (KEYS[key] && focused()) {
      event.preventDefault();
      decide(focused().data.id, KEYS[key]);
    } else if (key === "arrowdown" && event.target === document.body) {
      event.preventDefault();
      focusFirst();
    } else if (event.target.dataset?.at) walk(event);
  });

  /* Arrow keys walk over the cells of the allocation table. */
  function walk(event) {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step) return;
    const [row, column] = event.target.dataset.at.split("-").map(Number);
    const next = document.querySelector(`[data-at="${row + step[0]}-${column + step[1]}"]`);
    if (!next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  /* Buttons inside HTML that the server wrote carry data-sk: the name of the event and what it is about. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-go]");
    if (link) {
      event.preventDefault();
      emitEvent("sk_go", { tab: link.dataset.go });
    }
    const button = event.target.closest?.("[data-sk]");
    if (button) emitEvent("sk_act", { name: button.dataset.sk, about: button.dataset.about ?? "" });
  });

  return {
    paint, Decide,
    why: () => focused() && emitEvent("sk_act", { name: "project", about: focused().data.id }),
    mark: (cell) => requestAnimationFrame(() => {
      for (const old of document.querySelectorAll(".sk-raw .sk-here")) old.classList.remove("sk-here");
      const found = document.querySelector(`.sk-raw [data-cell="${CSS.escape(cell)}"]`);
      found?.classList.add("sk-here");
      found?.scrollIntoView({ block: "center", inline: "center" });
    }),
    refocus: (name, about) => requestAnimationFrame(() => {
      const found = [...document.querySelectorAll(`[data-sk="${name}"]`)].find((e) => e.dataset.about === about);
      (found?.querySelector("button") ?? found)?.focus({ preventScroll: true });
    }),
    go: (tab) => emitEvent("sk_go", { tab }),
    choose: (about) => {
      for (const row of document.querySelectorAll("tr[data-sk=alert]")) row.classList.toggle("sk-chosen", row.dataset.about === about);
    },
    ready: (params) => {
      api = params.api;
      api.setColumnsVisible(["sector"], window.innerWidth >= 1500);
    },
    rowId: (params) => params.data.id,
    amount: (params) => (params.value == null ? "" : numbers.format(params.value)),
    decisionWord: (params) => words().decision[params.data.status],
    rowLook: { "sk-moved": (params) => params.data.moved },
    isFiltered: () => onlyChanged,
    passes: (node) => node.data.moved,
    column: (shown, hidden) => { api?.setColumnsVisible([shown], true); api?.setColumnsVisible([hidden], false); },
    address: (tab, title) => { history.replaceState(null, "", "/" + tab + location.search); document.title = title; },
  };
})();
