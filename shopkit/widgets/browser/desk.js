// The desk: blocks to work with. A redraw never wipes what is typed, nor moves focus or scroll.
class Desk extends Sheet {
  constructor(host) {
    super(host);
    this.root.classList.add("sk-desk");
    this.kept = drafts.read();
    this.told = new Told(this);
    this.inputs = new Map();
    this.known = new Map();
    this.shownBlocks = new Map();
    this.sure = null;
    this.outbox = new Outbox(this);
    const end = () => drafts.write(this.kept);
    addEventListener("pagehide", end);
    addEventListener("online", () => this.outbox.push());
    this.root.addEventListener("click", (event) => this.homing(event));
    document.addEventListener("keydown", (event) => this.key(event));
    this.root.addEventListener("compositionstart", () => { this.isComposing = true; });
    this.root.addEventListener("compositionend", () => {
      this.isComposing = false;
      setTimeout(() => this.late && this.show(this.late));
    });
  }

  show(page) {
    // half a word of an input method is lost if its box is touched: the page waits for it
    this.late = this.isComposing ? page : null;
    if (!this.late) super.show(page);
  }

  draw(page, part, anew) {
    this.left = this.standing();
    part("head", [page.title, page.shop, page.asof, page.freshness, page.sample], () => this.head());
    part("tabs", [page.tabs, page.tab, page.who], () => this.tabs());
    part("alert", page.error, () => this.alert());
    if (!this.room) this.root.append((this.room = make("div", { class: "sk-blocks" })));
    this.blocks(page.blocks ?? [], anew);
    part("controls", null, () => this.controls());
    this.stand();
    this.remember(page.who);
  }

  controls() {
    return make("footer", { class: "sk-controls" }, this.looks());
  }

  // Who works here is remembered by the browser, and asked again where the address does not say.
  remember(who) {
    if (!who) return;
    if (who.chosen !== null && who.chosen !== undefined) return recall("shopkit-who", String(who.chosen));
    const before = recalled("shopkit-who");
    const isMember = (who.members ?? []).some(([id]) => String(id) === before);
    if (isMember && !this.hasAsked) this.ask({ who: before });
    this.hasAsked = true;
  }

  tabs() {
    const { tabs, tab, who } = this.page;
    const chosen = (tabs ?? []).map(([key]) => key).includes(tab) ? tab : tabs?.[0]?.[0];
    const row = make("div", { class: "sk-tabs", role: "tablist" }, (tabs ?? []).map(([key, label, badge]) =>
      button([make("span", {}, label), badge === null || badge === undefined || badge === "" ? null : make("b", {}, String(badge))],
        () => this.ask({ tab: key }),
        { role: "tab", "aria-selected": String(key === chosen), tabindex: key === chosen ? "0" : "-1", "data-at": `tab#${key}`, "data-value": key })));
    row.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const all = [...row.children];
      const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
      next.focus();
      next.click();
    });
    requestAnimationFrame(() => {
      const tab = row.querySelector("[aria-selected=true]");
      if (tab) row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
    });
    const nobody = who && (who.chosen === null || who.chosen === undefined) ? [["", "–"]] : [];
    const members = (who?.members ?? []).map(([id, name]) => [String(id), name]);
    const choose = who ? choice(who.label ?? word("Who"), [...nobody, ...members], nobody.length ? "" : String(who.chosen), (id) => {
      recall("shopkit-who", id);
      this.ask({ who: id });
    }) : null;
    return make("nav", { class: "sk-nav" }, tabs?.length ? row : null,
      choose && make("label", { class: "sk-who", "data-empty": nobody.length ? "" : null }, make("span", {}, who.label ?? word("Who")), choose));
  }

  // One block after the other: the same stay as they are, the changed are made anew around what is typed.
  blocks(wanted, anew) {
    this.known.clear();
    const ids = new Set(wanted.map(({ id }) => id));
    for (const [id, { node }] of this.shownBlocks) {
      if (ids.has(id)) continue;
      node.remove();
      this.shownBlocks.delete(id);
    }
    wanted.forEach((block, place) => {
      const old = this.shownBlocks.get(block.id);
      if (old && !anew && same(old.block, block)) this.see(block);
      else this.build(block, old);
      const { node } = this.shownBlocks.get(block.id);
      if (this.room.children[place] !== node) this.room.insertBefore(node, this.room.children[place] ?? null);
    });
    this.swept();
    this.room.querySelectorAll(".sk-plot").forEach((each) => this.plotted(each));
  }

  see(block) {
    this.seen(block);
    (block.rows ?? []).forEach((row) => row.open?.forEach((each) => this.see(each)));
  }

  seen(block) {
    this.known.set(block.id, block);
  }

  block(id) {
    return this.known.get(id);
  }

  build(block, old) {
    const fresh = blockNode(this, block);
    const node = old ? settled(old.node, fresh, this.inputs) : fresh;
    filledSlots(node, this.inputs);
    this.shownBlocks.set(block.id, { block, node });
    this.told.painted(node);
    const first = !old && block.fields?.find(({ focus }) => focus);
    if (first) this.wish = this.inputs.get(`${block.id}/${first.name}`)?.input;
  }

  // A block again as it is, because something of the browser's own has changed: a row opened, a question asked.
  again(id) {
    const top = [...this.shownBlocks.values()].find(({ block, node }) =>
      block.id === id || node.querySelector(`[data-told="${CSS.escape(id)}"], [data-block="${CSS.escape(id)}"]`));
    if (!top) return;
    this.left = this.standing();
    this.build(top.block, top);
    this.stand();
  }

  // A place for a control that outlives redraws; the control itself is moved there, or never left.
  keep(key, spec, build) {
    if (!this.inputs.has(key)) this.inputs.set(key, build(key, spec));
    else this.inputs.get(key).update(spec);
    if (this.inputs.get(key) instanceof Plot) this.inputs.get(key).update(spec);
    return make("span", { "data-slot": key });
  }

  swept() {
    for (const [key, each] of this.inputs) {
      if (this.root.contains(each.node)) continue;
      this.plots.delete(each.node);
      this.inputs.delete(key);
    }
  }

  // Words are read first: a chart is drawn in the moment after them.
  plotted(node) {
    if (node.dataset.size || node.isAwaited) return;
    node.isAwaited = true;
    requestAnimationFrame(() => setTimeout(() => {
      node.isAwaited = false;
      if (node.isConnected) this.drawn(node.parentElement);
    }));
  }

  standing() {
    const node = document.activeElement;
    if (!this.root.contains(node)) return null;
    return { node, at: node.dataset.at, from: node.selectionStart, to: node.selectionEnd };
  }

  stand() {
    const { left } = this;
    const isLost = left && document.activeElement !== left.node;
    const node = isLost && left.at ? this.root.querySelector(`[data-at="${CSS.escape(left.at)}"]`) : null;
    if (node) {
      node.focus({ preventScroll: true });
      if (known(left.from)) node.setSelectionRange?.(left.from, left.to);
    } else if (document.activeElement === document.body || !document.activeElement) this.home();
    this.wish = null;
  }

  // The scanner's box is where keys go when nothing else is being typed into.
  home() {
    if (this.wish?.isConnected) return this.wish.focus({ preventScroll: true });
    [...this.inputs.values()].find((each) => each instanceof Scan)?.focus();
  }

  homing(event) {
    if (!event.detail || event.target.closest("input, select, textarea, label, summary, iframe, .sk-grid, .sk-sure, dialog")) return;
    // another tab may bring a scanner's box: its button does not keep the keys from it
    if (event.target.closest("[role=tab]")) document.activeElement.blur();
    if (!String(getSelection())) this.home();
  }

  key(event) {
    if (!this.root.isConnected || event.isComposing) return;
    const isTyping = document.activeElement?.matches("input:not([type=checkbox], [type=range]), textarea, select");
    if (event.key === "Escape") return this.closed();
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      return this.home();
    }
    const fold = document.activeElement?.closest("[data-fold]");
    const wants = { ArrowRight: "false", ArrowLeft: "true" }[event.key];
    if (fold && wants === fold.getAttribute("aria-expanded")) return fold.click();
    if (fold && (event.key === "ArrowDown" || event.key === "ArrowUp")) return this.walked(event, fold);
    if (event.ctrlKey || event.altKey || event.metaKey || (isTyping && event.key.length === 1)) return;
    const meant = [...this.root.querySelectorAll("[data-shortcut]")].find((each) => each.dataset.shortcut.toLowerCase() === event.key.toLowerCase());
    if (meant) event.preventDefault();
    meant?.click();
  }

  walked(event, fold) {
    const all = [...this.root.querySelectorAll("[data-fold]")];
    const next = all[all.indexOf(fold) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) event.preventDefault();
    next?.focus();
  }

  closed() {
    if (this.sure) {
      const id = this.root.querySelector("[data-sure]")?.closest("[data-row], [data-block]")?.querySelector("[data-told]")?.dataset.told;
      this.sure = null;
      if (id) this.again(id);
    }
    this.root.querySelector(".sk-toast")?.remove();
    if (document.activeElement?.matches("input, textarea, select")) document.activeElement.blur();
  }

  typed(key, value) {
    if (value === undefined) delete this.kept.fields[key];
    else this.kept.fields[key] = value;
    this.told.fault(key, "");
    this.save();
  }

  save() {
    clearTimeout(this.saving);
    this.saving = setTimeout(() => drafts.write(this.kept), 100);
  }

  // What waits and what is typed is kept; the page begins again with the server that answers now.
  anew() {
    drafts.write(this.kept);
    location.reload();
  }

  // The page that painted early moves into its widget's place, which the document gets a little later.
  leave() {
    this.stood = this.standing();
  }

  arrive() {
    if (!this.root.isConnected) return requestAnimationFrame(() => this.arrive());
    this.left = this.stood;
    this.stand();
  }

  linked(link) {
    this.arrive();
    this.outbox.link = link;
    this.outbox.push();
  }

  heard(message, buffers) {
    this.outbox.heard(message, buffers);
  }

  fieldsOf(id) {
    const prefix = `${id}/`;
    return [...this.inputs].filter(([key, each]) =>
      each instanceof Field && key.startsWith(prefix) && !key.slice(prefix.length).includes("/"));
  }

  typedIn(id) {
    const own = this.fieldsOf(id).filter(([, each]) => !(each instanceof FileField));
    return Object.fromEntries(own.map(([key, each]) => [key, each.raw()]));
  }

  answered(entry, reply, buffers) {
    if (Object.keys(reply.ask ?? {}).length) moved(reply.ask);
    if (reply.file && buffers?.length) saveFile(reply.file, buffers[0]);
    if (reply.html) printed(reply.html);
    const control = this.inputs.get(entry.id);
    if (!reply.keep) this.cleared(entry);
    if (reply.text) this.told.tell(entry.id, reply);
    control?.answered?.(entry, reply);
  }

  // What was sent is no draft any more, but for the fields that the next submission begins with.
  // What was typed since then stays.
  cleared({ id, typed = {} }) {
    const grid = this.inputs.get(id);
    if (grid instanceof Grid) grid.forget();
    const { fields = [], keep = [] } = this.block(id) ?? {};
    const stays = new Set(keep.map((name) => `${id}/${name}`));
    for (const [key, field] of this.fieldsOf(id)) {
      const isAsSent = field instanceof FileField || same(field.raw(), typed[key]);
      if (isAsSent && !stays.has(key)) field.forget();
    }
    const first = fields.find(({ focus }) => focus);
    const left = document.activeElement;
    const isIdle = !left || left === document.body || left.closest?.(`[data-block="${CSS.escape(id)}"]`);
    if (first && isIdle) this.inputs.get(`${id}/${first.name}`)?.input?.focus({ preventScroll: true });
  }
}
