// The link to the kernel: questions out, pages in, and honest words when it is gone.
const BEAT = 5;
const LATE = 15;
const GONE = 90;
const sheets = new Map();

// A hidden page's own timers are slowed to once a minute; a worker's are not.
function every(seconds, tick) {
  const script = new Blob([`setInterval(() => postMessage(0), ${seconds * 1000})`], { type: "text/javascript" });
  try {
    const clock = new Worker(URL.createObjectURL(script));
    clock.onmessage = tick;
    return () => clock.terminate();
  } catch {
    const clock = setInterval(tick, seconds * 1000);
    return () => clearInterval(clock);
  }
}

// Paints boards that the page brought along, before any widget is there.
function wake() {
  document.querySelectorAll(".shopkit-board:not([data-awake])").forEach((host) => {
    const given = host.querySelector("script[type='application/json']");
    if (!given) return;
    host.setAttribute("data-awake", "");
    const page = JSON.parse(given.textContent);
    const sheet = sheetOf(page, host);
    sheet.host = host;
    sheets.set(host.dataset.board, sheet);
    sheet.show(page);
    document.documentElement.classList.add("shopkit-awake");
    unlinked(sheet);
  });
}

const sheetOf = (page, host) => ("blocks" in page ? new Desk(host) : new Sheet(host));

// Figures that no kernel stands behind grow old unseen: say so, and try again.
function unlinked(sheet) {
  const painted = performance.now();
  const stop = every(BEAT, async () => {
    if (sheet.live) return stop();
    const late = Math.round((performance.now() - painted) / 1000);
    sheet.stale(late > LATE ? late : 0);
    if (late > GONE && (await serverBack()) !== null) location.reload();
  });
}

function taken(model, el) {
  const early = sheets.get(model.get("key"));
  if (early && !early.live) {
    early.live = true;
    early.leave();
    el.append(early.host);
    return early;
  }
  const host = make("div", { class: "shopkit-board" });
  el.append(host);
  const sheet = sheetOf(model.get("page"), host);
  sheet.live = true;
  return sheet;
}

async function serverBack() {
  try {
    const answer = await fetch(globalThis.shopkitServed.alive, { cache: "no-store" });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

function render({ model, el }) {
  const sheet = taken(model, el);
  let answered = performance.now();
  const seconds = () => Math.round((performance.now() - answered) / 1000);
  const beat = async () => {
    try {
      model.send({ beat: Math.round(performance.now()) });
    } catch {
      // the link is down: the silence that follows is what the viewer is told
    }
    const late = seconds();
    sheet.stale(late > LATE ? late : 0);
    if (late <= LATE || !globalThis.shopkitServed?.alive) return;
    const boot = await serverBack();
    if (boot !== null && (boot !== globalThis.shopkitServed.boot || late > GONE)) location.reload();
  };
  sheet.ask = (change) => {
    moved(change);
    sheet.root.setAttribute("aria-busy", "true");
    model.send({ ask: change });
  };
  model.on("change:page", () => {
    sheet.root.removeAttribute("aria-busy");
    sheet.show(model.get("page"));
  });
  model.on("msg:custom", (message, buffers) => {
    if (message.bundle) return library(buffers[0]);
    answered = performance.now();
    sheet.stale(0);
    sheet.heard(message, buffers);
  });
  sheet.show(model.get("page"));
  if (sheet.early) sheet.ask(sheet.early);
  sheet.linked(linkOf(model));
  if (!globalThis.shopkitVega && !globalThis.shopkitServed) model.send({ bundle: 1 });
  const stop = every(BEAT, beat);
  beat();
  return stop;
}

// What a sheet may do with its kernel. A manager that hides its kernel leaves the browser's word.
function linkOf(model) {
  const kernel = model.widget_manager?.kernel;
  const isUp = () => (kernel?.connectionStatus ?? "connected") === "connected";
  return {
    send: (content, buffers) => model.send(content, undefined, buffers),
    isUp: () => navigator.onLine !== false && isUp(),
    again: () => isUp() || kernel.reconnect?.().catch(() => {}),
  };
}

function library(bytes) {
  if (globalThis.shopkitVega) return;
  const address = URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
  document.head.append(make("script", { src: address }));
}
