// A card under the finger. Mouse, pen and touch are one path; a touch that moves at once scrolls,
// one that rests a quarter of a second takes the card up.
const LONG_PRESS = 250;
const SLOP = 8;
const STIR = 5;
const EDGE = 56;
const FASTEST = 16;
const TURN = 700;

class Drag {
  constructor(board) {
    Object.assign(this, { board, isOn: false, press: null });
    const { row } = board;
    const hear = { pointerdown: (event) => this.down(event), pointermove: (event) => this.moved(event), pointerup: (event) => this.up(event),
      pointercancel: () => this.end(), lostpointercapture: () => this.isOn && this.end(), dragstart: (event) => event.preventDefault(),
      contextmenu: (event) => (this.isOn || this.press?.isTouch) && event.preventDefault() };
    Object.entries(hear).forEach(([name, each]) => row.addEventListener(name, each));
    // a browser asks once, at the first move, whether it may scroll: it must hear no in time
    row.addEventListener("touchmove", (event) => this.isOn && event.cancelable && event.preventDefault(), { passive: false });
    row.addEventListener("click", (event) => this.wasOn && event.stopPropagation(), true);
  }

  down(event) {
    if (this.isOn) return this.end();
    this.unpressed();
    const node = event.target.closest(".sk-card");
    if (!event.isPrimary || event.button !== 0 || !node?.dataset.card || !this.board.spec.act_move || this.board.carried) return;
    this.wasOn = false;
    const isTouch = event.pointerType === "touch";
    this.press = { node, isTouch, id: event.pointerId, x: event.clientX, y: event.clientY };
    if (isTouch) this.press.timer = setTimeout(() => this.begin(), LONG_PRESS);
  }

  unpressed() {
    clearTimeout(this.press?.timer);
    this.press = null;
  }

  moved(event) {
    if (!this.press || event.pointerId !== this.press.id) return;
    if (!this.isOn) {
      if (!event.buttons) return this.unpressed();
      const far = Math.hypot(event.clientX - this.press.x, event.clientY - this.press.y);
      if (this.press.isTouch && far > SLOP) return this.unpressed();
      if (this.press.isTouch || far < STIR) return;
      this.begin();
    }
    [this.x, this.y] = [event.clientX, event.clientY];
    this.hasMoved = true;
  }

  begin() {
    const { board, press } = this;
    const { node } = press;
    if (!node.isConnected) return this.unpressed();
    const { left, top, width, height } = node.getBoundingClientRect();
    board.row.setPointerCapture(press.id);
    board.desk.hold(true);
    Object.assign(this, { isOn: true, wasOn: true, x: press.x, y: press.y, dx: press.x - left, dy: press.y - top, hasMoved: true, way: 0, stood: undefined });
    this.list = node.closest(".sk-list");
    this.gap = make("div", { class: "sk-gapcard", style: `height: ${height}px` });
    this.fly = this.flying(node, width);
    node.before(this.gap);
    node.hidden = true;
    board.row.dataset.dragging = "";
    this.list.dataset.under = "";
    getSelection()?.removeAllRanges();
    if (press.isTouch) navigator.vibrate?.(15);
    this.cancelled = (happened) => (happened.type === "blur" || happened.key === "Escape") && (happened.stopPropagation(), this.end());
    document.addEventListener("keydown", this.cancelled, true);
    addEventListener("blur", this.cancelled);
    this.frame = requestAnimationFrame(() => this.tick());
  }

  // Outside of everything that may clip it or be the measure of its place.
  flying(node, width) {
    const copy = node.cloneNode(true);
    copy.removeAttribute("data-at");
    const { theme } = this.board.desk.root.dataset;
    const fly = make("div", { class: "sk sk-desk sk-fly", "data-theme": theme, "aria-hidden": "true", style: `width: ${width}px; font-size: ${getComputedStyle(node.parentElement).fontSize}` }, copy);
    document.body.append(fly);
    return fly;
  }

  tick() {
    if (!this.isOn) return;
    this.frame = requestAnimationFrame(() => this.tick());
    const isScrolled = this.hasMoved || this.isNearEdge ? this.scroll() : false;
    if (!this.hasMoved && !isScrolled) return;
    this.hasMoved = false;
    this.place();
    this.fly.style.transform = `translate(${this.x - this.dx}px, ${this.y - this.dy}px) rotate(1.5deg)`;
  }

  // Near an edge what lies beyond comes into view, the faster the nearer.
  scroll() {
    const speed = (place, from, to) => {
      const [before, after] = [place - from, to - place];
      if (before < EDGE) return -Math.ceil((1 - Math.max(0, before) / EDGE) * FASTEST);
      return after < EDGE ? Math.ceil((1 - Math.max(0, after) / EDGE) * FASTEST) : 0;
    };
    const { row } = this.board;
    const body = this.list.querySelector(".sk-cards");
    const [wide, high] = [row.getBoundingClientRect(), body.getBoundingClientRect()];
    const [right, down] = [speed(this.x, Math.max(0, wide.left), Math.min(innerWidth, wide.right)), speed(this.y, Math.max(0, high.top), Math.min(innerHeight, high.bottom))];
    this.isNearEdge = Boolean(right || down);
    const before = [this.stood ?? row.scrollLeft, body.scrollTop, scrollY];
    if (this.board.chips.isSeen) this.turn(Math.sign(right));
    else if (right) row.scrollLeft += right;
    this.stood = row.scrollLeft;
    if (down) body.scrollTop += down;
    if (down && body.scrollTop === before[1] && (this.y < EDGE || this.y > innerHeight - EDGE)) scrollBy(0, down);
    return row.scrollLeft !== before[0] || body.scrollTop !== before[1] || scrollY !== before[2];
  }

  // On a phone one list after the other, with time between them to let go.
  turn(way) {
    const now = performance.now();
    if (way !== this.way) this.turned = now - TURN + 200; // the first one soon
    this.way = way;
    if (!way || now - this.turned < TURN) return;
    this.turned = now;
    this.board.chips.step(way);
  }

  // The list under the card, and before which of its cards the finger is.
  place() {
    const { gap } = this;
    const lists = [...this.board.row.children].map((node) => ({ node, at: node.getBoundingClientRect() }));
    const away = ({ at }) => Math.max(at.left - this.x, this.x - at.right, 0);
    const { node } = lists.reduce((near, each) => (away(each) < away(near) ? each : near));
    const body = node.querySelector(".sk-cards");
    const own = gap.getBoundingClientRect();
    if (node === this.list && this.y >= own.top && this.y <= own.bottom) return;
    const cards = [...body.children].filter((each) => each.dataset.card && !each.hidden);
    let [low, high] = [0, cards.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = cards[middle].getBoundingClientRect();
      if (at.top + at.height / 2 > this.y) high = middle;
      else low = middle + 1;
    }
    const next = cards[low] ?? null;
    if (node === this.list && gap.parentElement === body && this.after(gap) === next) return;
    delete this.list.dataset.under;
    node.dataset.under = "";
    this.list = node;
    body.insertBefore(gap, next);
  }

  after(gap) {
    let next = gap.nextElementSibling;
    while (next?.hidden) next = next.nextElementSibling;
    return next;
  }

  up(event) {
    if (!this.isOn || event.pointerId !== this.press?.id) return this.unpressed();
    [this.x, this.y] = [event.clientX, event.clientY];
    this.place();
    const { board, press: { node }, list: { dataset: { list } } } = this;
    const next = this.after(this.gap)?.dataset.card;
    const given = board.lists.get(list)?.list;
    const card = node.dataset.card;
    this.end(() => {
      board.move(card, list, next ?? given?.next ?? null);
      const to = board.where(card);
      if (to) board.say("card_dropped", { card: board.cards.get(card)?.card?.title ?? "", list: to.list.title, n: to.place + 1, of: to.list.cards.length });
    });
  }

  // Everything as it was; what was dropped is moved before the page may change under it.
  end(drop = () => {}) {
    const { node } = this.press ?? {};
    const wasOn = this.isOn;
    this.isOn = false;
    if (!wasOn) return this.unpressed();
    cancelAnimationFrame(this.frame);
    const stood = node.contains(document.activeElement);
    this.fly.remove();
    this.gap.remove();
    node.hidden = false;
    delete this.list.dataset.under;
    delete this.board.row.dataset.dragging;
    document.removeEventListener("keydown", this.cancelled, true);
    removeEventListener("blur", this.cancelled);
    this.unpressed();
    drop();
    if (stood) node.focus({ preventScroll: true });
    this.board.desk.hold(false);
    this.board.sync();
    // the click that ends a drag opens nothing
    setTimeout(() => { this.wasOn = false; });
  }
}
