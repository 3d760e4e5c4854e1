// New elements around controls that stay: what is typed into is never taken from under the fingers.
function filledSlots(node, inputs) {
  node.querySelectorAll("[data-slot]").forEach((slot) => slot.replaceWith(inputs.get(slot.dataset.slot).node));
}

// `fresh` in the place of `old`. Where someone stands in a control that lives on, the way down to it
// is left in place and everything beside it is new: focus, cursor and input method notice nothing.
function settled(old, fresh, inputs) {
  const held = [...inputs].find(([, { node }]) => old.contains(node) && node.contains(document.activeElement));
  const slot = held && [...fresh.querySelectorAll("[data-slot]")].find((each) => each.dataset.slot === held[0]);
  if (slot && isAlike(old, fresh, held[1].node, slot)) {
    around(old, fresh, held[1].node, slot);
    return old;
  }
  old.replaceWith(fresh);
  return fresh;
}

const toward = (node, target) => [...node.children].find((each) => each.contains(target));

function isAlike(old, fresh, kept, slot) {
  const [one, other] = [toward(old, kept), toward(fresh, slot)];
  if (one === kept || other === slot) return one === kept && other === slot;
  return one.tagName === other.tagName && one.dataset.row === other.dataset.row && isAlike(one, other, kept, slot);
}

function around(old, fresh, kept, slot) {
  const [way, next] = [toward(old, kept), toward(fresh, slot)];
  [...old.attributes].forEach(({ name }) => fresh.hasAttribute(name) || old.removeAttribute(name));
  [...fresh.attributes].forEach(({ name, value }) => old.setAttribute(name, value));
  const beside = [...fresh.childNodes];
  const place = beside.indexOf(next);
  [...old.childNodes].forEach((each) => each === way || each.remove());
  way.before(...beside.slice(0, place));
  way.after(...beside.slice(place + 1));
  if (way !== kept) around(way, next, kept, slot);
}

// What a form is filled in against is what its page said when the typing began, not what a later
// one says: else the words of one who was quicker would be written over unseen.
function sinceTyped(desk, key) {
  const id = key.slice(0, key.lastIndexOf("/"));
  const block = desk.block(id);
  if (!block?.since) return;
  const text = (value) => String(value ?? "");
  const fields = desk.fieldsOf(id).filter(([, field]) => field.isDirty);
  if (fields.some(([, field]) => text(field.raw()) !== text(field.spec.value)))
    desk.kept.since[id] ??= Object.fromEntries(block.since.map((name) => [name, block.values?.[name] ?? null]));
  else undrafted(desk, id);
}

// A draft that is no more wanted, also where its form is not on the page.
function undrafted(desk, id) {
  Object.keys(desk.kept.fields).forEach((key) => key.startsWith(`${id}/`) && delete desk.kept.fields[key]);
  desk.fieldsOf(id).forEach(([, field]) => field.forget());
  delete desk.kept.since[id];
}
