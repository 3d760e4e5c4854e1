"""A desk with a board, a month and a card's panel, over cards kept in a file that two pages share."""

import json
from pathlib import Path

from shopkit.errors import Refused
from shopkit.widgets import Desk, Reply

EVIL = "</script><img src=x onerror='window.hurt=1'>{{7*7}}$&{list}"
LISTS = [("todo", "To do", None), ("doing", "Doing", 3), ("blocked", "Blocked", None)]
LISTS += [("done", "Done", None)]
ZH = {"To do": "待办", "Doing": "在做", "Blocked": "受阻", "Done": "完成", "Board": "看板"}
ZH |= {"Calendar": "日历", "Owner": "负责人", "Everyone": "所有人", "Title": "标题"}
OWNERS = ["小王", "阿姨", "Lee", None]
TABS = [["board", "Board"], ["month", "Calendar"]]


class Wall:
    """Cards in a file, in the order they lie; every change has its key and raises the version."""

    def __init__(self, path):
        self.path = Path(path)

    @property
    def cards(self):
        return self._all["cards"]

    @property
    def keys(self):
        return self._all["keys"]

    @property
    def _all(self):
        empty = {"cards": [], "keys": [], "next": 1}
        return json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else empty

    @property
    def version(self):
        return self.path.stat().st_mtime_ns if self.path.exists() else 0

    def fill(self, *drawn):
        """Cards as (list, title) pairs, named c1, c2, …"""
        cards = [
            {"key": f"c{n}", "list": place, "title": title, "text": "", "version": 1}
            for n, (place, title) in enumerate(drawn, 1)
        ]
        self._write({"cards": cards, "keys": [], "next": len(cards) + 1})

    def titles(self, place):
        return [card["title"] for card in self.cards if card["list"] == place]

    def move(self, key, *, card, to, before, version=None):
        kept = self._all
        moved = self._known(kept, key, card, version)
        if moved is None:
            return None
        kept["cards"].remove(moved)
        places = [at for at, each in enumerate(kept["cards"]) if each["key"] == before]
        kept["cards"].insert(places[0] if places else len(kept["cards"]), moved)
        moved["list"], moved["version"] = to, moved["version"] + 1
        self._write(kept)
        return moved

    def edit(self, key, *, card, version=None, **fields):
        kept = self._all
        edited = self._known(kept, key, card, version)
        if edited is not None:
            edited.update(fields, version=edited["version"] + 1)
            self._write(kept)

    def add(self, key, *, text, to):
        kept = self._all
        if key in kept["keys"]:
            return
        card = {"key": f"c{kept['next']}", "list": to, "title": text, "text": "", "version": 1}
        kept["cards"].insert(0, card)
        kept["keys"].append(key)
        self._write(kept | {"next": kept["next"] + 1})

    def _known(self, kept, key, card, version):
        if key in kept["keys"]:
            return None
        (found,) = [each for each in kept["cards"] if each["key"] == card]
        if version is not None and version != found["version"]:
            raise Refused("“{title}” was changed by another meanwhile.", title=found["title"])
        kept["keys"].append(key)
        return found

    def _write(self, kept):
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(kept), encoding="utf-8")
        fresh.replace(self.path)


def demo(path, ask, every=1.0):
    """The desk over the cards in the file `path`."""
    wall = Wall(path)
    acts = {
        name: lambda ask, act=act, **given: act(wall, ask, **given) for name, act in ACTS.items()
    }
    return Desk(lambda ask: page(wall, ask), acts, ask=ask, token=lambda: wall.version, every=every)


def moved(wall, _ask, *, key, card, to, before, version):
    (title,) = [each["title"] for each in wall.cards if each["key"] == card] or [""]
    if to == "done" and title.startswith("NO"):
        raise Refused("“{title}” still waits for another card.", title=title)
    wall.move(key, card=card, to=to, before=before, version=version)


def added(wall, _ask, *, key, text, to):
    if "!?" in text:
        raise Refused("There is no priority “{word}”.", word="!?")
    wall.add(key, text=text, to=to)


def saved(wall, _ask, *, key, card, title, text, version):
    (now,) = [each for each in wall.cards if each["key"] == card]
    if now["version"] != version:
        wall.edit(key + "theirs", card=card, yours=text)
        return Reply("Another changed it too: choose.", tone="warn", keep=True)
    wall.edit(key, card=card, version=version, title=title, text=text)
    return Reply("Saved.", ask={"card": ""})


def chosen(wall, _ask, *, key, card, text):
    wall.edit(key, card=card, text=text, yours=None)
    return Reply("Kept.", ask={"card": ""})


ACTS = {"move": moved, "add": added, "save": saved, "choose": chosen}


def page(wall, ask):
    """The board or the month, and the chosen card's panel."""
    lang, tab = ask.get("lang", "en"), ask.get("tab", "board")
    said = (lambda text: ZH.get(text, text)) if lang == "zh" else str
    cards = [each for each in wall.cards if ask.get("owner", "all") in ("all", owner(each))]
    blocks = [board(cards, said, ask) if tab == "board" else month(cards)]
    opened = [each for each in wall.cards if each["key"] == ask.get("card")]
    return {
        "lang": lang,
        "title": "任务" if lang == "zh" else "Tasks",
        "shop": "Demo shop",
        "freshness": f"{len(cards)} cards · {wall.version}",
        "tabs": [[key, said(label), None] for key, label in TABS],
        "tab": tab,
        "blocks": blocks + [each | {"panel": True} for card in opened for each in panel(card)],
    }


def owner(card):
    return card.get("owner") or OWNERS[int(card["key"][1:]) % 4] or ""


def shown(card):
    number = int(card["key"][1:])
    return {
        "key": card["key"],
        "title": card["title"],
        "owner": owner(card),
        "due": f"10-{number % 28 + 1:02d}" if number % 3 else None,
        "due_tone": "bad" if number % 7 == 1 else None,
        "labels": [{"text": "上新", "tone": "good"}] if number % 4 == 1 else [],
        "badge": "!high" if number % 5 == 2 else None,
        "checks": "2/5" if number % 6 == 3 else None,
        "blocked": card.get("blocked") or ("等供应商回复" if card["list"] == "blocked" else None),
        "tone": "warn" if number % 5 == 2 else None,
        "version": card["version"],
        "ask": {"card": card["key"]},
    }


def board(cards, said, ask):
    lists = [
        {
            "key": key,
            "title": said(title),
            "limit": limit,
            "cards": [shown(card) for card in cards if card["list"] == key],
        }
        for key, title, limit in LISTS
    ]
    options = [["all", said("Everyone")], *[[name, name] for name in OWNERS if name]]
    chosen = ask.get("owner", "all")
    return {
        "kind": "board",
        "id": "board",
        "lists": [each | {"count": len(each["cards"])} for each in lists],
        "act_move": "move",
        "act_add": "add",
        "quick": "+ @owner !high #label 明天",
        "filters": [{"name": "owner", "label": said("Owner"), "value": chosen, "options": options}],
    }


def month(cards):
    days = {}
    for card in cards:
        number = int(card["key"][1:])
        task = {"key": card["key"], "title": card["title"], "ask": {"card": card["key"]}}
        task["tone"] = "bad" if number % 7 == 1 else None
        days.setdefault(f"2026-10-{number % 28 + 1:02d}", []).append(task)
    off = [f"2026-10-{day:02d}" for day in (1, 2, 3, 4, 5, 6, 7, 11, 17, 18, 24, 25, 31)]
    return {
        "kind": "calendar",
        "id": "month",
        "month": "2026-10",
        "days": days,
        "today": "2026-10-12",
        "off": off,
    }


def panel(card):
    fields = [
        {"name": "title", "label": "Title", "type": "text", "value": card["title"]},
        {"name": "text", "label": "Description", "type": "area", "value": card["text"]},
    ]
    fixed = {"card": card["key"], "version": card["version"]}
    form = {"kind": "form", "id": f"edit-{card['key']}", "title": card["title"], "act": "save"}
    form["since"] = ["version"]
    if not card.get("yours"):
        return [form | {"fields": fields, "values": fixed}]
    theirs, yours = card["text"], card["yours"]
    sides = [("Theirs", theirs), ("Yours", yours)]
    return [
        {
            "kind": "choice",
            "id": f"choice-{card['key']}",
            "title": "Two versions",
            "clears": f"edit-{card['key']}",
            "sides": [
                {
                    "label": label,
                    "text": text,
                    "act": "choose",
                    "values": {"card": card["key"], "text": text},
                }
                for label, text in sides
            ],
            "both": {
                "act": "choose",
                "values": {"card": card["key"], "text": f"{theirs}\n{yours}"},
            },
        }
    ]
