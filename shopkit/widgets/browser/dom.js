// Elements from names and children. Words go in as text nodes, so data never becomes markup.
function make(name, options = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "on") Object.entries(value).forEach(([event, hear]) => node.addEventListener(event, hear));
    else if (key in node && typeof value !== "string") node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function button(label, press, options = {}) {
  return make("button", { type: "button", on: { click: press }, ...options }, label);
}

function choice(label, pairs, chosen, change) {
  const options = pairs.map(([value, name]) =>
    make("option", { value: String(value), selected: value === chosen }, String(name)));
  const select = make("select", { "aria-label": label, on: { change: () => change(select.value) } }, options);
  return select;
}

// One of a few, as a row of buttons that arrow keys and screen readers take for radio buttons.
function segments(label, pairs, chosen, change) {
  const press = (value) => () => change(value);
  const row = make("div", { class: "sk-segments", role: "radiogroup", "aria-label": label });
  row.append(...pairs.map(([value, name, hint]) =>
    button(String(name), press(value), {
      role: "radio",
      "aria-checked": String(value === chosen),
      "data-value": String(value),
      tabindex: value === chosen ? "0" : "-1",
      title: hint,
    })));
  row.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...row.children];
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    next.focus();
    next.click();
  });
  return row;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
