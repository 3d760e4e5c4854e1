// Who works here is remembered by the browser, and asked again where the address does not say.
function rememberWho(desk, who) {
  if (!who) return;
  if (who.chosen !== null && who.chosen !== undefined) return recall("shopkit-who", String(who.chosen));
  const before = recalled("shopkit-who");
  const isMember = (who.members ?? []).some(([id]) => String(id) === before);
  if (isMember && !desk.hasAsked) desk.ask({ who: before });
  desk.hasAsked = true;
}

function tabsNode(desk) {
  const { tabs, tab, who } = desk.page;
  const chosen = (tabs ?? []).map(([key]) => key).includes(tab) ? tab : tabs?.[0]?.[0];
  const row = make("div", { class: "sk-tabs", role: "tablist" }, (tabs ?? []).map(([key, label, badge]) =>
    button([make("span", {}, label), badge === null || badge === undefined || badge === "" ? null : make("b", {}, String(badge))],
      () => desk.ask({ tab: key }),
      { role: "tab", "aria-selected": String(key === chosen), tabindex: key === chosen ? "0" : "-1", "data-at": `tab#${key}`, "data-value": key })));
  row.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...row.children];
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    next.focus();
    next.click();
  });
  requestAnimationFrame(() => {
    const tab = row.querySelector("[aria-selected=true]");
    if (tab) row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
  });
  const nobody = who && (who.chosen === null || who.chosen === undefined) ? [["", "–"]] : [];
  const members = (who?.members ?? []).map(([id, name]) => [String(id), name]);
  const choose = who ? choice(who.label ?? word("Who"), [...nobody, ...members], nobody.length ? "" : String(who.chosen), (id) => {
    recall("shopkit-who", id);
    desk.ask({ who: id });
  }) : null;
  return make("nav", { class: "sk-nav" }, tabs?.length ? row : null,
    choose && make("label", { class: "sk-who", "data-empty": nobody.length ? "" : null }, make("span", {}, who.label ?? word("Who")), choose));
}
