// What people type into. A control is made once and outlives every redraw; what is typed outlives the page.
const drafts = {
  place: () => `shopkit-desk:${location.pathname}:${query().get("shop") ?? ""}`,
  read() {
    const empty = { fields: {}, outbox: [], open: {}, grids: {}, boards: {}, since: {} };
    try {
      return { ...empty, ...JSON.parse(sessionStorage.getItem(drafts.place()) ?? "{}") };
    } catch {
      return empty;
    }
  },
  write(kept) {
    try {
      sessionStorage.setItem(drafts.place(), JSON.stringify(kept));
    } catch {
      // a browser that keeps nothing still holds it until the page is closed
    }
  },
};

const FILE_BYTES = 8 * 1024 * 1024;
const PHOTO_WIDTH = 1600;
const filled = (sentence, facts) =>
  Object.entries(facts).reduce((text, [name, value]) => text.replace(`{${name}}`, () => value), sentence);

class Fault extends Error {}
const fault = (key, facts = {}) => new Fault(filled(word(key), facts));

function numbered(raw, { min, max, step = 1, required }) {
  const text = String(raw ?? "").normalize("NFKC").replaceAll(/[,，\s]/g, "");
  if (text === "") {
    if (required) throw fault("required");
    return null;
  }
  const value = Number(text);
  if (!Number.isFinite(value)) throw fault("not_number");
  if (Number.isInteger(step) && !Number.isInteger(value)) throw fault("not_whole");
  if (known(min) && value < min) throw fault("too_small", { n: min });
  if (known(max) && value > max) throw fault("too_large", { n: max });
  return value;
}

function needed(value, spec) {
  if (spec.required && (value === null || value === "" || value === false)) throw fault("required");
  return value;
}

// A photo small enough to send from a phone, upright as it was taken.
async function scaled(file) {
  const seen = await createImageBitmap(file, { imageOrientation: "from-image" });
  const share = Math.min(1, PHOTO_WIDTH / Math.max(seen.width, seen.height));
  const canvas = make("canvas");
  [canvas.width, canvas.height] = [Math.round(seen.width * share), Math.round(seen.height * share)];
  canvas.getContext("2d").drawImage(seen, 0, 0, canvas.width, canvas.height);
  seen.close();
  const small = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
  return new File([small], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

class Field {
  constructor(desk, key, spec) {
    Object.assign(this, { desk, key, spec });
    this.node = make("div", { class: "sk-control", "data-type": spec.type ?? "text" }, this.build(spec));
    const draft = desk.kept.fields[key];
    this.show(draft === undefined ? spec.value : draft);
  }

  get isDirty() {
    return this.desk.kept.fields[this.key] !== undefined;
  }

  update(spec) {
    const before = this.spec;
    this.spec = spec;
    if (!same([before.options, before.min, before.max, before.placeholder], [spec.options, spec.min, spec.max, spec.placeholder])) {
      const shownNow = this.isDirty ? this.raw() : spec.value;
      this.refit(spec);
      this.show(shownNow);
    } else if (!this.isDirty) this.show(spec.value);
  }

  common(more = {}) {
    const { label, placeholder, required } = this.spec;
    return {
      id: `sk-${this.key}`, "data-at": this.key, placeholder, "aria-label": label, "aria-required": required ? "true" : null,
      autocomplete: "off", on: { input: () => this.touched(), change: () => this.touched() }, ...more,
    };
  }

  touched() {
    this.desk.typed(this.key, this.raw());
  }

  forget() {
    delete this.desk.kept.fields[this.key];
    this.show(this.spec.value);
  }

  build() {
    this.input = make("input", this.common({ type: "text", spellcheck: "false" }));
    return [this.input];
  }

  refit(spec) {
    this.input.placeholder = spec.placeholder ?? "";
  }

  show(value) {
    const text = value === null || value === undefined ? "" : String(value);
    if (this.input.value !== text) this.input.value = text;
  }

  raw() {
    return this.input.value;
  }

  read() {
    return needed(this.raw().trim(), this.spec);
  }
}

class NumberField extends Field {
  build({ step = 1 }) {
    const mode = Number.isInteger(step) ? "numeric" : "decimal";
    this.input = make("input", this.common({ type: "text", inputmode: mode }));
    this.input.addEventListener("keydown", (event) => {
      const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (way) event.preventDefault();
      if (way) this.stepped(way);
    });
    const stepper = (way, sign, name) => button(sign, () => this.stepped(way), {
      class: "sk-step", "aria-label": `${this.spec.label ?? ""} ${word(name)}`, tabindex: "-1",
    });
    this.unit = make("span", { class: "sk-unit" });
    return [stepper(-1, "−", "less"), this.input, this.unit, stepper(1, "+", "more")];
  }

  stepped(way) {
    const { step = 1, min, max } = this.spec;
    const now = Number(this.raw().normalize("NFKC")) || 0;
    const digits = (String(step).split(".")[1] ?? "").length;
    const next = Math.min(max ?? Infinity, Math.max(min ?? -Infinity, now + way * step));
    this.show(next.toFixed(digits));
    this.touched();
  }

  show(value) {
    super.show(value);
    this.unit.textContent = this.spec.unit ?? "";
  }

  read() {
    return numbered(this.raw(), this.spec);
  }
}

class DayField extends Field {
  build(spec) {
    this.input = make("input", this.common({ type: "date" }));
    this.refit(spec);
    return [this.input];
  }

  refit({ min, max }) {
    Object.assign(this.input, { min: min ?? "", max: max ?? "" });
  }

  read() {
    return needed(this.raw() || null, this.spec);
  }
}

class AreaField extends Field {
  build() {
    const send = (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.input.form?.requestSubmit();
    };
    this.input = make("textarea", this.common({ rows: 3 }));
    this.input.addEventListener("keydown", send);
    return [this.input];
  }
}

class ChoiceField extends Field {
  build(spec) {
    this.input = make("select", this.common());
    this.refit(spec);
    return [this.input];
  }

  // An option is known by its place, so that a number comes back as the number it was.
  refit({ options = [] }) {
    const blank = options.some(([value]) => value === "" || value === null) ? [] : [make("option", { value: "" }, "–")];
    this.input.replaceChildren(...blank,
      ...options.map(([, label], place) => make("option", { value: String(place) }, String(label))));
  }

  show(value) {
    const place = (this.spec.options ?? []).findIndex(([each]) => same(each, value ?? ""));
    const text = place < 0 ? "" : String(place);
    if (this.input.value !== text) this.input.value = text;
  }

  raw() {
    const chosen = this.input.value;
    return chosen === "" ? null : this.spec.options[Number(chosen)]?.[0] ?? null;
  }

  read() {
    return needed(this.raw(), this.spec);
  }
}

class CheckField extends Field {
  build() {
    this.input = make("input", this.common({ type: "checkbox" }));
    return [this.input];
  }

  refit() {}

  show(value) {
    this.input.checked = Boolean(value);
  }

  raw() {
    return this.input.checked;
  }

  read() {
    return needed(this.raw(), this.spec);
  }
}

// Bytes are no draft: after a reload the file is chosen again.
class FileField extends Field {
  build(spec) {
    const isPhoto = spec.type === "photo";
    this.input = make("input", {
      id: `sk-${this.key}`, type: "file", hidden: true, accept: isPhoto ? "image/*" : spec.accept,
      capture: isPhoto ? "environment" : null, on: { change: () => this.chosen(this.input.files[0]) },
    });
    this.seen = make("span", { class: "sk-file" });
    this.press = button(word(isPhoto ? "Photo" : "File"), () => this.input.click(), { "data-at": this.key });
    return [this.input, this.press, this.seen];
  }

  async chosen(file) {
    if (!file) return;
    try {
      const ready = this.spec.type === "photo" ? await scaled(file).catch(() => { throw fault("no_photo"); }) : file;
      if (ready.size > FILE_BYTES) throw fault("too_big", { name: file.name, mb: FILE_BYTES / 2 ** 20 });
      this.file = ready;
      this.desk.told.fault(this.key, "");
    } catch (error) {
      this.file = null;
      this.desk.told.fault(this.key, error.message);
    }
    this.show();
  }

  refit() {}

  show() {
    this.seen.replaceChildren();
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = null;
    if (!this.file) return;
    this.address = this.spec.type === "photo" ? URL.createObjectURL(this.file) : null;
    this.seen.append(
      ...(this.address ? [make("img", { src: this.address, alt: this.file.name })] : [make("span", {}, this.file.name)]),
      button("×", () => this.forget(), { "aria-label": word("Remove") }));
  }

  raw() {
    return this.file ?? null;
  }

  read() {
    return needed(this.raw(), this.spec);
  }

  forget() {
    this.file = null;
    this.input.value = "";
    this.show();
  }
}

const FIELDS = {
  text: Field, number: NumberField, day: DayField, area: AreaField, choice: ChoiceField,
  check: CheckField, photo: FileField, file: FileField,
};

function fieldOf(desk, key, spec) {
  return new (FIELDS[spec.type] ?? Field)(desk, key, spec);
}
