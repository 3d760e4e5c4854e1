"""A desk with one block of each kind, on a shelf that lives in memory: what the desk's tests work at."""

import json
from pathlib import Path

from shopkit.errors import Refused
from shopkit.widgets import Desk, Reply

EVIL = "</script><img src=x onerror='window.hurt=1'>{{7*7}}"
TABS = [
    ["scan", "Scan", 3],
    ["forms", "Forms", None],
    ["lists", "Lists", 12],
    ["plan", "Plan", None],
]
ZH = {"Scan": "扫码", "Forms": "填单", "Lists": "清单", "Plan": "计划"}
COLUMNS = [["day", "Day", "text"], ["paid", "Paid", "money"]]


class Shelf:
    """What was booked, in a file that a test may read and another may write to."""

    def __init__(self, path):
        self.path = Path(path)

    @property
    def facts(self):
        return json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else []

    @property
    def version(self):
        return self.path.stat().st_mtime_ns if self.path.exists() else 0

    def write(self, key, **fact):
        facts = self.facts
        if key in {each["key"] for each in facts}:
            return False
        self.path.write_text(json.dumps([*facts, {"key": key, **fact}]), encoding="utf-8")
        return True


def demo(path, ask):
    """The desk over the shelf in the file `path`."""
    shelf = Shelf(path)
    acts = {
        name: lambda ask, act=act, **given: act(shelf, ask, **given) for name, act in ACTS.items()
    }
    return Desk(lambda ask: page(shelf, ask), acts, ask=ask, token=lambda: shelf.version, every=0.2)


def scanned(shelf, _ask, *, key, text):
    if text.startswith("NO"):
        raise Refused("No SKU has the barcode {code}: type it in.", code=text)
    shelf.write(key, scanned=text)
    return Reply(f"{text} +1", tone="warn" if text.startswith("OLD") else "good")


def received(shelf, _ask, *, key, sku, qty, more="", **_others):
    if qty > 99:
        raise Refused("The shelf holds 99, not {n}: count it first.", n=qty)
    is_new = shelf.write(key, sku=sku, qty=qty)
    if sku == "BUG" and is_new:
        raise ZeroDivisionError  # after it was written down, as a fault may
    return Reply(f"{sku} +{qty}")


def moved(shelf, _ask, *, key, row, qty=None):
    shelf.write(key, moved=row, qty=qty)
    return f"{row} done"


def saved(shelf, _ask, *, key, rows):
    shelf.write(key, rows=rows)
    return f"{len(rows)} saved"


def photographed(shelf, _ask, *, key, photo, about=""):
    if photo is None:
        raise Refused("Take a photo first.")
    shelf.write(key, photo=[photo.name, photo.mime, len(photo.content)])
    return f"{len(photo.content)} bytes"


def filed(_shelf, _ask, *, key):
    return Reply("Ready.", file=("moves.csv", "text/csv", b"sku,qty\r\n"))


def printing(_shelf, _ask, *, key):
    return Reply(
        "Sent.",
        html="<!doctype html><title>Label</title><h1>SP-GW-01</h1><script>parent.hurt=1</script>",
    )


ACTS = {
    "scan": scanned,
    "receive": received,
    "move": moved,
    "save": saved,
    "photo": photographed,
    "file": filed,
    "print": printing,
}


def page(shelf, ask):
    """One tab of the demo, drawn from the shelf's facts."""
    lang = ask.get("lang", "en")
    tab = ask.get("tab", "scan")
    facts = shelf.facts
    return {
        "lang": lang,
        "title": "收货与盘点" if lang == "zh" else "Warehouse",
        "shop": "Demo shop",
        "sample": "示例数据" if lang == "zh" else "Sample data",
        "freshness": f"{len(facts)} facts",
        "who": {
            "chosen": ask.get("who"),
            "members": [["1", "小王"], ["2", "阿姨"]],
            "label": "当班" if lang == "zh" else "On shift",
        },
        "tabs": [[key, ZH[label] if lang == "zh" else label, badge] for key, label, badge in TABS],
        "tab": tab,
        "blocks": {"scan": scan, "forms": forms, "lists": lists, "plan": plan}[tab](facts, ask),
    }


def scan(facts, _ask):
    codes = [fact["scanned"] for fact in facts if "scanned" in fact]
    last = {"text": f"{codes[-1]} +1", "tone": "good"} if codes else None
    rows = [
        {
            "key": str(at),
            "title": code,
            "lines": ["SP-GW-01 · A-01-2"],
            "badge": "+1",
            "buttons": [{"label": "Undo", "act": "move", "values": {"row": code}}],
        }
        for at, code in enumerate(codes)
    ]
    return [
        {
            "kind": "scan",
            "id": "scan",
            "act": "scan",
            "label": "Scan the parcel",
            "placeholder": "Code, then Enter",
            "values": {},
            "last": last,
            "count": len(codes),
        },
        {
            "kind": "text",
            "id": "next",
            "big": True,
            "lines": [
                {"text": "A-01-2 · 3 × SP-GW-01"},
                {"text": "Two are missing", "tone": "bad"},
            ],
        },
        {
            "kind": "undo",
            "id": "undo",
            "title": "Last moves",
            "rows": rows[::-1][:5],
            "empty": "Nothing moved yet.",
        },
    ]


def forms(facts, _ask):
    number = {
        "name": "qty",
        "label": "Units",
        "type": "number",
        "value": 1,
        "min": 1,
        "unit": "pcs",
        "required": True,
    }
    return [
        {
            "kind": "form",
            "id": "receive",
            "title": "Receive goods",
            "act": "receive",
            "submit": "Receive",
            "keep": ["day"],
            "note": f"{len(facts)} facts",
            "fields": [
                {
                    "name": "sku",
                    "label": "SKU",
                    "type": "text",
                    "required": True,
                    "focus": True,
                    "hint": "As on the label",
                },
                number,
                {"name": "day", "label": "Best before", "type": "day", "value": "2027-01-31"},
                {
                    "name": "to",
                    "label": "Location",
                    "type": "choice",
                    "value": 2,
                    "options": [[1, "A-01-1"], [2, "A-01-2"]],
                },
                {"name": "ok", "label": "Checked", "type": "check", "value": True},
                {"name": "more", "label": "Remarks", "type": "area"},
            ],
        },
        {
            "kind": "form",
            "id": "photo",
            "title": "Damage",
            "act": "photo",
            "fields": [
                {"name": "photo", "label": "Photo", "type": "photo"},
                {"name": "about", "label": "What", "type": "text"},
            ],
        },
        {
            "kind": "buttons",
            "id": "keys",
            "buttons": [
                {
                    "label": "Close the day",
                    "act": "move",
                    "values": {"row": "close"},
                    "tone": "bad",
                    "confirm": True,
                },
                {
                    "label": "Next",
                    "act": "move",
                    "values": {"row": "next"},
                    "tone": "main",
                    "shortcut": "F8",
                },
            ],
        },
        {
            "kind": "download",
            "id": "take",
            "buttons": [
                {"label": "Moves as a file", "act": "file"},
                {"label": "Print label", "act": "print"},
            ],
        },
    ]


def lists(facts, ask):
    gone = {fact["moved"] for fact in facts if "moved" in fact}
    rows = [
        {
            "key": f"T{n}",
            "title": f"Task {n} {EVIL if n == 2 else ''}",
            "lines": ["SP-GW-01", {"text": "late", "tone": "bad"}],
            "badge": "due today",
            "tone": "warn" if n == 1 else None,
            "fields": [{"name": "qty", "label": "Counted", "type": "number"}] if n == 3 else None,
            "buttons": [
                {"label": "Done", "act": "move", "values": {"row": f"T{n}"}, "tone": "good"},
                {
                    "label": "Drop",
                    "act": "move",
                    "values": {"row": f"drop {n}"},
                    "tone": "bad",
                    "confirm": "Really?",
                },
            ],
            "open": [{"kind": "text", "id": f"more{n}", "lines": [{"text": f"Inside {n}"}]}],
        }
        for n in range(1, 5)
        if f"T{n}" not in gone and ask.get("find", "") in f"Task {n}"
    ]
    cells = [
        [f"SP-{n:02d} {EVIL if n == 3 else ''}", n * 7, n * 12345, "2026-10-11", n / 30]
        for n in range(1, 13)
    ]
    kinds = ["text", "qty", "fen", "day", "share"]
    return [
        {
            "kind": "tiles",
            "id": "figures",
            "tiles": [
                {"key": key, "label": key, "value": "45", "unit": "pcs"}
                for key in ("On hand", "Reserved")
            ],
        },
        {
            "kind": "list",
            "id": "tasks",
            "title": "Tasks",
            "rows": rows,
            "search": "find",
            "empty": "All done.",
        },
        {
            "kind": "table",
            "id": "stock",
            "title": "Stock",
            "heads": [{"label": kind, "kind": kind} for kind in kinds],
            "rows": [{"cells": row, "tone": "bad" if row[1] == 14 else None} for row in cells],
        },
    ]


def plan(facts, ask):
    days = int(ask.get("days", "14"))
    trend = [
        {"day": f"2026-10-{day:02d}", "paid": 10.0 * days + day, "before": 90.0, "event": None}
        for day in range(1, 31)
    ]
    rows = [
        {"key": f"r{n}", "sku": f"SP-{n:02d}", "qty": n * days, "by": "sea", "ok": True}
        for n in range(1, 5)
    ]
    columns = [
        {"name": "sku", "label": "SKU", "type": "text"},
        {"name": "qty", "label": "Units", "type": "number"},
        {
            "name": "by",
            "label": "By",
            "type": "choice",
            "options": [["sea", "Sea"], ["air", "Air"]],
        },
        {"name": "ok", "label": "Order", "type": "check"},
    ]
    return [
        {
            "kind": "sliders",
            "id": "how",
            "title": "How long is the cover?",
            "half": True,
            "sliders": [
                {
                    "name": "days",
                    "label": "Days",
                    "min": 1,
                    "max": 60,
                    "step": 1,
                    "value": days,
                    "unit": "days",
                    "shown": f"{days} days",
                }
            ],
        },
        {
            "kind": "text",
            "id": "sum",
            "half": True,
            "big": True,
            "lines": [{"text": f"Order {days * 10} units"}],
        },
        {
            "kind": "plot",
            "id": "cover",
            "key": "paid_trend",
            "title": "Units a day",
            "rows": trend,
            "more": {"columns": COLUMNS},
            "note": f"{len(facts)} facts",
        },
        {
            "kind": "grid",
            "id": "order",
            "title": "Order list",
            "columns": columns,
            "rows": rows,
            "act": "save",
        },
    ]
