"""Words on a page: headings, cards and tables as HTML. Every text is escaped here."""

import os
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from ipywidgets import HTML

from shopkit.text import escape

SHEET = Path(__file__).parent / "browser" / "paper.css"


def paper(*parts: str) -> HTML:
    """Parts that are safe already, as one widget."""
    return HTML(page(*parts))


def page(*parts: str) -> str:
    """Parts that are safe already, in the pages' style."""
    return f'<style>{_sheet()}</style><div class="shop-paper">{"".join(parts)}</div>'


@cache
def _sheet() -> str:
    return SHEET.read_text(encoding="utf-8")


def line(words: object, *, tone: str = "", tag: str = "p") -> str:
    """One escaped line; `tone` is "good", "bad" or nothing."""
    mark = f' class="{escape(tone)}"' if tone else ""
    return f"<{tag}{mark}>{escape(words)}</{tag}>"


def table(heads: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """An escaped table; nothing at all without rows."""
    body = "".join(f"<tr>{''.join(line(cell, tag='td') for cell in row)}</tr>" for row in rows)
    if not body:
        return ""
    head = "".join(line(cell, tag="th") for cell in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def note(title: str, sentence: str) -> HTML:
    """A heading with one sentence under it."""
    return paper(line(title, tag="h2"), line(sentence))


def guide(pages: Iterable[tuple[str, str, str]], *, code: str = "", told: str = "") -> HTML:
    """A list of pages: name, title, what each is for; linked where a server shows them.

    `code` is an SVG of our own making, shown beneath with what is `told` of it.
    """
    rows = [
        f"<tr><td>{_link(name, title)}</td>{line(use, tag='td')}</tr>" for name, title, use in pages
    ]
    listed = f"<table><tbody>{''.join(rows)}</tbody></table>"
    return paper(listed, f'<figure class="shop-code">{code}{line(told)}</figure>' if code else "")


def _link(name: str, title: str) -> str:
    links = dict(
        pair.split("=", 1) for pair in os.environ.get("SHOPKIT_LINKS", "").split() if "=" in pair
    )
    if name not in links:
        return line(title, tag="b")
    return f'<a href="{escape(links[name])}" target="_blank" rel="noopener">{escape(title)}</a>'
