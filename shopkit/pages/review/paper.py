"""A review as HTML without scripts: sentences, tables, and the rows behind each chart."""

from collections.abc import Iterable, Mapping
from typing import Any

from shopkit.pages.review.parts import TEXT, unit_of
from shopkit.text import escape, speaker
from shopkit.text.numbers import UNKNOWN, count, score, share

Part = Mapping[str, Any]


def plain(page: Mapping[str, Any]) -> str:
    """The whole page, as an executed notebook keeps it."""
    body = [head(page), *(section(each) for each in page["sections"])]
    return f'<div class="review" lang="{_lang(page)}">\n' + "\n".join(body) + "\n</div>"


def head(page: Mapping[str, Any]) -> str:
    """Title, shop and facts; or the sentence that says why there is no review."""
    facts = "".join(f"<p>{escape(each)}</p>" for each in page["facts"])
    error = f'<p class="bad">{escape(page["error"])}</p>' if page["error"] else ""
    return f"<h1>{escape(page['shop'])} · {escape(page['title'])}</h1>\n{facts}{error}"


def section(each: Part, *, charts: bool = False) -> str:
    """One section; with `charts` a place to draw in stands above the rows of each chart."""
    inside = "\n".join(_part(each, part, charts=charts) for part in each["parts"])
    name = escape(each["key"])
    return f'<section id="{name}">\n<h2>{escape(each["title"])}</h2>\n{inside}\n</section>'


def _part(section: Part, part: Part, *, charts: bool) -> str:
    if part["kind"] == "words":
        return "".join(f"<p>{escape(each)}</p>" for each in part["said"])
    title = f"<h3>{escape(part['title'])}</h3>" if part["title"] else ""
    note = f'<p class="note">{escape(part["note"])}</p>' if part["note"] else ""
    grid = rows(part)
    if part["kind"] == "table":
        return f'<div class="table">{title}{grid}{note}</div>'
    place = f"{section['key']}/{part['key']}"
    drawn = f'<div class="plot" data-chart="{escape(place)}"></div>' if charts else ""
    more = f"<details><summary>{escape(part['title'])}</summary>{grid}</details>"
    return f"<figure>{title}{drawn}{note}{more if charts else grid}</figure>"


def rows(part: Part) -> str:
    """A part's rows as a table."""
    columns = part["columns"]
    heads = "".join(f"<th{_side(each['unit'])}>{escape(each['label'])}</th>" for each in columns)
    body = "\n".join(f"<tr>{_cells(columns, row)}</tr>" for row in part["rows"])
    return f"<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"


def _cells(columns: Iterable[Part], row: Part) -> str:
    units = ((row.get(column["name"]), unit_of(column, row)) for column in columns)
    return "".join(f"<td{_side(unit)}>{escape(cell(value, unit))}</td>" for value, unit in units)


def cell(value: Any, unit: str) -> str:
    """A value as it is read: whole, with its digits, an en dash where it is not known.

    >>> cell(190248715, "fen"), cell(0.2015709, "share"), cell(0.0123, "points"), cell(None, "fen")
    ('1,902,487.15', '20.16%', '+1.23 pp', '–')
    """
    if value is None or value == "":
        return UNKNOWN
    if unit in TEXT or isinstance(value, str):
        return str(value)
    return _WRITTEN[unit](value)


def _side(unit: str) -> str:
    return "" if unit in TEXT else ' class="n"'


def _lang(page: Part) -> str:
    return "zh-CN" if page["lang"] == "zh" else "en"


def behind(lang: str) -> str:
    """The words over the rows behind a chart."""
    return speaker(lang)("The figures behind it")


_WRITTEN = {
    "fen": lambda value: f"{value / 100:,.2f}",
    "money": lambda value: f"{value:,.2f}",
    "count": lambda value: count(value, "en") if abs(value) < 1e5 else f"{value:,.0f}",
    "days": lambda value: f"{value:,.1f}",
    "share": share,
    "rate": share,
    "change": lambda value: f"{value:+.1%}",
    "points": lambda value: f"{value * 100:+.2f} pp",
    "score": score,
    "ratio": lambda value: f"{value:.2f}",
}
