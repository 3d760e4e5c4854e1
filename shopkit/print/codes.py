"""Codes that scanners read, drawn as SVG to stand in a page: black on white in every theme."""

from collections.abc import Iterator
from dataclasses import dataclass

from shopkit.errors import Refused
from shopkit.text import escape

QR_QUIET = 4  # white modules that a scanner needs on each side, as ISO/IEC 18004 asks
BARS_QUIET = 10  # ISO/IEC 15417
BARS_HIGH = 40
LONGEST_BARS = 48


@dataclass(frozen=True, slots=True)
class Drawing:
    """A code in modules, its quiet zone included; `path` is SVG path data of the dark ones."""

    text: str
    wide: int
    high: int
    path: str

    def svg(self, *, width_mm: float | None = None, height_mm: float | None = None) -> str:
        """An inline SVG element; without lengths it takes those of its surroundings."""
        lengths = ((" width", width_mm), (" height", height_mm))
        sizes = "".join(f'{name}="{length:g}mm"' for name, length in lengths if length)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.wide} {self.high}"{sizes} '
            'preserveAspectRatio="none" shape-rendering="crispEdges" role="img" '
            f'aria-label="{escape(self.text)}" '
            'style="forced-color-adjust:none;print-color-adjust:exact">'
            f'<path fill="#fff" d="M0 0h{self.wide}v{self.high}H0z"/>'
            f'<path fill="#000" d="{self.path}"/></svg>'
        )


def qr_svg(text: str) -> str:
    """A QR code of any text, as an inline SVG element; see `qr` for what is refused."""
    return qr(text).svg()


def code128_svg(text: str) -> str:
    """A Code 128 bar code, as an inline SVG element; see `code128` for what is refused."""
    return code128(text).svg()


def qr(text: str) -> Drawing:
    """The QR code of any text, Chinese included (as UTF-8, said so in the code).

    The redundancy is at least 15 %, and more where the same size has room for it.
    Raises `Refused` for no text and for more than a QR code holds.
    """
    import segno

    words = _some(text)
    coding = {} if words.isascii() else {"encoding": "utf-8", "eci": True, "mode": "byte"}
    try:
        rows = [bytes(row) for row in segno.make_qr(words, error="m", **coding).matrix]
    except segno.DataOverflowError as error:
        raise Refused("{text}… is too long for one code: shorten it.", text=words[:20]) from error
    side = len(rows) + 2 * QR_QUIET
    path = "".join(
        f"M{QR_QUIET + start} {QR_QUIET + place}h{length}v1h-{length}z"
        for place, row in enumerate(rows)
        for start, length in _runs(row)
    )
    return Drawing(words, side, side, path)


def code128(text: str) -> Drawing:
    """The Code 128 bar code of letters, digits and signs of ASCII.

    Raises `Refused`, telling to take a QR code, for other characters and for long text.
    """
    from barcode.codex import Code128

    words = _some(text)
    if not (words.isascii() and words.isprintable()):
        raise Refused(
            "A bar code takes only English letters, digits and signs, not {text}: "
            "print a QR code instead.",
            text=words[:40],
        )
    if len(words) > LONGEST_BARS:
        raise Refused(
            "{text}… is too long for a bar code: print a QR code instead.", text=words[:20]
        )
    (modules,) = Code128(words).build()
    path = "".join(
        f"M{BARS_QUIET + start} 0h{length}v{BARS_HIGH}h-{length}z"
        for start, length in _runs(modules.encode().translate(bytes.maketrans(b"01", b"\0\1")))
    )
    return Drawing(words, len(modules) + 2 * BARS_QUIET, BARS_HIGH, path)


def _some(text: str) -> str:
    words = str(text).strip()
    if not words:
        raise Refused("There is no text to make a code of: give the SKU or the bin first.")
    return words


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Start and length of each run of dark modules."""
    place = 0
    while (start := row.find(1, place)) >= 0:
        end = row.find(0, start)
        place = end if end >= 0 else len(row)
        yield start, place - start
