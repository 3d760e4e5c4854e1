// The board: lists of cards. What is under way is drawn as done, on top of whatever page comes,
// until it is answered; each card keeps its element, so a redraw costs only what has changed.
const placeOf = (cards, key) => cards.findIndex((each) => each.key === key);

// The lists as they will be when `moves` have been made.
function arranged(lists, moves) {
  const all = lists.map((list) => ({ ...list, cards: [...(list.cards ?? [])], count: list.count ?? (list.cards ?? []).length + (list.more ?? 0) }));
  for (const { card, to, before } of moves) {
    const from = all.find(({ cards }) => placeOf(cards, card) >= 0);
    const into = all.find(({ key }) => key === to);
    if (!from || !into) continue;
    const [moved] = from.cards.splice(placeOf(from.cards, card), 1);
    const place = placeOf(into.cards, before);
    into.cards.splice(place < 0 ? into.cards.length : place, 0, moved);
    from.count -= 1;
    into.count += 1;
  }
  return all;
}

// Elements in the wanted order with as few of them moved as may be: a moved one loses its focus.
function ordered(parent, nodes) {
  const wanted = new Set(nodes);
  [...parent.children].forEach((each) => wanted.has(each) || each.remove());
  nodes.forEach((node, place) => {
    const now = parent.children[place];
    if (now === node) return;
    if (now?.nextElementSibling === node) now.remove();
    else parent.insertBefore(node, now ?? null);
  });
}

class CardBoard {
  constructor(desk, key, spec) {
    Object.assign(this, { desk, key, spec, landed: [], carried: null, cards: new Map(), lists: new Map() });
    this.later = desk.kept.boards[key] ??= {};
    this.bar = new BoardBar(desk, key);
    this.row = make("div", { class: "sk-lists", on: {
      click: (event) => this.pressed(event), keydown: (event) => boardKey(this, event),
      focusin: (event) => this.stoodOn(event.target.closest(".sk-card")), focusout: () => this.carried && !this.isMoving && putBack(this),
      scroll: () => this.chips.look(),
    } });
    this.chips = new Chips(this.row);
    this.help = make("p", { class: "sk-unseen", id: `sk-${key}-help` });
    this.spoken = make("p", { class: "sk-unseen", "aria-live": "assertive", role: "status" });
    this.node = make("div", { class: "sk-board" }, this.bar.node, told(key), this.chips.node, this.row, this.help, this.spoken);
    this.drag = new Drag(this);
    this.sizes = new ResizeObserver(() => this.fit());
    this.sizes.observe(this.row);
    this.update(spec);
  }

  // A change of the cards alone leaves the block's element where it is, and every scroll with it.
  takes(block, before) {
    const around = ({ title, note, tone, half, kind, panel }) => [title, note, tone, half, kind, panel];
    return this.lang === said.lang && same(around(block), around(before));
  }

  update(spec) {
    this.spec = spec;
    if (this.lang !== said.lang) {
      this.lists.clear();
      this.cards.clear();
      this.bar.filled = this.chips.filled = undefined;
      this.help.textContent = word("board_help");
    }
    this.lang = said.lang;
    this.sync();
  }

  // Every page, also one that leaves the board as it was: what was answered is in it now.
  paged() {
    const isFresh = ({ drawn }) => drawn === this.desk.page.drawn;
    const before = this.landed.length;
    this.landed = this.landed.filter(isFresh);
    this.follow();
    if (before || this.landed.length) this.sync();
  }

  waits() {
    this.sync();
  }

  entries(act) {
    return act ? this.desk.outbox.of(this.key).filter((entry) => entry.act === act) : [];
  }

  moves() {
    const sent = this.entries(this.spec.act_move).map(({ values }) => values);
    const later = Object.entries(this.later).map(([card, where]) => ({ card, ...where }));
    return [...this.landed.filter(({ to }) => to !== undefined), ...sent, ...later];
  }

  now(isCarrying = true) {
    return arranged(this.spec.lists ?? [], [...this.moves(), ...(isCarrying && this.carried ? [this.carried] : [])]);
  }

  // What was added and is on no page yet, oldest first.
  ghosts(list) {
    const sent = this.entries(this.spec.act_add).map(({ values, key }) => ({ ...values, id: key }));
    const landed = this.landed.filter(({ text, to }) => text !== undefined && to === list);
    return [...landed, ...sent.filter(({ to }) => to === list)];
  }

  sync() {
    if (this.drag?.isOn) return;
    const lists = this.now();
    const focus = document.activeElement;
    this.isMoving = true;
    this.bar.fill(this.spec);
    const shown = new Set();
    const nodes = lists.map((list) => {
      const each = this.listed(list);
      const cards = list.cards.map((card) => shown.add(card.key) && this.carded(card));
      const ghosts = this.ghosts(list.key).map(({ text, id }) => shown.add(`+${id}`) && this.ghosted(`+${id}`, text));
      ordered(each.body, [...ghosts, ...cards]);
      return each.node;
    });
    ordered(this.row, nodes);
    const keys = new Set(lists.map(({ key }) => key));
    [...this.lists.keys()].forEach((key) => keys.has(key) || this.lists.delete(key));
    [...this.cards.keys()].forEach((key) => shown.has(key) || this.cards.delete(key));
    if (this.carried && !shown.has(this.carried.card)) this.carried = null;
    this.chips.fill(lists);
    this.stoodOn(this.cards.get(this.current)?.node ?? this.row.querySelector(".sk-card"));
    // a card that went to another place takes along who stands on it
    if (focus !== document.activeElement && this.row.contains(focus)) focus.focus({ preventScroll: true });
    this.isMoving = false;
    this.fit();
  }

  carded(card) {
    const old = this.cards.get(card.key);
    if (old?.card === card) return old.node;
    const text = JSON.stringify(card);
    if (old?.text === text) {
      old.card = card;
      return old.node;
    }
    const node = old?.node ?? make("div", { class: "sk-card", role: "listitem", "data-card": card.key, tabindex: "-1", "data-at": `${this.key}#card#${card.key}` });
    cardFilled(node, card, `sk-${this.key}-help`);
    this.cards.set(card.key, { card, text, node });
    return node;
  }

  ghosted(key, text) {
    const node = this.cards.get(key)?.node ?? make("div", { class: "sk-card", role: "listitem", "data-ghost": "" }, make("p", { class: "sk-cardtitle" }, text));
    this.cards.set(key, { card: null, node });
    return node;
  }

  listed(list) {
    if (!this.lists.has(list.key)) this.lists.set(list.key, listNode(this, list));
    const each = this.lists.get(list.key);
    listFilled(this, each, list);
    return each;
  }

  // A wall has nobody to scroll it: it says how many cards are below its edge.
  fit() {
    if (!this.desk.root.hasAttribute("data-wall")) return;
    const below = ({ body }) => {
      const end = body.getBoundingClientRect().bottom + 1;
      return [...body.children].filter((card) => card.toggleAttribute("data-below", card.getBoundingClientRect().bottom > end)).length;
    };
    // saying it takes a line, which may hide one more
    this.lists.forEach((each) => moreSaid(this, each, below(each)));
    this.lists.forEach((each) => moreSaid(this, each, below(each)));
  }

  stoodOn(node) {
    const key = node?.dataset.card;
    if (!key || (this.current === key && node.tabIndex === 0)) return;
    this.row.querySelectorAll(".sk-card[tabindex='0']").forEach((each) => reached(each, "-1"));
    this.current = key;
    reached(node, "0");
  }

  pressed(event) {
    const node = event.target.closest(".sk-card");
    if (node?.dataset.card && !this.drag.wasOn) this.open(node.dataset.card);
  }

  open(key) {
    const { card } = this.cards.get(key) ?? {};
    const { ask_open: name, act_open: act } = this.spec;
    if (card?.ask) this.desk.ask(card.ask);
    else if (name) this.desk.ask({ [name]: key });
    else if (act) this.desk.outbox.put({ id: this.key, act, values: { ...this.spec.values, card: key } });
  }

  where(key, isCarrying = false) {
    const list = this.now(isCarrying).find(({ cards }) => placeOf(cards, key) >= 0);
    const place = list ? placeOf(list.cards, key) : -1;
    return list && { list, place, to: list.key, before: list.cards[place + 1]?.key ?? list.next ?? null };
  }

  // One card's second move waits for the page after its first: only that page knows its version.
  move(key, to, before) {
    const now = this.where(key);
    if (!now || (now.to === to && now.before === before)) return this.sync();
    const under = this.entries(this.spec.act_move).find(({ values }) => values.card === key);
    const isOut = under?.wasSent || this.landed.some(({ card }) => card === key);
    if (under && !isOut) this.desk.outbox.takeBack(under);
    delete this.later[key];
    if (isOut) this.later[key] = { to, before };
    else this.put(key, to, before);
    this.desk.save();
    this.sync();
  }

  put(key, to, before) {
    const home = this.where(key);
    const { version = null } = home?.list.cards[home.place] ?? {};
    if (!home || (home.to === to && home.before === before)) return;
    this.desk.outbox.put({ id: this.key, act: this.spec.act_move, values: { ...this.spec.values, card: key, to, before, version } });
  }

  follow() {
    for (const [key, { to, before }] of Object.entries(this.later)) {
      const isOut = this.entries(this.spec.act_move).some(({ values }) => values.card === key);
      if (isOut || this.landed.some(({ card }) => card === key)) continue;
      delete this.later[key];
      this.put(key, to, before);
    }
  }

  add(list, field) {
    const text = field.raw().trim();
    if (!text) return;
    this.desk.outbox.put({ id: this.key, act: this.spec.act_add, values: { ...this.spec.values, text, to: list }, many: true });
    this.desk.told.fault(field.key, "");
    field.show("");
    field.touched();
  }

  // A refusal of a new card is told beside its line, and its words are put back there.
  tells(entry, reply) {
    return entry.act === this.spec.act_add && (reply.tone === "bad" || !reply.text);
  }

  answered(entry, reply) {
    const isBad = reply.tone === "bad";
    const drawn = this.desk.page.drawn;
    if (entry.act === this.spec.act_move) {
      if (isBad) this.refused(entry.values.card, reply.text);
      else this.landed.push({ ...entry.values, drawn });
    } else if (entry.act === this.spec.act_add) {
      if (isBad) this.returned(entry.values, reply.text);
      else this.landed.push({ ...entry.values, id: entry.key, drawn });
    }
    this.sync();
  }

  refused(key, why) {
    delete this.later[key];
    const { card, node } = this.cards.get(key) ?? {};
    if (!node) return;
    node.dataset.refused = "";
    setTimeout(() => delete node.dataset.refused, 2500);
    this.say("card_back", { card: card?.title ?? "" }, why);
  }

  returned({ text, to }, why) {
    const field = this.desk.inputs.get(`${this.key}/${to}/add`);
    if (!field) return this.desk.told.toast(why, "bad");
    const typed = field.raw().trim();
    field.show(typed ? `${text} ${typed}` : text);
    field.touched();
    this.desk.told.fault(field.key, why);
  }

  say(key, facts = {}, more = "") {
    this.spoken.textContent = `${filled(word(key), facts)} ${more}`.trim();
  }
}

function boardBlock(desk, block) {
  return [desk.keep(block.id, block, (key, spec) => new CardBoard(desk, key, spec))];
}
