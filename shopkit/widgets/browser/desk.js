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
    // half a word of an input method is lost if its box is touched, a card if it is moved under
    // the finger: the page waits for them
    this.late = this.isComposing || this.isHeld ? page : null;
    if (!this.late) super.show(page);
  }

  hold(isHeld) {
    this.isHeld = isHeld;
    if (!isHeld && this.late) this.show(this.late);
  }

  draw(page, part, anew) {
    this.left = this.standing();
    part("head", [page.title, page.shop, page.asof, page.freshness, page.sample], () => this.head());
    part("tabs", [page.tabs, page.tab, page.who], () => tabsNode(this));
    part("alert", page.error, () => this.alert());
    if (!this.room) this.root.append(this.floor());
    this.blocks(page.blocks ?? [], anew);
    part("controls", null, () => this.controls());
    this.stand();
    rememberWho(this, page.who);
  }

  floor() {
    this.room = make("div", { class: "sk-blocks" });
    this.panel = new Panel(this);
    return make("div", { class: "sk-floor" }, this.room, this.panel.node);
  }

  controls() {
    return make("footer", { class: "sk-controls" }, this.looks());
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
    const aside = wanted.filter(({ panel }) => panel);
    this.filled(this.room, wanted.filter(({ panel }) => !panel), anew);
    this.filled(this.panel.room, aside, anew);
    this.panel.filled(aside);
    this.swept();
    this.inputs.forEach((each) => each.paged?.());
    this.root.querySelectorAll(".sk-floor .sk-plot").forEach((each) => this.plotted(each));
  }

  filled(room, blocks, anew) {
    blocks.forEach((block, place) => {
      const old = this.shownBlocks.get(block.id);
      if (old && !anew && same(old.block, block)) this.see(block);
      else this.build(block, old);
      const { node } = this.shownBlocks.get(block.id);
      if (room.children[place] !== node) room.insertBefore(node, room.children[place] ?? null);
    });
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
    const own = old && this.inputs.get(block.id);
    if (own?.takes?.(block, old.block)) {
      this.shownBlocks.set(block.id, { block, node: old.node });
      this.seen(block);
      return own.update(block);
    }
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
    if (event.key === "Escape") return this.closed(event);
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

  // Escape: the nearest question first, then the panel, then the box that is typed into.
  closed(event) {
    const { sure } = this;
    const toast = this.root.querySelector(".sk-toast");
    const id = this.root.querySelector("[data-sure]")?.closest("[data-row], [data-block]")?.querySelector("[data-told]")?.dataset.told;
    this.sure = null;
    if (sure && id) this.again(id);
    toast?.remove();
    if (this.panel?.node.open) return this.panel.escape(event, Boolean(sure || toast));
    if (document.activeElement?.matches("input, textarea, select")) document.activeElement.blur();
  }

  typed(key, value) {
    if (value === undefined) delete this.kept.fields[key];
    else this.kept.fields[key] = value;
    sinceTyped(this, key);
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
    this.panel?.landed();
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
    const { clears } = this.block(entry.id) ?? {};
    if (!reply.keep) this.cleared(entry);
    if (!reply.keep && clears) undrafted(this, clears);
    if (reply.text && !control?.tells?.(entry, reply)) this.told.tell(entry.id, reply);
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
    delete this.kept.since[id];
    const first = fields.find(({ focus }) => focus);
    const left = document.activeElement;
    const isIdle = !left || left === document.body || left.closest?.(`[data-block="${CSS.escape(id)}"]`);
    if (first && isIdle) this.inputs.get(`${id}/${first.name}`)?.input?.focus({ preventScroll: true });
  }
}
