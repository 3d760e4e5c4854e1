// Each kind of block as elements. What a press does is read from the page of that moment.
const SHOWN = { fen: "money", qty: "count", share: "rate", figure: "figure" };
const toned = (tone) => ({ "data-tone": tone ?? null });
const told = (id) => make("div", { class: "sk-told", "data-told": id, role: "status" });

function actButton(desk, id, given, extra = () => ({})) {
  const at = `${id}#${given.act}#${given.label}#${JSON.stringify(given.values ?? {})}`;
  const send = (event) => {
    if (isHurried(event, at)) return;
    desk.sure = null;
    const more = extra();
    if (!more) return desk.again(id);
    const { files = {}, ...values } = more;
    desk.outbox.put({ id, act: given.act, values: { ...given.values, ...values }, files });
    desk.again(id);
  };
  const ask = (event) => {
    if (isHurried(event, at)) return;
    desk.sure = at;
    desk.again(id);
    desk.root.querySelector("[data-sure] button:last-child")?.focus({ preventScroll: true });
  };
  const no = () => {
    desk.sure = null;
    desk.again(id);
    desk.root.querySelector(`[data-at="${CSS.escape(at)}"]`)?.focus({ preventScroll: true });
  };
  if (desk.sure === at) {
    const words = typeof given.confirm === "string" ? given.confirm : word("sure");
    return make("span", { class: "sk-sure", "data-sure": at, role: "group", "aria-label": words },
      make("b", {}, words),
      button(word("Yes"), send, { "data-tone": "bad", "data-at": `${at}+` }),
      button(word("No"), no, { "data-at": `${at}-` }));
  }
  return button([make("span", {}, given.label ?? ""), given.shortcut ? make("kbd", {}, given.shortcut) : null],
    given.confirm ? ask : send,
    { class: "sk-act", "data-at": at, "data-shortcut": given.shortcut ?? null, disabled: Boolean(given.disabled), ...toned(given.tone) });
}

function labelled(desk, id, spec) {
  const key = `${id}/${spec.name}`;
  const slot = desk.keep(key, spec, (name, given) => fieldOf(desk, name, given));
  const isCheck = spec.type === "check";
  const label = make("label", { class: "sk-label", for: `sk-${key}` }, spec.label ?? "",
    spec.required ? make("i", { "aria-hidden": "true" }, "*") : null);
  return make("div", { class: "sk-field", "data-type": spec.type ?? "text" },
    isCheck ? [make("div", { class: "sk-checkline" }, slot, label)] : [label, slot],
    spec.hint ? make("p", { class: "sk-hint" }, spec.hint) : null,
    make("p", { class: "sk-fault", "data-fault": key, role: "alert" }));
}

// What the fields under `id` hold, or null where one is at fault and says so.
function collected(desk, id, fields) {
  const values = {};
  const files = {};
  let wrong = null;
  for (const spec of fields ?? []) {
    const field = desk.inputs.get(`${id}/${spec.name}`);
    try {
      const value = field.read();
      (spec.type === "photo" || spec.type === "file" ? files : values)[spec.name] = value;
      desk.told.fault(field.key, "");
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      desk.told.fault(field.key, error.message);
      wrong ??= field;
    }
  }
  (wrong?.press ?? wrong?.input)?.focus();
  return wrong ? null : { ...values, files };
}

function formBlock(desk, block) {
  const submit = (event) => {
    event.preventDefault();
    const now = desk.block(block.id) ?? block;
    const held = collected(desk, now.id, now.fields);
    if (!held || isHurried(null, now.id)) return;
    const { files, ...values } = held;
    desk.outbox.put({ id: now.id, act: now.act, values: { ...now.values, ...desk.kept.since[now.id], ...values }, files });
  };
  return [
    make("form", { class: "sk-form", novalidate: true, on: { submit } },
      make("div", { class: "sk-fields" }, (block.fields ?? []).map((spec) => labelled(desk, block.id, spec))),
      make("button", { type: "submit", class: "sk-go", "data-tone": block.tone ?? "main", "data-at": `${block.id}#submit` },
        block.submit ?? word("Save")),
      told(block.id)),
  ];
}

// What is left of the time there is, counted by the page itself; past it in red.
function timerNode({ until }) {
  const node = make("output", { class: "sk-timer" });
  const tick = () => {
    const left = Math.round((Date.parse(until) - Date.now()) / 1000);
    const [minutes, seconds] = [Math.floor(Math.abs(left) / 60), Math.abs(left) % 60];
    node.textContent = `${left < 0 ? "−" : ""}${minutes}:${String(seconds).padStart(2, "0")}`;
    node.toggleAttribute("data-over", left < 0);
    setTimeout(() => node.isConnected && tick(), 1000);
  };
  tick();
  return node;
}

function textBlock(_desk, block) {
  return [block.timer?.until ? timerNode(block.timer) : null, make("div", { class: "sk-lines", "data-big": block.big ? "" : null },
    (block.lines ?? []).map((line) => make("p", toned(line.tone), line.text ?? "")))];
}

function buttonsBlock(desk, block) {
  return [
    make("div", { class: "sk-buttons" }, (block.buttons ?? []).map((each) => actButton(desk, block.id, each))),
    told(block.id),
  ];
}

function listBlock(desk, block) {
  const rows = block.rows ?? [];
  return [
    block.search ? searchLine(desk, block) : null,
    rows.length
      ? make("ul", { class: "sk-rows" }, rows.map((row) => listRow(desk, block, row)))
      : make("p", { class: "sk-none" }, block.empty ?? word("empty")),
    told(block.id),
  ];
}

function searchLine(desk, block) {
  const spec = { type: "text", label: word("Search"), placeholder: word("Search"), value: query().get(block.search) ?? "" };
  const slot = desk.keep(`${block.id}?search`, spec, (key, given) => {
    const field = fieldOf(desk, key, given);
    field.touched = () => {
      clearTimeout(field.timer);
      field.timer = setTimeout(() => desk.ask({ [block.search]: field.raw().trim() }), 200);
    };
    // what is searched for is the page's own: a redraw does not put back an older word
    field.update = () => {};
    return field;
  });
  return make("div", { class: "sk-search" }, slot);
}

function listRow(desk, block, row) {
  const id = `${block.id}/${row.key}`;
  const isOpen = desk.kept.open[id] ?? Boolean(row.opened);
  const now = () => desk.block(block.id)?.rows?.find(({ key }) => key === row.key) ?? row;
  const fold = () => {
    if (row.ask) return desk.ask(row.ask);
    desk.kept.open[id] = !isOpen;
    desk.save();
    desk.again(block.id);
  };
  const canOpen = Boolean(row.ask || row.open);
  const head = canOpen
    ? button(row.title ?? "", fold, { class: "sk-fold", "aria-expanded": String(isOpen), "data-at": `${id}#fold`, "data-fold": "" })
    : make("h3", {}, row.title ?? "");
  const faults = () => collected(desk, id, now().fields);
  return make("li", { class: "sk-row", "data-row": row.key, ...toned(row.tone) },
    make("div", { class: "sk-rowhead" }, head, row.badge ? make("span", { class: "sk-badge", ...toned(row.tone) }, String(row.badge)) : null),
    (row.lines ?? []).map((line) => make("p", { class: "sk-line", ...toned(line?.tone) }, line?.text ?? String(line))),
    row.fields ? make("div", { class: "sk-fields" }, row.fields.map((spec) => labelled(desk, id, spec))) : null,
    row.buttons?.length ? make("div", { class: "sk-rowacts" }, row.buttons.map((each) => actButton(desk, id, each, faults))) : null,
    told(id),
    isOpen && row.open ? make("div", { class: "sk-opened" }, row.open.map((each) => blockNode(desk, each))) : null);
}

function tableBlock(desk, block) {
  const rows = block.rows ?? [];
  if (!rows.length) return [make("p", { class: "sk-none" }, block.empty ?? word("empty"))];
  const heads = block.heads ?? [];
  const fit = (value, kind) => (kind === "fen" && known(value) ? value / 100 : value);
  const press = (row) => (event) => {
    if (event.key && event.key !== "Enter") return;
    if (row.ask) desk.ask(row.ask);
    else if (!isHurried(event, JSON.stringify(row.cells))) desk.outbox.put({ id: block.id, act: row.act, values: row.values ?? {} });
  };
  const each = (place) => {
    const row = rows[place];
    const canPress = Boolean(row.act || row.ask);
    return { ...toned(row.tone), ...(canPress ? { tabindex: "0", class: "sk-press", "data-at": `${block.id}#${place}`, on: { click: press(row), keydown: press(row) } } : {}) };
  };
  const columns = heads.map(({ label, kind }, place) => [String(place), label, SHOWN[kind] ?? "text"]);
  const cells = rows.map((row) => row.cells.map((value, place) => fit(value, heads[place]?.kind)));
  return [table({ key: block.id, title: block.title ?? "", rows: cells, more: { columns }, each }), told(block.id)];
}

// While a slider moves, one question is out at a time and the last is always asked.
class Slide {
  constructor(desk, key, spec) {
    Object.assign(this, { desk, key, spec });
    this.input = make("input", { type: "range", id: `sk-${key}`, "data-at": key, on: { input: () => this.moved() } });
    this.out = make("output", { for: `sk-${key}` });
    this.node = make("div", { class: "sk-control sk-slide" }, this.input, this.out);
    this.update(spec);
  }

  update(spec) {
    this.spec = spec;
    this.isOut = false;
    Object.assign(this.input, { min: spec.min, max: spec.max, step: spec.step ?? 1 });
    if (this.wanted !== undefined) return this.send();
    this.input.value = spec.value;
    this.say(spec.shown ?? spec.value, spec.shown === undefined);
  }

  say(text, isPlain) {
    this.out.textContent = isPlain && this.spec.unit ? `${text} ${this.spec.unit}` : String(text);
  }

  moved() {
    this.wanted = this.input.value;
    this.say(this.wanted, true);
    if (!this.isOut) requestAnimationFrame(() => this.send());
  }

  send() {
    if (this.wanted === undefined || this.isOut) return;
    const value = this.wanted;
    this.wanted = undefined;
    this.isOut = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.isOut = false; this.send(); }, 1500);
    this.desk.ask({ [this.spec.name]: value });
  }
}

function slidersBlock(desk, block) {
  return [make("div", { class: "sk-fields" }, (block.sliders ?? []).map((spec) => {
    const key = `${block.id}/${spec.name}`;
    return make("div", { class: "sk-field" },
      make("label", { class: "sk-label", for: `sk-${key}` }, spec.label ?? ""),
      desk.keep(key, spec, (name, given) => new Slide(desk, name, given)));
  }))];
}

class Plot {
  constructor(desk, _key, chart) {
    this.desk = desk;
    this.node = desk.stage(chart);
  }

  update(chart) {
    const isNew = !same(this.desk.plots.get(this.node), chart);
    this.desk.plots.set(this.node, chart);
    if (isNew && this.node.isConnected) plot(this.node, chart);
  }
}

function plotBlock(desk, block) {
  const chart = { ...(block.chart ?? block), title: block.chart?.title ?? block.title };
  const key = `${block.id}:${chart.key}`;
  const slot = desk.keep(key, chart, (name, given) => new Plot(desk, name, given));
  return [desk.figure(chart, slot, desk.inputs.get(key).node)];
}

function gridBlock(desk, block) {
  return [desk.keep(block.id, block, (key, spec) => new Grid(desk, key, spec)), told(block.id)];
}

const BLOCKS = {
  text: textBlock, tiles: (_desk, block) => [tiles(block.tiles ?? [])], scan: scanBlock, form: formBlock, list: listBlock,
  table: tableBlock, buttons: buttonsBlock, download: buttonsBlock, print: buttonsBlock, undo: listBlock,
  sliders: slidersBlock, plot: plotBlock, grid: gridBlock, board: boardBlock, calendar: calendarBlock, choice: choiceBlock,
};

function blockNode(desk, block) {
  desk.seen(block);
  const title = block.kind === "plot" ? null : block.title;
  return make("section", { class: "sk-block", "data-block": block.id, "data-kind": block.kind, "data-half": block.half ? "" : null,
    ...toned(block.tone), "aria-label": block.title ?? null },
    title ? make("h2", {}, title) : null,
    (BLOCKS[block.kind] ?? textBlock)(desk, block),
    block.note && block.kind !== "plot" ? make("p", { class: "sk-note" }, block.note) : null);
}
