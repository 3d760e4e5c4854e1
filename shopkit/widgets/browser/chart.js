// Draws a compiled chart in the page's colours.
function coloured(value, colours) {
  if (typeof value === "string") return value[0] === "$" ? colours[value.slice(1)] ?? value : value;
  if (Array.isArray(value)) return value.map((each) => coloured(each, colours));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, coloured(each, colours)]));
}

const COLOURS = ["ink", "muted", "line", "card", "main", "pale", "second", "before", "warn", "none"];

function palette(node) {
  const style = getComputedStyle(node);
  const colour = (name) => [name, style.getPropertyValue(`--sk-${name}`).trim()];
  return Object.fromEntries(COLOURS.map(colour));
}

function config(colours, font) {
  const size = said.em;
  return {
    font,
    background: "transparent",
    axis: {
      labelColor: colours.muted, labelFont: font, labelFontSize: size, labelPadding: size * 0.4,
      domain: false, ticks: false, gridColor: colours.line, gridDash: [], labelLimit: size * 9,
    },
    axisX: { grid: false },
    text: { font },
  };
}

function vegaReady() {
  if (globalThis.shopkitVega) return Promise.resolve(globalThis.shopkitVega);
  return new Promise((resolve) =>
    addEventListener("shopkit-vega", () => resolve(globalThis.shopkitVega), { once: true }));
}

let taught = false;
function teach(vega) {
  if (!taught) Object.entries(FORMATS).forEach(([name, format]) => vega.expressionFunction(name, format));
  taught = true;
}

const tip = { node: null };
function hint(columns) {
  return (_handler, event, item, value) => {
    tip.node?.remove();
    tip.node = null;
    const row = value && item?.datum;
    if (!row) return;
    const lines = columns
      .filter(([name]) => row[name] !== undefined && row[name] !== null && row[name] !== "")
      .map(([name, label, kind]) => make("div", {}, make("span", {}, label), make("b", {}, shown(row[name], kind))));
    tip.node = make("div", { class: "sk-tip", role: "status" }, lines);
    (event.target.closest?.(".sk") ?? document.body).append(tip.node);
    const wide = tip.node.offsetWidth;
    const left = Math.min(event.clientX + 14, innerWidth - wide - 8);
    tip.node.style.left = `${Math.max(8, left)}px`;
    tip.node.style.top = `${Math.max(8, event.clientY - tip.node.offsetHeight - 10)}px`;
  };
}

// A row for each datum, copied: Vega writes into what it is given.
function furnished(name, rows, colours) {
  const spec = coloured(SPECS[name].spec, colours);
  const source = spec.data.find((each) => each.name === "rows");
  source.values = rows.map((row) => ({ ...row }));
  return spec;
}

async function plot(node, chart) {
  const vega = await vegaReady();
  if (!node.isConnected || !node.clientWidth) return;
  teach(vega);
  const style = getComputedStyle(node);
  said.em = parseFloat(style.fontSize);
  const colours = palette(node);
  const spec = furnished(chart.key, chart.rows, colours);
  // Drawn out of sight and then shown, so that a chart that follows a slider does not blink.
  const stage = make("div", { class: "sk-stage" });
  node.append(stage);
  const view = new vega.View(vega.parse(spec, config(colours, style.fontFamily)), { renderer: "svg" });
  view.tooltip(hint(chart.more?.columns ?? []));
  node.next = view;
  await view.initialize(stage).runAsync();
  if (node.next !== view) return discarded(view, stage);
  node.view?.finalize();
  node.view = view;
  node.replaceChildren(stage);
  stage.className = "sk-shown";
  node.dataset.drawn = chart.key;
}

function discarded(view, stage) {
  view.finalize();
  stage.remove();
}

function legend(name) {
  const entries = SPECS[name]?.legend ?? [];
  if (!entries.length) return null;
  return make("div", { class: "sk-legend" }, entries.map(([shape, colour, words]) =>
    make("span", {}, make("i", { "data-shape": shape, style: `--key: var(--sk-${colour})` }), word(words))));
}
