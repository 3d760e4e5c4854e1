// The board by keys alone: arrows walk, Enter or Space takes a card up, arrows carry it.
const STEPS_OF = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0], Home: [0, -Infinity], End: [0, Infinity] };

function boardKey(board, event) {
  const node = event.target.closest(".sk-card");
  if (!node?.dataset.card || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const step = STEPS_OF[event.key];
  const isPress = event.key === "Enter" || event.key === " ";
  const done = board.carried ? carriedKey(board, event.key, { step, isPress }) : walkedKey(board, node, event, { step, isPress });
  if (!done) return;
  event.preventDefault();
  event.stopPropagation();
}

function walkedKey(board, node, event, { step, isPress }) {
  const key = node.dataset.card;
  if (event.key === "o" || event.key === "O") board.open(key);
  else if (step) walked(board, key, step);
  else if (isPress && event.target === node && board.spec.act_move) takenUp(board, key);
  else return false;
  return true;
}

function carriedKey(board, key, { step, isPress }) {
  if (step) carry(board, step);
  else if (isPress) dropped(board);
  else if (key === "Escape") putBack(board);
  return true;
}

function walked(board, key, [aside, down]) {
  const lists = board.now();
  const at = lists.findIndex(({ cards }) => placeOf(cards, key) >= 0);
  if (at < 0) return;
  const place = placeOf(lists[at].cards, key);
  let next = at + aside;
  while (aside && lists[next] && !lists[next].cards.length) next += aside;
  const cards = lists[next]?.cards ?? lists[at].cards;
  const to = cards[Math.min(cards.length - 1, Math.max(0, place + down))];
  focusCard(board, to?.key);
}

function focusCard(board, key) {
  const node = board.cards.get(key)?.node;
  node?.focus({ preventScroll: true });
  node?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

const named = (board, key) => board.cards.get(key)?.card?.title ?? "";

function takenUp(board, card) {
  const { to, before, list, place } = board.where(card);
  board.carried = { card, to, before };
  board.cards.get(card).node.dataset.carried = "";
  board.say("card_up", { card: named(board, card), list: list.title, n: place + 1, of: list.cards.length });
}

function carry(board, [aside, down]) {
  const { card, to } = board.carried;
  const here = board.now();
  const place = placeOf(here.find(({ key }) => key === to).cards, card);
  const at = here.findIndex(({ key }) => key === to) + aside;
  const list = here[at];
  if (!list) return;
  const others = list.cards.filter(({ key }) => key !== card);
  const next = Math.min(others.length, Math.max(0, place + down));
  board.carried = { card, to: list.key, before: others[next]?.key ?? list.next ?? null };
  board.sync();
  if (!board.carried) return;
  focusCard(board, card);
  board.say("card_at", { card: named(board, card), list: list.title, n: next + 1, of: others.length + 1 });
}

function dropped(board) {
  const { card, to, before } = board.carried;
  const { list, place } = board.where(card, true);
  released(board, card);
  board.move(card, to, before);
  focusCard(board, card);
  board.say("card_dropped", { card: named(board, card), list: list.title, n: place + 1, of: list.cards.length });
}

function putBack(board) {
  const { card } = board.carried;
  const hadFocus = board.cards.get(card)?.node.contains(document.activeElement);
  released(board, card);
  board.sync();
  if (hadFocus) focusCard(board, card);
  board.say("card_back", { card: named(board, card) });
}

function released(board, card) {
  board.carried = null;
  delete board.cards.get(card)?.node.dataset.carried;
}
