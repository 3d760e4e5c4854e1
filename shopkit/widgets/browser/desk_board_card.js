// A card and a list as elements.
const isOver = ({ limit, count }) => known(limit) && count > limit;
const counted = ({ limit, count }) => (known(limit) ? `${count}/${limit}` : String(count));

function cardFilled(node, card, help) {
  const stood = node.contains(document.activeElement) && document.activeElement !== node;
  const { title, owner, due, due_tone, labels, badge, checks, blocked, tone } = card;
  const small = [
    owner ? make("span", { class: "sk-owner" }, owner) : null,
    due ? make("span", { class: "sk-due", ...toned(due_tone) }, due) : null,
    checks ? make("span", { class: "sk-checks" }, `☑ ${checks}`) : null,
  ].filter(Boolean);
  tone ? (node.dataset.tone = tone) : delete node.dataset.tone;
  node.setAttribute("aria-label", [title, badge, owner, due, blocked].filter(Boolean).join(" · "));
  node.setAttribute("aria-roledescription", word("card"));
  node.setAttribute("aria-describedby", help);
  node.replaceChildren(
    make("div", { class: "sk-cardhead" },
      make("button", { type: "button", class: "sk-cardtitle", tabindex: String(node.tabIndex) }, title ?? ""),
      badge ? make("span", { class: "sk-badge", ...toned(tone) }, String(badge)) : ""),
    ...(labels?.length ? [make("p", { class: "sk-labels" }, labels.map((each) => make("span", { class: "sk-badge", ...toned(each.tone) }, each.text ?? "")))] : []),
    ...(blocked ? [make("p", { class: "sk-blocked" }, blocked)] : []),
    ...(small.length ? [make("p", { class: "sk-cardfoot" }, small)] : []));
  if (stood) node.querySelector("button").focus({ preventScroll: true });
}

// One card at a time is reached by Tab, and with it the button that opens it.
function reached(node, index) {
  node.setAttribute("tabindex", index);
  node.querySelector("button")?.setAttribute("tabindex", index);
}

function listNode(board, list) {
  const { desk, key, spec } = board;
  const each = {
    key: list.key,
    title: make("h3"),
    count: make("b"),
    over: make("p", { class: "sk-over" }),
    body: make("div", { class: "sk-cards", role: "list" }),
    more: make("p", { class: "sk-more" }),
  };
  const line = spec.act_add && list.add !== false ? quickLine(desk, board, `${key}/${list.key}/add`, list.key) : null;
  each.field = line?.field;
  each.node = make("section", { class: "sk-list", "data-list": list.key },
    make("header", { class: "sk-listhead" }, each.title, each.count), each.over, line?.node ?? null, each.body, each.more);
  return each;
}

function quickLine(desk, board, key, list) {
  const spec = { type: "text", label: word("Add a card"), placeholder: board.spec.quick ?? word("Add a card") };
  desk.keep(key, spec, (name, given) => fieldOf(desk, name, given));
  const field = desk.inputs.get(key);
  const entered = (event) => {
    if (event.key !== "Enter" || event.isComposing || event.repeat) return;
    event.preventDefault();
    board.add(list, field);
  };
  return { field, node: make("div", { class: "sk-quick", on: { keydown: entered } }, field.node, make("p", { class: "sk-fault", "data-fault": key, role: "alert" })) };
}

function listFilled(board, each, list) {
  each.field?.update({ type: "text", label: `${word("Add a card")}: ${list.title ?? ""}`, placeholder: board.spec.quick ?? word("Add a card") });
  each.field?.input.setAttribute("aria-label", `${word("Add a card")}: ${list.title ?? ""}`);
  const value = JSON.stringify([list.title, list.count, list.limit, list.more, list.ask, list.tone]);
  each.list = list;
  if (each.filled === value) return;
  each.filled = value;
  each.title.textContent = list.title ?? "";
  each.count.textContent = counted(list);
  each.node.toggleAttribute("data-over", isOver(list));
  list.tone ? (each.node.dataset.tone = list.tone) : delete each.node.dataset.tone;
  each.over.textContent = isOver(list) ? filled(word("over_limit"), { n: list.limit }) : "";
  each.node.setAttribute("aria-label", `${list.title ?? ""}: ${counted(list)} ${each.over.textContent}`.trim());
  each.body.setAttribute("aria-label", list.title ?? "");
  moreSaid(board, each, 0);
}

function moreSaid(board, each, below) {
  const many = (each.list.more ?? 0) + below;
  const value = `${many} ${said.lang} ${JSON.stringify(each.list.ask)}`;
  if (each.more.filled === value) return;
  each.more.filled = value;
  const text = many ? filled(word("more_cards"), { n: many }) : "";
  each.more.replaceChildren(...(many ? [each.list.ask ? button(text, () => board.desk.ask(each.list.ask)) : text] : []));
}
