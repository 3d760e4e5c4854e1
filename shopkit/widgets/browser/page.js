// The page: head, controls, figures, charts. Each part is made again only when its data changed.
const THEMES = ["auto", "light", "dark"];
const query = () => new URLSearchParams(location.search);

function remembered() {
  try {
    return query().get("theme") ?? localStorage.getItem("shopkit-theme") ?? "auto";
  } catch {
    return "auto";
  }
}

class Sheet {
  constructor(host) {
    this.parts = {};
    this.plots = new Map();
    // What is asked before a kernel is there is asked when it is.
    this.ask = (change) => { this.early = { ...this.early, ...change }; };
    this.root = make("div", { class: "sk" });
    this.root.toggleAttribute("data-wall", query().get("wall") === "1");
    host.replaceChildren(this.root);
    this.themed(remembered());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.themed(this.theme));
    this.sizes = new ResizeObserver((seen) => seen.forEach(({ target }) => this.resized(target)));
  }

  themed(theme) {
    this.theme = THEMES.includes(theme) ? theme : "auto";
    const dark = this.theme === "dark" || (this.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    this.root.dataset.theme = dark ? "dark" : "light";
    document.documentElement.dataset.shopkit = this.root.dataset.theme;
    this.plots.forEach((chart, node) => plot(node, chart));
  }

  resized(node) {
    const size = `${node.clientWidth}×${node.clientHeight}`;
    if (node.dataset.size === size || !node.clientWidth) return;
    node.dataset.size = size;
    const chart = this.plots.get(node);
    if (chart) plot(node, chart);
  }

  show(page) {
    if (this.page && (page.drawn ?? 0) < (this.page.drawn ?? 0)) return;
    const before = this.page ?? {};
    this.page = page;
    Object.assign(said, { lang: page.lang, words: page.words ?? {} });
    // set again, also to the same, a language lays the whole page out anew
    const lang = page.lang === "zh" ? "zh-CN" : "en";
    if (this.root.lang !== lang) this.root.lang = lang;
    document.title = page.title || document.title;
    const anew = before.lang !== page.lang;
    this.draw(page, (name, value, build) => this.part(name, value, build, anew), anew);
    this.root.dataset.ready = page.drawn ?? 0;
  }

  draw(page, part) {
    part("head", [page.title, page.shop, page.asof, page.freshness, page.sample], () => this.head());
    part("controls", page.controls, () => this.controls());
    part("alert", page.error, () => this.alert());
    part("missing", page.missing, () => this.missing());
    part("tiles", page.tiles, () => tiles(page.tiles ?? []));
    part("charts", page.charts, () => this.charts());
  }

  // A board has nothing to send but its questions.
  leave() {}

  linked() {}

  heard() {}

  alert() {
    const { error } = this.page;
    return make("div", { class: "sk-alert", role: "alert", hidden: !error }, error);
  }

  part(name, value, build, anew) {
    const old = this.parts[name];
    if (old && !anew && same(old.value, value)) return;
    const focus = old?.node.contains(document.activeElement) && document.activeElement.dataset.value;
    const node = build();
    old ? old.node.replaceWith(node) : this.root.append(node);
    this.parts[name] = { value, node };
    if (focus) node.querySelector(`[data-value="${CSS.escape(focus)}"]`)?.focus();
    if (name === "charts") this.drawn(node);
  }

  head() {
    const { title, shop, asof, freshness, sample } = this.page;
    return make("header", { class: "sk-head" },
      make("div", { class: "sk-name" }, make("h1", {}, title ?? ""), make("span", { class: "sk-shop" }, shop ?? "")),
      sample ? make("strong", { class: "sk-sample" }, sample) : null,
      make("p", { class: "sk-asof" }, make("b", {}, asof ?? ""), make("span", {}, freshness ?? "")),
      make("p", { class: "sk-stale", role: "status", hidden: true }));
  }

  controls() {
    const given = this.page.controls ?? {};
    const ask = (change) => this.ask(change);
    const shops = given.shops ?? [];
    const periods = given.periods ?? [];
    return make("form", { class: "sk-controls", on: { submit: (event) => event.preventDefault() } },
      shops.length > 1 ? choice(word("Shop"), shops, given.shop, (shop) => ask({ shop })) : null,
      periods.length ? segments(word("Period"), periods, given.period, (period) => ask({ period })) : null,
      periods.length ? choice(word("Period"), periods, given.period, (period) => ask({ period })) : null,
      given.period === "custom" ? this.dates(given) : null,
      make("span", { class: "sk-gap" }),
      this.looks());
  }

  looks() {
    const other = this.page.lang === "zh" ? ["en", "English"] : ["zh", "中文"];
    return [
      button(other[1], () => this.ask({ lang: other[0] }), { "data-value": "lang", lang: other[0] }),
      segments(word("Theme"), THEMES.map((each) => [each, word(each)]), this.theme, (theme) => this.retheme(theme)),
    ];
  }

  retheme(theme) {
    try {
      localStorage.setItem("shopkit-theme", theme);
    } catch {
      // a browser that keeps nothing still changes this page
    }
    this.themed(theme);
    const address = query();
    if (address.has("theme")) moved({ theme });
    this.part("controls", this.page.controls, () => this.controls(), true);
  }

  dates(given) {
    const box = (name, label) => make("input", {
      type: "date", value: given[name] ?? "", min: given.first, max: given.last, "aria-label": label, "data-value": name,
      on: { change: () => this.ask({ period: "custom", from: first.value, to: last.value }) },
    });
    const first = box("from", word("From"));
    const last = box("to", word("To"));
    return make("span", { class: "sk-dates" }, first, "–", last);
  }

  missing() {
    const sentences = this.page.missing ?? [];
    return make("ul", { class: "sk-missing", hidden: !sentences.length }, sentences.map((each) => make("li", {}, each)));
  }

  charts() {
    this.plots.clear();
    this.sizes.disconnect();
    const charts = this.page.charts ?? [];
    const across = charts.length > 6 ? 4 : charts.length > 4 ? 3 : Math.min(2, charts.length);
    return make("section", { class: "sk-charts", style: `--across: ${across}`, "aria-label": word("Charts") },
      charts.map((chart) => this.figure(chart)));
  }

  stage(chart) {
    return make("div", { class: "sk-plot", "data-key": chart.key, role: "img", "aria-label": chart.title });
  }

  // `slot` stands for a node that outlives its figure.
  figure(chart, slot = null, node = this.stage(chart)) {
    const has = chart.rows?.length > 0;
    if (has && SPECS[chart.key]) this.plots.set(node, chart);
    const body = make("div", { class: "sk-body" }, has ? slot ?? node : make("p", { class: "sk-empty" }, word("no_data")));
    const toggle = button(word("Table"), () => {
      const open = toggle.getAttribute("aria-expanded") !== "true";
      toggle.setAttribute("aria-expanded", String(open));
      toggle.textContent = open ? word("Chart") : word("Table");
      body.replaceChildren(open ? table(chart) : node);
    }, { class: "sk-toggle", "aria-expanded": "false" });
    return make("figure", { class: "sk-chart", "data-chart": chart.key },
      make("figcaption", {}, make("h2", {}, chart.title ?? ""), has && chart.more ? toggle : null),
      has ? legend(chart.key) : null,
      body,
      chart.note ? make("p", { class: "sk-note" }, chart.note) : null);
  }

  drawn(node) {
    node.querySelectorAll(".sk-plot").forEach((each) => {
      each.dataset.size = `${each.clientWidth}×${each.clientHeight}`;
      if (this.plots.has(each)) plot(each, this.plots.get(each));
      this.sizes.observe(each);
    });
  }

  stale(seconds) {
    const mark = this.root.querySelector(".sk-stale");
    if (!mark) return;
    mark.hidden = !seconds;
    mark.textContent = seconds ? word("stale").replace("{n}", seconds) : "";
    this.root.toggleAttribute("data-stale", Boolean(seconds));
  }
}

function tiles(given) {
  const half = Math.ceil(given.length / 2);
  const style = `--all: ${given.length > 8 ? half : given.length}; --half: ${given.length > 4 ? half : given.length}`;
  return make("section", { class: "sk-tiles", style, "aria-label": word("Figures") }, given.map(tile));
}

function tile({ key, label, value, unit, term, changes, note }) {
  const more = term ? make("p", { class: "sk-term", hidden: true }, term) : null;
  const ask = term && button("?", () => {
    more.hidden = !more.hidden;
    ask.setAttribute("aria-expanded", String(!more.hidden));
  }, { class: "sk-ask", title: term, "aria-label": `${label}: ${word("What is this?")}`, "aria-expanded": "false" });
  return make("article", { class: "sk-tile", "data-tile": key },
    make("h3", {}, make("span", {}, label ?? ""), ask),
    make("p", { class: "sk-value" }, make("b", {}, String(value ?? "–")), unit ? make("small", {}, unit) : null),
    make("ul", { class: "sk-changes" }, (changes ?? []).map((each) => make("li", { "data-tone": each.tone },
      make("b", {}, arrow(each.text), each.text ?? ""), make("span", {}, each.label ?? "")))),
    note ? make("p", { class: "sk-note" }, note) : null,
    more);
}

function arrow(text) {
  const way = { "+": "▲ ", "-": "▼ ", "−": "▼ " }[String(text ?? "")[0]];
  return way ? make("i", { "aria-hidden": "true" }, way) : null;
}

// The address follows what is asked, so that a reload and a bookmark show the same.
function moved(change) {
  if (!globalThis.shopkitServed) return;
  const address = new URL(location.href);
  Object.entries(change).forEach(([name, value]) =>
    value === null || value === "" ? address.searchParams.delete(name) : address.searchParams.set(name, value));
  history.replaceState(null, "", address);
}
