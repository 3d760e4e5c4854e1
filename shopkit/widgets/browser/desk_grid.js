// An editable table. What is changed stays through redraws, marked, until it is saved or discarded.
const KEYS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] };

class Grid {
  constructor(desk, key, spec) {
    Object.assign(this, { desk, key, spec });
    this.edits = desk.kept.grids[key] ?? { changed: {}, added: [], removed: [] };
    this.lines = new Map();
    this.body = make("tbody");
    this.head = make("thead");
    this.state = make("span", { class: "sk-unit" });
    this.save = button(word("Save"), (event) => isHurried(event, key) || this.send(), { class: "sk-go", "data-at": `${key}#save` });
    this.drop = button(word("Discard"), () => this.forget(), { "data-at": `${key}#drop` });
    this.add = button(word("Add a row"), () => this.insert(), { "data-at": `${key}#add` });
    this.box = make("div", { class: "sk-gridbox" }, make("table", {}, this.head, this.body));
    this.node = make("div", {
      class: "sk-grid", on: { keydown: (event) => this.walk(event), paste: (event) => this.paste(event) },
    }, this.box, make("div", { class: "sk-gridend" }, this.add, this.save, this.drop, this.state));
    this.update(spec);
  }

  update(spec) {
    const isNew = !same(this.spec.columns, spec.columns) || !this.head.children.length || this.lang !== said.lang;
    this.spec = spec;
    this.lang = said.lang;
    this.add.hidden = spec.fixed === true;
    if (isNew) this.begin();
    this.fill();
  }

  begin() {
    this.lines.clear();
    this.body.replaceChildren();
    this.head.replaceChildren(make("tr", {}, this.spec.columns.map(({ label, unit }) =>
      make("th", { scope: "col" }, label, unit ? ` (${unit})` : "")), make("th", {})));
    [[this.save, "Save"], [this.drop, "Discard"], [this.add, "Add a row"]].forEach(([each, words]) => { each.textContent = word(words); });
  }

  // Every row with its number: those of the page first, then those added here.
  rows() {
    const own = (this.spec.rows ?? []).map((row, place) => ({ key: String(row.key ?? place), row, isAdded: false }));
    return [...own, ...this.edits.added.map((row, place) => ({ key: `+${place}`, row, isAdded: true }))];
  }

  fill() {
    const rows = this.rows();
    const keys = new Set(rows.map(({ key }) => key));
    for (const [key, line] of this.lines) {
      if (keys.has(key)) continue;
      line.node.remove();
      this.lines.delete(key);
    }
    rows.forEach((each, place) => {
      if (!this.lines.has(each.key)) this.lines.set(each.key, this.line(each.key));
      const line = this.lines.get(each.key);
      if (this.body.children[place] !== line.node) this.body.insertBefore(line.node, this.body.children[place] ?? null);
      this.show(line, each);
    });
    const many = this.edited();
    this.state.textContent = many ? filled(word("unsaved"), { n: many }) : "";
    this.save.hidden = this.drop.hidden = !many;
  }

  line(key) {
    const cells = this.spec.columns.map((column) => this.cell(key, column));
    const out = button("×", () => this.remove(key), { tabindex: "-1", "aria-label": word("Remove row") });
    const node = make("tr", { "data-row": key }, cells.map(({ td }) => td), this.spec.fixed ? make("td") : make("td", { class: "sk-out" }, out));
    return { node, cells, out };
  }

  cell(key, column) {
    const heard = { input: () => this.typed(key, column, this.raw(input, column)), focus: () => input.select?.() };
    const common = { "aria-label": column.label, "data-at": `${this.key}#${key}#${column.name}`, on: heard, readonly: column.fixed === true };
    const options = (column.options ?? []).map(([, label], place) => make("option", { value: String(place) }, String(label)));
    const input = column.type === "choice" ? make("select", common, make("option", { value: "" }, "–"), options)
      : column.type === "check" ? make("input", { type: "checkbox", ...common })
      : make("input", { type: column.type === "day" ? "date" : "text", inputmode: column.type === "number" ? "decimal" : null, autocomplete: "off", ...common });
    return { column, input, td: make("td", { "data-type": column.type ?? "text" }, input) };
  }

  raw(input, column) {
    if (column.type === "check") return input.checked;
    if (column.type === "choice") return input.value === "" ? null : column.options[Number(input.value)][0];
    return input.value;
  }

  shown(value, column) {
    if (column.type !== "choice") return value === null || value === undefined ? "" : String(value);
    const place = column.options.findIndex(([each]) => same(each, value));
    return place < 0 ? "" : String(place);
  }

  show({ node, cells, out }, { key, row, isAdded }) {
    const changed = this.edits.changed[key] ?? {};
    const isRemoved = this.edits.removed.includes(key);
    node.toggleAttribute("data-added", isAdded);
    node.toggleAttribute("data-removed", isRemoved);
    out.textContent = isRemoved ? "↺" : "×";
    out.setAttribute("aria-label", word(isRemoved ? "Put back" : "Remove row"));
    for (const { td, input, column } of cells) {
      const isChanged = column.name in changed;
      const value = isChanged ? changed[column.name] : row[column.name];
      td.toggleAttribute("data-changed", isChanged);
      td.removeAttribute("data-bad");
      input.removeAttribute("title");
      if (column.type === "check") input.checked = Boolean(value);
      else if (input.value !== this.shown(value, column)) input.value = this.shown(value, column);
    }
  }

  typed(key, column, value) {
    const added = key[0] === "+" ? this.edits.added[Number(key.slice(1))] : null;
    if (added) added[column.name] = value;
    else {
      const row = this.rows().find((each) => each.key === key).row;
      const changed = (this.edits.changed[key] ??= {});
      if (String(value ?? "") === String(row[column.name] ?? "")) delete changed[column.name];
      else changed[column.name] = value;
      if (!Object.keys(changed).length) delete this.edits.changed[key];
    }
    this.keep();
  }

  keep() {
    if (this.edited()) this.desk.kept.grids[this.key] = this.edits;
    else delete this.desk.kept.grids[this.key];
    this.desk.save();
    this.fill();
  }

  edited() {
    const { changed, added, removed } = this.edits;
    return new Set([...Object.keys(changed), ...removed]).size + added.length;
  }

  insert() {
    this.edits.added.push({});
    this.keep();
    this.body.lastElementChild.querySelector("input, select")?.focus();
  }

  remove(key) {
    if (key[0] === "+") this.edits.added.splice(Number(key.slice(1)), 1);
    else {
      const place = this.edits.removed.indexOf(key);
      place < 0 ? this.edits.removed.push(key) : this.edits.removed.splice(place, 1);
    }
    this.keep();
  }

  // What is on its way is not changed under way.
  waits(isWaiting) {
    this.box.inert = isWaiting;
    this.add.disabled = this.save.disabled = this.drop.disabled = isWaiting;
  }

  forget() {
    this.edits = { changed: {}, added: [], removed: [] };
    this.keep();
  }

  // Each changed row whole, as typed values; a cell at fault is marked and nothing is sent.
  send() {
    const sent = [];
    let wrong = null;
    for (const { key, row, isAdded } of this.rows()) {
      const isRemoved = this.edits.removed.includes(key);
      if (!isAdded && !isRemoved && !this.edits.changed[key]) continue;
      const values = {};
      for (const { column, input, td } of this.lines.get(key).cells) {
        try {
          values[column.name] = isRemoved ? row[column.name] : this.read(input, column);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          td.setAttribute("data-bad", "");
          input.title = error.message;
          wrong ??= { input, text: `${column.label}: ${error.message}` };
        }
      }
      sent.push({ key: isAdded ? null : row.key ?? key, change: isAdded ? "added" : isRemoved ? "removed" : "changed", ...values });
    }
    wrong?.input.focus();
    if (wrong) return this.desk.told.tell(this.key, { text: wrong.text, tone: "bad" });
    if (sent.length) this.desk.outbox.put({ id: this.key, act: this.spec.act, values: { ...this.spec.values, rows: sent } });
  }

  read(input, column) {
    const raw = this.raw(input, column);
    if (column.type === "number") return numbered(raw, column);
    return needed(typeof raw === "string" ? raw.trim() : raw, column);
  }

  // Up, down and Enter go by rows; left and right by cells from the ends of a word.
  walk(event) {
    const td = event.target.closest("td");
    if (!td || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const { target } = event;
    const isText = target.selectionStart !== null && target.selectionStart !== undefined;
    const isAll = isText && target.selectionStart === 0 && target.selectionEnd === target.value.length;
    const isEnd = !isText || isAll || target.selectionStart === target.value.length;
    const isStart = !isText || isAll || target.selectionEnd === 0;
    const way = target.tagName === "SELECT" && event.key !== "Enter" ? null
      : event.key === "ArrowRight" && isEnd ? [0, 1] : event.key === "ArrowLeft" && isStart ? [0, -1] : KEYS[event.key];
    if (!way || target.tagName === "BUTTON") return;
    const line = this.body.children[[...this.body.children].indexOf(td.parentElement) + way[0]];
    const next = line?.children[td.cellIndex + way[1]]?.querySelector("input, select");
    event.preventDefault();
    if (next) next.focus();
    else if (event.key === "Enter" && !this.spec.fixed) this.insert();
  }

  // A block copied from Excel fills the cells from here on, and adds the rows it needs.
  paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const td = event.target.closest("td");
    if (!td || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const first = [...this.body.children].indexOf(td.parentElement);
    text.replace(/\r?\n$/, "").split(/\r?\n/).forEach((line, down) => {
      if (first + down >= this.rows().length) {
        if (this.spec.fixed) return;
        this.edits.added.push({});
      }
      const { key } = this.rows()[first + down];
      line.split("\t").forEach((cell, right) => {
        const column = this.spec.columns[td.cellIndex + right];
        if (column && !column.fixed) this.typed(key, column, this.meant(cell.trim(), column));
      });
    });
    this.keep();
  }

  meant(text, column) {
    if (column.type === "check") return /^(1|true|yes|y|是|√|✓)$/i.test(text);
    if (column.type !== "choice") return text;
    return column.options.find(([value, label]) => String(label) === text || String(value) === text)?.[0] ?? null;
  }
}
