"""Words on a page: headings, cards and tables as HTML. Every text is escaped here."""

import os
from collections.abc import Iterable, Sequence

from ipywidgets import HTML

from shopkit.text import escape

STYLE = """<style>
.shop-paper { font: 15px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif;
  max-width: 62em; color: var(--jp-ui-font-color1, #16212b); white-space: normal; }
.shop-paper h2 { font-size: 1.3em; margin: 0 0 0.2em; }
.shop-paper h3 { font-size: 1.05em; margin: 0 0 0.2em; }
.shop-paper p { margin: 0 0 0.4em; }
.shop-paper table { border-collapse: collapse; margin: 0.3em 0; font-variant-numeric: tabular-nums; }
.shop-paper th, .shop-paper td { text-align: start; padding: 0.2em 0.9em 0.2em 0;
  border-bottom: 1px solid var(--jp-border-color2, #dfe5e9); vertical-align: top; overflow-wrap: anywhere; }
.shop-paper th { font-weight: 500; color: var(--jp-ui-font-color2, #56636e); }
.shop-paper .good { color: #0b66a3; font-weight: 600; }
.shop-paper .bad { color: #b8390e; font-weight: 600; }
.shop-paper a { color: #0b66a3; font-weight: 600; }
.shop-card { border: 1px solid var(--jp-border-color2, #dfe5e9); border-radius: 8px; padding: 12px; margin: 8px 0;
  max-width: 64em; }
.shop-card .widget-inline-hbox, .shop-card .widget-dropdown { max-width: 100%; }
</style>"""


def paper(*parts: str) -> HTML:
    """Parts that are safe already, as one widget."""
    return HTML(page(*parts))


def page(*parts: str) -> str:
    """Parts that are safe already, in the pages' style."""
    return f'{STYLE}<div class="shop-paper">{"".join(parts)}</div>'


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


def guide(pages: Iterable[tuple[str, str, str]]) -> HTML:
    """A list of pages: name, title, what each is for; linked where a server shows them."""
    rows = [
        f"<tr><td>{_link(name, title)}</td>{line(use, tag='td')}</tr>" for name, title, use in pages
    ]
    return paper(f"<table><tbody>{''.join(rows)}</tbody></table>")


def _link(name: str, title: str) -> str:
    links = dict(
        pair.split("=", 1) for pair in os.environ.get("SHOPKIT_LINKS", "").split() if "=" in pair
    )
    if name not in links:
        return line(title, tag="b")
    return f'<a href="{escape(links[name])}" target="_blank" rel="noopener">{escape(title)}</a>'
