// Acts on their way: one at a time, in order, each with its own key until it is answered.
const HURRY = 400;
const AGAIN = 5000;
const PATIENCE = 350;

function newKey() {
  // randomUUID exists only on https and localhost
  return [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");
}

async function bytesOf(files) {
  const names = Object.keys(files);
  const held = names.filter((name) => files[name]);
  const buffers = await Promise.all(held.map((name) => files[name].arrayBuffer()));
  const told = (name) => files[name] && { name: files[name].name, mime: files[name].type, at: held.indexOf(name) };
  return [Object.fromEntries(names.map((name) => [name, told(name)])), buffers];
}

class Outbox {
  constructor(desk) {
    this.desk = desk;
    this.link = null;
    this.isSilent = false;
    this.files = new Map();
    this.broken = new Map();
    // What was on its way when the page was left may have arrived: it keeps its key. Bytes do not
    // outlive a page, so a form with a file is a draft again.
    const lost = desk.kept.outbox.filter(({ hasFiles }) => hasFiles);
    this.entries = desk.kept.outbox = desk.kept.outbox.filter(({ hasFiles }) => !hasFiles);
    this.entries.forEach((entry) => Object.assign(entry, { sentAt: 0 }));
    this.lost = new Set(lost.map(({ id }) => id));
  }

  get isUp() {
    return Boolean(this.link?.isUp()) && !this.isSilent;
  }

  // `many`: the same may wait twice, as two scans of one code do.
  put({ id, act, values, files = {}, many = false }) {
    const packed = JSON.stringify([act, values]);
    if (!many && this.entries.some((entry) => entry.id === id && entry.packed === packed)) return;
    const before = this.broken.get(id);
    const isRetry = before?.packed === packed;
    this.broken.delete(id);
    const entry = { id, act, values, packed, key: isRetry ? before.key : newKey(), turn: isRetry ? before.turn + 1 : 0 };
    const hasFiles = Object.values(files).some(Boolean);
    if (Object.keys(files).length) this.files.set(entry.key, files);
    this.entries.push({ ...entry, hasFiles, typed: this.desk.typedIn(id), sentAt: 0, wasSent: false, at: Date.now() });
    this.lost.delete(id);
    this.desk.told.answers.delete(id);
    this.changed();
    this.push();
  }

  of(id) {
    return this.entries.filter((entry) => entry.id === id);
  }

  takeBack(entry) {
    this.entries.splice(this.entries.indexOf(entry), 1);
    this.changed();
  }

  changed() {
    this.desk.save();
    this.desk.told.painted();
    this.desk.inputs.forEach((each) => each.waits?.(this.of(each.key).length > 0));
    clearTimeout(this.timer);
    if (this.entries.length) this.timer = setTimeout(() => this.tick(), PATIENCE);
  }

  async push() {
    const entry = this.entries[0];
    if (!entry || !this.isUp || this.isPacking || Date.now() - entry.sentAt < AGAIN) return;
    this.isPacking = true;
    try {
      const [files, buffers] = await bytesOf(this.files.get(entry.key) ?? {});
      const { id, act, values, key, turn } = entry;
      if (this.entries[0] !== entry) return;
      Object.assign(entry, { sentAt: Date.now(), wasSent: true });
      this.link.send({ act, values, key, turn, id, ...(buffers.length || Object.keys(files).length ? { files } : {}) }, buffers);
    } catch {
      entry.sentAt = 0; // the link went down under it: the next tick tries again
    } finally {
      this.isPacking = false;
    }
  }

  // While something waits: is anybody there? An answer ends the waiting; silence is told.
  async tick() {
    if (!this.entries.length) return;
    this.timer = setTimeout(() => this.tick(), 1000);
    this.desk.told.painted();
    if (this.link && globalThis.shopkitServed && (!this.link.isUp() || Date.now() - this.entries[0].sentAt > 2000)) {
      const boot = await serverBack();
      this.isSilent = boot === null;
      if (boot !== null && boot !== globalThis.shopkitServed.boot) return this.desk.anew();
      if (boot !== null) this.link.again();
      this.desk.told.painted();
    }
    this.push();
  }

  heard(message, buffers) {
    this.isSilent = false;
    const entry = message.reply && this.entries.find(({ key }) => key === message.reply);
    if (entry) {
      this.entries.splice(this.entries.indexOf(entry), 1);
      this.files.delete(entry.key);
      if (message.again) this.broken.set(entry.id, entry);
      this.desk.answered(entry, message, buffers);
      this.changed();
    }
    this.push();
  }

  // Words for what still waits, or nothing while it is quick.
  state(id) {
    const [entry] = this.of(id);
    if (this.lost.has(id)) return { text: word("lost_file"), tone: "warn" };
    if (!entry || Date.now() - entry.at < PATIENCE - 50) return null;
    if (this.isUp) return { text: word("busy"), tone: "wait" };
    if (entry.wasSent) return { text: word("unsure"), tone: "warn" };
    return { text: word("unsent"), tone: "warn", takeBack: () => this.takeBack(entry) };
  }
}

// A second press within a moment is the same press, whatever has moved under the finger since.
// A key pressed elsewhere is another.
const pressed = { at: -HURRY, what: "" };
function isHurried(event, what) {
  const now = performance.now();
  const isHasty = now - pressed.at < HURRY && (event?.detail > 0 || pressed.what === what);
  if (!isHasty) Object.assign(pressed, { at: now, what });
  return isHasty;
}

function saveFile({ name, mime }, bytes) {
  const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// A document printed from a frame of its own, in which no script runs.
function printed(html) {
  document.querySelector("iframe.sk-paper")?.remove();
  const frame = make("iframe", { class: "sk-paper", sandbox: "allow-same-origin allow-modals", "aria-hidden": "true", tabindex: "-1" });
  frame.addEventListener("load", () => {
    frame.dataset.ready = "1";
    frame.contentWindow.focus();
    frame.contentWindow.print();
  }, { once: true });
  frame.srcdoc = html;
  document.body.append(frame);
}
