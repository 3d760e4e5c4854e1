// A month of days, on a phone the days that hold something; and two versions to choose from.
const ONE_DAY = 86_400_000;
const isoDay = (when) => new Date(when).toISOString().slice(0, 10);
const MOST_IN_DAY = 4;

function besideMonth(month, step) {
  const [year, number] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + step, 1)).toISOString().slice(0, 7);
}

function calendarBlock(desk, block) {
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(block.month) ? block.month : "2026-01";
  const first = at(`${month}-01`);
  const start = first - ((new Date(first).getUTCDay() + 6) % 7) * ONE_DAY;
  const end = at(`${besideMonth(month, 1)}-01`);
  const days = Array.from({ length: Math.ceil((end - start) / ONE_DAY / 7) * 7 }, (_, place) => isoDay(start + place * ONE_DAY));
  const to = (step, sign, name) => button(sign, () => desk.ask({ [block.ask_month ?? "month"]: besideMonth(month, step) }), { "aria-label": word(name), "data-at": `${block.id}#${name}` });
  const shown = days.filter((day) => day.startsWith(month) && block.days?.[day]?.length);
  return [
    make("div", { class: "sk-monthhead" }, to(-1, "‹", "Month before"), make("h3", {}, inDay(first, { month: "long", year: "numeric" })), to(1, "›", "Month after")),
    make("div", { class: "sk-weekdays", "aria-hidden": "true" }, [1, 2, 3, 4, 5, 6, 7].map((day) => make("span", {}, FORMATS.skWeekday(day)))),
    make("ol", { class: "sk-days" }, days.map((day) => dayNode(desk, block, { day, isIn: day.startsWith(month) }))),
    shown.length ? null : make("p", { class: "sk-none sk-nodays" }, block.empty ?? word("empty")),
    told(block.id),
  ];
}

function dayNode(desk, block, { day, isIn }) {
  const tasks = block.days?.[day] ?? [];
  const more = tasks.length - MOST_IN_DAY;
  const id = `${block.id}/${day}`;
  const isWhole = Boolean(desk.kept.open[id]) || more < 2;
  const fold = () => {
    desk.kept.open[id] = !isWhole;
    desk.save();
    desk.again(block.id);
  };
  return make("li", { class: "sk-day", "data-day": day, "data-out": isIn ? null : "", "data-off": (block.off ?? []).includes(day) ? "" : null,
    "data-empty": tasks.length ? null : "", "data-today": day === block.today ? "" : null, "aria-current": day === block.today ? "date" : null },
  make("time", { datetime: day }, make("b", {}, String(Number(day.slice(8)))),
    make("span", {}, `${inDay(at(day), { month: "short", day: "numeric" })} ${FORMATS.skWeekday((new Date(at(day)).getUTCDay() + 6) % 7 + 1)}`)),
  make("ul", {}, (isWhole ? tasks : tasks.slice(0, MOST_IN_DAY)).map((task) => make("li", {}, task.ask
    ? button(task.title ?? "", () => desk.ask(task.ask), { class: "sk-dayitem", "data-at": `${id}#${task.key}`, title: task.title ?? "", ...toned(task.tone) })
    : make("span", { class: "sk-dayitem", ...toned(task.tone) }, task.title ?? "")))),
  more >= 2 ? button(isWhole ? word("Fewer") : filled(word("more_cards"), { n: more }), fold, { class: "sk-dayfold", "aria-expanded": String(isWhole), "data-at": `${id}#fold` }) : null);
}

// Where two texts part and meet again: what is between is marked.
function parted(text, other) {
  const [one, two] = [[...text], [...other]];
  const most = Math.min(one.length, two.length);
  let head = 0;
  while (head < most && one[head] === two[head]) head += 1;
  let tail = 0;
  while (tail < most - head && one[one.length - 1 - tail] === two[two.length - 1 - tail]) tail += 1;
  const own = one.slice(head, one.length - tail).join("");
  return [one.slice(0, head).join(""), own ? make("mark", {}, own) : null, one.slice(one.length - tail).join("")];
}

function choiceBlock(desk, block) {
  const sides = block.sides ?? [];
  const texts = sides.map(({ text }) => text ?? "");
  return [
    make("div", { class: "sk-sides" }, sides.map((side, place) => make("article", { class: "sk-side", ...toned(side.tone) },
      make("h3", {}, side.label ?? ""),
      make("p", { class: "sk-version" }, texts.length > 1 ? parted(texts[place], texts[place ? 0 : 1]) : texts[place]),
      actButton(desk, block.id, { label: side.button ?? word("Keep this one"), act: side.act, values: side.values, tone: "main" })))),
    block.both ? make("div", { class: "sk-buttons" }, actButton(desk, block.id, { label: word("Keep both"), ...block.both })) : null,
    told(block.id),
  ];
}
