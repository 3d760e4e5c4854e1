// Above the lists: what is looked for, and on a phone which lists there are and the one that is seen.
class BoardBar {
  constructor(desk, key) {
    Object.assign(this, { desk, key });
    this.node = make("div", { class: "sk-boardbar" });
  }

  fill({ filters, search }) {
    const value = JSON.stringify([filters, search]);
    if (this.filled === value) return;
    this.filled = value;
    const { desk } = this;
    const stood = this.node.contains(document.activeElement) && document.activeElement.dataset.value;
    const chosen = (filters ?? []).map(({ name, label, value: now, options }) => {
      const select = choice(label ?? "", options ?? [], now ?? "", (next) => desk.ask({ [name]: next }));
      select.dataset.value = name;
      return make("label", {}, make("span", {}, label ?? ""), select);
    });
    const line = search ? searchLine(desk, { id: this.key, search }) : null;
    this.node.replaceChildren(...[line, ...chosen].filter(Boolean));
    filledSlots(this.node, desk.inputs);
    if (stood) this.node.querySelector(`[data-value="${CSS.escape(stood)}"]`)?.focus({ preventScroll: true });
  }
}

class Chips {
  constructor(row) {
    this.row = row;
    this.node = make("div", { class: "sk-chips", role: "group" });
  }

  fill(lists) {
    const value = JSON.stringify(lists.map(({ key, title, count, limit }) => [key, title, count, limit]));
    if (this.filled !== value) {
      this.filled = value;
      this.seen = undefined;
      this.node.setAttribute("aria-label", word("Lists"));
      this.node.replaceChildren(...lists.map((list) =>
        button([make("span", {}, list.title ?? ""), make("b", toned(isOver(list) ? "bad" : null), counted(list))], () => this.go(list.key), { "data-list": list.key })));
    }
    this.look();
  }

  go(key) {
    const node = [...this.row.children].find((each) => each.dataset.list === key);
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (node) this.row.scrollTo({ left: node.offsetLeft - this.row.firstElementChild.offsetLeft, behavior: isStill ? "auto" : "smooth" });
  }

  get isSeen() {
    return this.node.clientWidth > 0;
  }

  step(way) {
    const keys = [...this.node.children].map((each) => each.dataset.list);
    const next = keys[keys.indexOf(this.seen) + way];
    if (next !== undefined) this.go(next);
  }

  look() {
    if (this.isLooking) return;
    this.isLooking = true;
    requestAnimationFrame(() => {
      this.isLooking = false;
      if (this.isSeen) this.mark();
    });
  }

  mark() {
    const { row, node } = this;
    const middle = row.getBoundingClientRect().left + row.clientWidth / 2;
    const seen = ([...row.children].find((each) => each.getBoundingClientRect().right > middle) ?? row.lastElementChild)?.dataset.list;
    if (seen === this.seen) return;
    this.seen = seen;
    [...node.children].forEach((each) => each.setAttribute("aria-current", String(each.dataset.list === seen)));
    const chip = node.querySelector("[aria-current=true]");
    if (chip) node.scrollLeft = chip.offsetLeft - node.offsetLeft - (node.clientWidth - chip.offsetWidth) / 2;
  }
}
