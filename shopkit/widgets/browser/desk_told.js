// What a person is told of what they did: under the form or row, in passing, or beside a field.
class Told {
  constructor(desk) {
    this.desk = desk;
    this.answers = new Map();
    this.faults = new Map();
    this.missed = new Map();
  }

  fault(key, text) {
    if (!text && !this.faults.has(key)) return;
    text ? this.faults.set(key, text) : this.faults.delete(key);
    const place = this.desk.root.querySelector(`[data-fault="${CSS.escape(key)}"]`);
    if (place) place.textContent = text;
    const input = this.desk.inputs.get(key)?.input;
    if (text) input?.setAttribute("aria-invalid", "true");
    else input?.removeAttribute("aria-invalid");
  }

  tell(id, reply) {
    const { text, tone } = reply;
    const block = this.desk.block(id);
    if (block?.kind === "board") return this.toast(text, tone);
    this.answers.set(id, { text, tone });
    this.paint(id);
    const isNear = block?.kind === "form" || block?.kind === "scan" || (tone === "bad" && this.placeOf(id));
    // what answered a form that the answer takes away is told in passing
    const isLeaving = tone !== "bad" && Object.keys(reply.ask ?? {}).length > 0;
    if (text && (!isNear || isLeaving)) this.toast(text, tone);
  }

  toast(text, tone) {
    this.desk.root.querySelector(".sk-toast")?.remove();
    const node = make("div", { class: "sk-toast", role: "status", ...toned(tone) }, make("span", {}, text),
      button("×", () => node.remove(), { "aria-label": word("Close") }));
    // what lies under an open sheet is neither seen nor reached
    (this.desk.panel?.isSheet ? this.desk.panel.node : this.desk.root).append(node);
    if (tone === "good") setTimeout(() => node.remove(), 6000);
  }

  miss(id, { code, text }) {
    this.missed.set(id, [{ code, text }, ...(this.missed.get(id) ?? [])].slice(0, 8));
    this.paint(id);
  }

  found(id, code) {
    this.missed.set(id, (this.missed.get(id) ?? []).filter((each) => each.code !== code));
    this.paint(id);
  }

  placeOf(id) {
    return this.desk.root.querySelector(`[data-told="${CSS.escape(id)}"]`);
  }

  painted(node = this.desk.root) {
    node.querySelectorAll("[data-told]").forEach((each) => this.paint(each.dataset.told, each));
    node.querySelectorAll("[data-fault]").forEach((each) => { each.textContent = this.faults.get(each.dataset.fault) ?? ""; });
  }

  // The line under a form or row: what was answered, or that it still waits.
  paint(id, place = this.placeOf(id)) {
    if (!place) return;
    const waiting = this.desk.outbox.state(id);
    const many = this.desk.outbox.of(id).length;
    const isPlain = !waiting && !["form", "scan"].includes(this.desk.block(id)?.kind);
    const answer = this.answers.get(id) ?? (place.dataset.last ? { text: place.dataset.last, tone: place.dataset.lasttone } : null);
    const said = waiting ?? (isPlain && answer?.tone === "good" ? null : answer);
    const { text = "", tone = null, takeBack = null } = said ?? {};
    const value = [text, tone, Boolean(takeBack), many > 1 ? many : 0, [...(this.missed.get(id) ?? [])]];
    if (same(place.painted, value)) return;
    place.painted = value;
    tone ? (place.dataset.tone = tone) : delete place.dataset.tone;
    const missed = this.missed.get(id) ?? [];
    place.replaceChildren(...[
      text ? make("span", {}, text) : null,
      many > 1 ? make("small", {}, filled(word("waiting"), { n: many })) : null,
      takeBack ? button(word("Take it back"), takeBack) : null,
      ...missed.map((each) => make("span", { class: "sk-missed" }, make("b", {}, each.code), make("span", {}, each.text),
        button("×", () => this.found(id, each.code), { "aria-label": word("Close") }))),
    ].filter(Boolean));
  }
}
