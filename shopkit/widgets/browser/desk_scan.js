// The scanner's box: a code and Enter, again and again, with a colour and a sound for each.
const TONES = { good: [[1320, 0.09]], warn: [[660, 0.1], [660, 0.1]], bad: [[220, 0.3]] };
const UNSEEN = 1500;
const SHAKES = { good: [40], warn: [60, 60, 60], bad: [150, 80, 150] };
const sound = { context: null, isMuted: recalled("shopkit-mute") === "1" };

function recalled(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function recall(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // a browser that keeps nothing still changes this page
  }
}

function ring(tone) {
  if (sound.isMuted) return;
  navigator.vibrate?.(SHAKES[tone] ?? []);
  sound.context ??= globalThis.AudioContext ? new AudioContext() : null;
  if (!sound.context || !navigator.userActivation?.hasBeenActive) return;
  let start = sound.context.currentTime;
  for (const [pitch, length] of TONES[tone] ?? []) {
    const voice = sound.context.createOscillator();
    const volume = sound.context.createGain();
    voice.type = tone === "bad" ? "square" : "sine";
    voice.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + length);
    voice.connect(volume).connect(sound.context.destination);
    voice.start(start);
    voice.stop(start + length);
    start += length + 0.06;
  }
}

function flash(root, tone) {
  root.querySelector(".sk-flash")?.remove();
  const light = make("div", { class: "sk-flash", "data-tone": tone, "aria-hidden": "true" });
  light.addEventListener("animationend", () => light.remove());
  root.append(light);
}

class Scan {
  constructor(desk, key, spec) {
    Object.assign(this, { desk, key, spec });
    this.input = make("input", {
      type: "text", class: "sk-code", "data-at": key, id: `sk-${key}`, autocomplete: "off", autocapitalize: "off",
      spellcheck: "false", enterkeyhint: "done",
      on: { input: () => { this.isTouched = true; desk.typed(key, this.input.value); }, keydown: (event) => this.keyed(event) },
    });
    this.node = make("div", { class: "sk-control sk-scanner" }, this.input);
    this.input.value = desk.kept.fields[key] ?? "";
    this.quiet(recalled("shopkit-keyboard") !== "1" && matchMedia("(pointer: coarse)").matches);
    this.update(spec);
  }

  update(spec) {
    this.spec = spec;
    this.input.placeholder = spec.placeholder ?? "";
    this.input.setAttribute("aria-label", spec.label ?? "");
  }

  // A phone's own keyboard would cover the page that a scanner types into.
  quiet(isQuiet) {
    this.isQuiet = isQuiet;
    this.input.inputMode = isQuiet ? "none" : "";
  }

  keyed(event) {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat) this.enter(this.input.value);
  }

  enter(typed) {
    const text = typed.trim();
    if (!text) return;
    this.kept(text);
    // selected, so that the next scan takes its place; emptied only when the kernel agrees
    this.isTouched = false;
    this.input.select();
    this.desk.outbox.put({ id: this.key, act: this.spec.act, values: { ...this.spec.values, text }, many: true });
  }

  // A refusal that the next scan's green would hide stays on the page until it is put away.
  kept(text) {
    const { bad } = this;
    this.bad = null;
    if (!bad || bad.code === text || performance.now() - bad.at > UNSEEN) return;
    this.desk.told.miss(this.key, bad);
  }

  answered(entry, reply) {
    flash(this.desk.root, reply.tone);
    ring(reply.sound ?? reply.tone);
    const { text } = entry.values;
    const isBad = reply.tone === "bad";
    this.desk.told.found(this.key, text);
    this.bad = isBad ? { code: text, text: reply.text, at: performance.now() } : null;
    if (isBad && this.desk.outbox.of(this.key).length) this.kept("");
    const isStill = !this.isTouched && this.input.value.trim() === entry.values.text;
    if (reply.tone === "bad" && !this.isTouched && !this.desk.outbox.of(this.key).length) {
      this.input.value = entry.values.text;
      this.input.select();
    } else if (isStill && !this.desk.outbox.of(this.key).length && reply.tone !== "bad") {
      this.input.value = "";
      this.desk.typed(this.key, undefined);
    }
  }

  focus() {
    this.input.focus({ preventScroll: true });
  }
}

function scanBlock(desk, block) {
  const scan = () => desk.inputs.get(block.id);
  const slot = desk.keep(block.id, block, (key, spec) => new Scan(desk, key, spec));
  const keyboard = button(word(scan().isQuiet ? "Keyboard" : "Hide keyboard"), () => {
    scan().quiet(!scan().isQuiet);
    recall("shopkit-keyboard", scan().isQuiet ? "0" : "1");
    keyboard.textContent = word(scan().isQuiet ? "Keyboard" : "Hide keyboard");
    scan().input.blur();
    scan().focus();
  }, { class: "sk-touch" });
  const mute = button(word(sound.isMuted ? "Sound on" : "Mute"), () => {
    sound.isMuted = !sound.isMuted;
    recall("shopkit-mute", sound.isMuted ? "1" : "0");
    mute.textContent = word(sound.isMuted ? "Sound on" : "Mute");
    mute.setAttribute("aria-pressed", String(sound.isMuted));
  }, { "aria-pressed": String(sound.isMuted) });
  const canSee = globalThis.isSecureContext && "BarcodeDetector" in globalThis && navigator.mediaDevices;
  return [
    make("label", { class: "sk-label", for: `sk-${block.id}` }, block.label ?? "", block.count !== undefined && block.count !== null
      ? make("b", { class: "sk-count" }, String(block.count)) : null),
    make("div", { class: "sk-scanline" }, slot, button(word("Record"), () => scan().enter(scan().input.value), { class: "sk-go", "data-tone": "main" })),
    make("p", { class: "sk-told sk-last", "data-told": block.id, role: "status", "data-last": block.last?.text ?? "", "data-lasttone": block.last?.tone ?? null }),
    make("div", { class: "sk-extras" }, keyboard, mute, canSee ? button(word("Camera"), () => watch(desk, block.id)) : null),
  ];
}

async function watch(desk, id) {
  const scan = desk.inputs.get(id);
  const video = make("video", { autoplay: true, muted: true, playsinline: true });
  const sheet = make("div", { class: "sk-camera", role: "dialog", "aria-label": word("Camera") }, video, button(word("Close"), () => stop()));
  let stream = null;
  let seen = "";
  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    sheet.remove();
    scan.focus();
  };
  desk.root.append(sheet);
  try {
    const detector = new BarcodeDetector();
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    while (stream && sheet.isConnected) {
      const [found] = video.readyState > 1 ? await detector.detect(video) : [];
      if (found && found.rawValue !== seen) scan.enter((scan.input.value = found.rawValue));
      seen = found?.rawValue ?? "";
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  } catch (error) {
    desk.told.tell(id, { text: filled(word("no_camera"), { why: error.message }), tone: "bad" });
    stop();
  }
}
