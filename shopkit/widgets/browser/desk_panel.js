// Blocks beside or over the others: a column on a wide page, a sheet on a narrow one.
const WIDE = matchMedia("(min-width: 1100px)");

class Panel {
  constructor(desk) {
    Object.assign(this, { desk, close: { card: "" } });
    this.room = make("div", { class: "sk-panelroom" });
    this.x = button("×", () => this.shut(), { class: "sk-x", "data-at": "panel#x" });
    this.node = make("dialog", { class: "sk-panel", tabindex: "-1", on: {
      // a phone's back button; Escape is heard as a key
      cancel: (event) => {
        event.preventDefault();
        this.shut();
      },
      close: () => this.isWanted && !this.node.open && this.shut(),
      click: (event) => event.target === this.node && this.isSheet && this.shut(),
    } }, this.x, this.room);
    WIDE.addEventListener("change", () => this.node.open && this.stand());
  }

  get isSheet() {
    return this.node.matches(":modal");
  }

  shut() {
    this.desk.ask(this.close);
  }

  // After the blocks are in place: open for the first of them, closed with the last.
  filled(blocks) {
    this.isWanted = blocks.length > 0;
    this.x.setAttribute("aria-label", word("Close"));
    this.close = blocks[0]?.close ?? { card: "" };
    this.node.setAttribute("aria-label", blocks[0]?.title ?? "");
    this.desk.root.toggleAttribute("data-panel", this.isWanted);
    if (this.isWanted !== this.node.open) this.isWanted ? this.opened() : this.left();
    else if (this.isWanted && blocks[0].id !== this.first) this.node.scrollTop = 0;
    this.first = blocks[0]?.id;
  }

  opened() {
    this.from = document.activeElement?.closest?.("[data-at]")?.dataset.at;
    this.desk.left = null;
    this.stand();
  }

  left() {
    const had = this.node.contains(document.activeElement);
    this.node.close();
    const back = had && this.from ? this.desk.root.querySelector(`[data-at="${CSS.escape(this.from)}"]`) : null;
    if (back) this.desk.left = null;
    back?.focus({ preventScroll: true });
  }

  // A page that moves takes its sheet down from over the others.
  landed() {
    if (this.isWanted && !this.isSheet && !WIDE.matches) this.stand();
  }

  stand() {
    if (this.node.open) this.node.close();
    WIDE.matches || !this.node.showModal ? this.node.show() : this.node.showModal();
    this.node.focus({ preventScroll: true });
  }

  // A box that is typed into is left first.
  escape(event, wasForAnother) {
    event.preventDefault();
    const field = document.activeElement;
    if (wasForAnother) return;
    if (this.node.contains(field) && field.matches("input, textarea, select")) this.node.focus({ preventScroll: true });
    else this.shut();
  }
}
