"""Labels for bins and products, on label rolls and on A4 sheets of stickers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from shopkit.errors import Refused
from shopkit.print.codes import Drawing, code128, qr
from shopkit.print.document import document, stylesheet
from shopkit.print.paper import LabelSize, label_size
from shopkit.text import Say, escape, message, speaker

# One dot of a 203 dpi label printer. Modules are whole dots, or bars come out unequal and unread.
DOT_MM = 0.125
FEWEST_DOTS = 2
MOST = 2000
TURNS = {"up": 0, "right": 90, "down": 180, "left": 270}
TITLES = {"bin": message("Bin labels"), "sku": message("Product labels")}
LINE = 1.2
TIGHT = 1.05
SIDE_MM = 8.5
GAP_MM = 0.8

Item = Mapping[str, object]


def labels(
    items: Sequence[Item],
    *,
    kind: str,
    code: str = "qr",
    size: LabelSize | str = "60x40",
    copies: int = 1,
    skip: int = 0,
    lang: str = "zh",
) -> str:
    """A whole HTML page of labels, each as often as `copies` or its own `copies` says.

    `kind` "sku" reads `sku`, `title`, `bin`, `barcode` of each item; "bin" reads `code`, `name`,
    `level` and `arrow` (up, down, left or right: where the bin lies from the label). `code` is
    "qr" or "code128" and holds the SKU or the bin's code, or the item's `scan` where it has one.
    `skip` leaves the first stickers of a sheet begun earlier empty. Raises `Refused` for nothing
    to print, for too much, and for a text that the code or the paper cannot hold.
    """
    paper = label_size(size) if isinstance(size, str) else size
    say = speaker(lang)
    press = _Press(paper, qr if code == "qr" else code128, say)
    draw = press.bin if kind == "bin" else press.sku
    pieces: list[str] = []
    for item in items:
        times = item.get("copies", copies)
        if not isinstance(times, int) or times < 0 or len(pieces) + times > MOST:
            raise Refused("Print from 1 to {most} labels at a time.", most=MOST)
        pieces += [draw(item)] * times
    if not pieces:
        raise Refused("There is nothing to print: choose at least one.")
    title = f"{say(TITLES[kind])} · {len(pieces)}"
    if paper.is_roll:
        hint = say("Paper {paper} mm, scale 100 %, no margins.", paper=paper.name.replace("x", "×"))
    else:
        hint = say("Paper A4, scale 100 %, no margins. Try it on plain paper first.")
    body = "\n".join(_pages(pieces, paper, skip=skip))
    return document(title, body, style=_style(paper), lang=lang, hint=hint)


def _pages(pieces: list[str], paper: LabelSize, *, skip: int) -> Iterable[str]:
    places = [""] * (skip % paper.on_a_page) + pieces
    for first in range(0, len(places), paper.on_a_page):
        page = places[first : first + paper.on_a_page]
        stickers = "".join(f'<article class="label">{piece}</article>' for piece in page)
        yield f'<section class="page">{stickers}</section>'


def _style(paper: LabelSize) -> str:
    wide, high = paper.page_mm
    return stylesheet("labels") + (
        f"@page {{ size: {wide:g}mm {high:g}mm; margin: 0; }}\n"
        f".page {{ width: {wide:g}mm; height: {high:g}mm; "
        f"padding: {paper.top_mm:g}mm 0 0 {paper.left_mm:g}mm; "
        f"grid-template-columns: repeat({paper.columns}, {paper.width_mm:g}mm); "
        f"grid-auto-rows: {paper.height_mm:g}mm; column-gap: {paper.gap_mm:g}mm; }}\n"
        f".label {{ padding: {paper.edge_mm:g}mm; }}\n"
    )


@dataclass(frozen=True, slots=True)
class _Press:
    """Draws one label at a time, for one paper and one kind of code."""

    paper: LabelSize
    code: Callable[[str], Drawing]
    say: Say

    @property
    def inside(self) -> tuple[float, float]:
        edge = 2 * self.paper.edge_mm
        return self.paper.width_mm - edge, self.paper.height_mm - edge

    def sku(self, item: Item) -> str:
        """The title in two lines at most, the code, the SKU, its bin and its barcode's number."""
        wide, high = self.inside
        title = _text(item, "title")
        size = min(max(high * 0.105, 2.7), 4)
        rest = high - (2 * size * LINE if title else 0) - GAP_MM
        head = f'<p class="title" style="font-size:{size:g}mm">{escape(title)}</p>' if title else ""
        drawing = self.code(_text(item, "scan") or _text(item, "sku"))
        number = _text(item, "barcode")
        if self.code is qr:
            picture, side = self._square(drawing, min(rest, wide * 0.56))
            words = self._words(item, wide - side - 1.2, rest - 4)
            words += _line(number, "number", _fit(number, wide - side - 1.2, 2.8, least=1.9))
            return f'{head}<div class="row">{picture}<div class="side">{words}</div></div>'
        foot = min(rest * 0.3, 6)
        below = 2.6 * LINE if number else 0
        picture = self._bars(drawing, rest - foot * LINE - below - 2 * GAP_MM)
        words = self._words(item, wide * 0.48, foot / 0.42)
        under = _line(number, "number", 2.4)
        return f'{head}<div class="stack">{picture}<div class="foot">{words}</div>{under}</div>'

    def bin(self, item: Item) -> str:
        """The bin's code as large as the label allows, the code to scan, arrow and level."""
        wide, high = self.inside
        name = _text(item, "code")
        drawing = self.code(_text(item, "scan") or name)
        tallest = high * (0.42 if self.code is qr else 0.46)
        most = wide - (SIDE_MM if self.code is code128 and "arrow" in item else 0)
        size = _fit(name, most, tallest, least=3)
        rest = high - size * TIGHT - GAP_MM
        big = f'<b class="name" style="font-size:{size:g}mm">{escape(name)}</b>'
        if self.code is qr:
            picture, side = self._square(drawing, min(rest, wide * 0.6))
            beside = self._way(item, min(rest, wide - side - 2, 18), wide - side - 2)
            return f'<div class="head">{big}</div><div class="row">{picture}{beside}</div>'
        arrow = _arrow(item, min(size, SIDE_MM))
        words = " · ".join(filter(None, (self._level(item), _text(item, "name"))))
        foot = _line(words, "place", 3)
        picture = self._bars(drawing, rest - (3 * LINE + GAP_MM if words else 0))
        return f'<div class="head">{big}{arrow}</div><div class="stack">{picture}{foot}</div>'

    def _way(self, item: Item, high: float, wide: float) -> str:
        """The arrow, the level and the name of a bin, beside its code."""
        level, name = self._level(item), _text(item, "name")
        arrow = _arrow(item, min(high - 5.4 * bool(level) - 4.2 * bool(name), wide))
        if not (level or name or arrow):
            return ""
        words = _line(level, "level", _fit(level, wide, 4.2, least=2.4))
        words += _line(name, "place", _fit(name, wide, 3.2, least=2.4))
        return f'<div class="side way">{arrow}{words}</div>'

    def _level(self, item: Item) -> str:
        level = _text(item, "level")
        return self.say("Level {n}", n=level) if level else ""

    def _words(self, item: Item, wide: float, high: float) -> str:
        sku, place = _text(item, "sku"), _text(item, "bin")
        words = _line(sku, "sku", _fit(sku, wide, high * 0.36, least=2.6))
        if place:
            words += _line(place, "bin", _fit(place, wide - 2, high * 0.42, least=3))
        return words

    def _square(self, drawing: Drawing, side: float) -> tuple[str, float]:
        length = drawing.wide * self._module(drawing, side)
        return drawing.svg(width_mm=length, height_mm=length), length

    def _bars(self, drawing: Drawing, high: float) -> str:
        """Bars across the label; their white margins may reach to its edge."""
        module = self._module(drawing, self.paper.width_mm)
        left = (self.inside[0] - drawing.wide * module) / 2 // DOT_MM * DOT_MM
        picture = drawing.svg(width_mm=drawing.wide * module, height_mm=high)
        return f'<div style="margin-left:{left:g}mm">{picture}</div>'

    def _module(self, drawing: Drawing, side: float) -> float:
        """The width of one module in millimetres: as many whole dots as there is room for."""
        dots = int(side / drawing.wide / DOT_MM)
        if dots < FEWEST_DOTS:
            raise Refused(
                "{text} does not fit on {paper} labels: use larger labels or a QR code.",
                text=drawing.text,
                paper=self.paper.name,
            )
        return dots * DOT_MM


def _text(item: Item, key: str) -> str:
    value = item.get(key)
    return "" if value is None else str(value).strip()


def _line(words: str, name: str, size: float) -> str:
    if not words:
        return ""
    return f'<p class="{name}" style="font-size:{size:.4g}mm">{escape(words)}</p>'


def _fit(words: str, wide: float, most: float, *, least: float) -> float:
    """The size in millimetres at which bold words fill `wide`, never above `most`."""
    return max(least, min(most, wide / max(sum(map(_em, words)), 1)))


def _em(char: str) -> float:
    """The width of a bold character in ems, a little generous: fonts differ between systems."""
    if ord(char) >= 0x2E80:
        return 1.02
    if char in "-. ,:;|/il'I1jt()":
        return 0.62 if char == "1" else 0.42
    return 0.82 if char in "MWmw@%" else 0.76 if char.isupper() else 0.64


def _arrow(item: Item, side: float) -> str:
    turn = TURNS.get(_text(item, "arrow"))
    if turn is None:
        return ""
    return (
        f'<svg class="arrow" viewBox="0 0 10 10" width="{side:.4g}mm" height="{side:.4g}mm">'
        f'<path transform="rotate({turn} 5 5)" d="M5 0l4.4 5H6.7v5H3.3V5H.6z"/></svg>'
    )
