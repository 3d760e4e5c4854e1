"""Minutes as one HTML file that opens anywhere: the frozen page, without the page's program."""

from collections.abc import Iterable, Mapping
from typing import Any

from shopkit.money import yuan
from shopkit.print.document import document
from shopkit.text import Say, escape
from shopkit.text.numbers import share

Block = Mapping[str, Any]
TONES = {"good", "bad", "warn"}
STYLE = """
main { max-width: 60rem; margin: 0 auto; padding: 1rem; font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 1.4rem 0 .4rem; }
h3 { font-size: 1rem; margin: .7rem 0 0; } p { margin: .15rem 0; white-space: pre-line; }
.facts { color: #555; } .good { color: #14692f; } .bad { color: #a3191f; } .warn { color: #7a5200; }
.tiles { display: flex; flex-wrap: wrap; gap: .6rem; }
.tile { border: 1px solid #ccc; border-radius: .4rem; padding: .4rem .7rem; min-width: 8rem; }
.tile b { font-size: 1.4rem; } .badge { border: 1px solid #bbb; border-radius: 1rem;
  padding: 0 .5rem; margin-inline-start: .5rem; font-size: .85rem; font-weight: normal; }
.row { border-inline-start: 3px solid #ddd; padding-inline-start: .7rem; margin: .5rem 0; }
table { border-collapse: collapse; } td, th { border: 1px solid #ccc; padding: .2rem .5rem;
  text-align: start; } @media print { .tile, .row, tr { break-inside: avoid; } }
"""


def minutes_html(page: Block, say: Say) -> str:
    """A whole HTML document of a frozen page; nothing in it is fetched or runs."""
    facts = " · ".join(str(page[name]) for name in ("shop", "sample", "facts") if page.get(name))
    body = [f"<h1>{escape(page['title'])}</h1>", f'<p class="facts">{escape(facts)}</p>']
    body += [_section(block) for block in page["blocks"]]
    hint = say("The minutes as they were closed.")
    return document(
        page["title"], "\n".join(body), style=STYLE, lang=page.get("lang", "zh"), hint=hint
    )


def _section(block: Block) -> str:
    title = block.get("title") or ""
    head = f"<h2>{escape(title)}</h2>\n" if title else ""
    note = f'<p class="facts">{escape(block["note"])}</p>' if block.get("note") else ""
    return f"<section>{head}{_DRAWN[block['kind']](block)}{note}</section>"


def _text(block: Block) -> str:
    return "".join(_line(line) for line in block.get("lines", ()))


def _line(line: Any) -> str:
    text, tone = (line.get("text"), line.get("tone")) if isinstance(line, Mapping) else (line, "")
    return f"<p{_class(tone)}>{escape(text or '')}</p>"


def _tiles(block: Block) -> str:
    return f'<div class="tiles">{"".join(_tile(each) for each in block["tiles"])}</div>'


def _tile(tile: Block) -> str:
    changes = "".join(
        f"<p{_class(each.get('tone'))}>{escape(each['label'])} {escape(each['text'])}</p>"
        for each in tile.get("changes", ())
    )
    shown = f"{tile['value']}{tile.get('unit') or ''}"
    label = escape(tile["label"])
    return f'<div class="tile"><p>{label}</p><b>{escape(shown)}</b>{changes}</div>'


def _rows(block: Block) -> str:
    listed = block.get("rows") or ()
    return "".join(_row(row) for row in listed) or _line(block.get("empty", ""))


def _row(row: Block) -> str:
    badge = f'<span class="badge">{escape(row["badge"])}</span>' if row.get("badge") else ""
    head = f"<h3{_class(row.get('tone'))}>{escape(row['title'])}{badge}</h3>"
    inside = "".join(_section(each) for each in row.get("open", ()))
    return f'<div class="row">{head}{_text(row)}{inside}</div>'


def _table(block: Block) -> str:
    kinds = [head["kind"] for head in block["heads"]]
    rows = ([_cell(value, kind) for value, kind in zip(row["cells"], kinds, strict=False)]
            for row in block["rows"])  # fmt: skip
    return _grid([head["label"] for head in block["heads"]], rows)


def _plot(block: Block) -> str:
    columns = block["more"]["columns"]
    rows = ([row.get(name, "") for name, *_ in columns] for row in block["rows"])
    return _grid([label for _, label, *_ in columns], rows)


def _grid(heads: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>" for cells in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object, kind: str) -> str:
    if value is None:
        return "–"
    if kind == "fen":
        return yuan(value)
    return share(value) if kind == "share" else str(value)


def _class(tone: object) -> str:
    return f' class="{tone}"' if tone in TONES else ""


_DRAWN = {"text": _text, "tiles": _tiles, "list": _rows, "table": _table, "plot": _plot}
