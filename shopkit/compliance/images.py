"""What a picture file says of itself in its first bytes, and whether the platform takes it."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from shopkit.errors import BadFile
from shopkit.text import message

MOST_BYTES = 3 * 1024 * 1024
ZOOM = 800
MAIN_FORMATS = ("JPEG", "PNG", "GIF")
SKU_FORMATS = ("JPEG", "PNG")
MAIN, SKU = "main", "sku"
USES = {MAIN: message("Main picture"), SKU: message("Picture of a SKU")}
MOST_MAIN = 5
# SOF0 to SOF15 hold a JPEG's size; DHT, JPG and DAC lie between them and do not.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_UNKNOWN = message("This is no picture the platform takes: save it as JPG or PNG.")
_CUT = message("The picture is damaged or cut short: save it again.")


@dataclass(frozen=True)
class ImageFacts:
    """A picture's format, size in pixels and weight in bytes."""

    format: str
    width: int
    height: int
    weight: int


@dataclass(frozen=True)
class Finding:
    """One thing about a picture; `is_sure` is False where the limit is an assumption."""

    template: str
    facts: dict[str, object]
    is_wrong: bool
    is_sure: bool = True


def image_facts(content: bytes) -> ImageFacts:
    """What the header says; `BadFile` for anything that is no whole picture header."""
    for mark, name, size in _READERS:
        if content.startswith(mark):
            try:
                width, height = size(content)
            except (struct.error, StopIteration, IndexError) as error:
                raise BadFile(_CUT) from error
            if not (width and height):
                raise BadFile(_CUT)
            return ImageFacts(name, width, height, len(content))
    raise BadFile(_UNKNOWN)


def findings(image: ImageFacts, use: str = MAIN) -> list[Finding]:
    """What the platform's limits say of the picture, wrong things first."""
    allowed = MAIN_FORMATS if use == MAIN else SKU_FORMATS
    told = [
        Finding(
            message("Format {format}; taken are {allowed}."),
            {"format": image.format, "allowed": ", ".join(allowed)},
            image.format not in allowed,
        ),
        Finding(
            message("{mb:.2f} MB of at most {most} MB."),
            {"mb": image.weight / 2**20, "most": MOST_BYTES // 2**20},
            image.weight > MOST_BYTES,
        ),
        Finding(
            message("{width} × {height} pixels; from {zoom} × {zoom} buyers can zoom in."),
            {"width": image.width, "height": image.height, "zoom": ZOOM},
            min(image.width, image.height) < ZOOM,
            is_sure=False,
        ),
    ]
    if use == MAIN:
        told.append(
            Finding(
                message("A main picture is square; this one is {width} : {height}."),
                {"width": image.width, "height": image.height},
                image.width != image.height,
                is_sure=False,
            )
        )
    return sorted(told, key=lambda each: (not each.is_wrong, not each.is_sure))


def _png(content: bytes) -> tuple[int, int]:
    return struct.unpack(">II", content[16:24])


def _gif(content: bytes) -> tuple[int, int]:
    return struct.unpack("<HH", content[6:10])


def _bmp(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack("<ii", content[18:26])
    return abs(width), abs(height)


def _webp(content: bytes) -> tuple[int, int]:
    kind = content[12:16]
    if kind == b"VP8X":
        wide, high = content[24:27], content[27:30]
        return int.from_bytes(wide, "little") + 1, int.from_bytes(high, "little") + 1
    if kind == b"VP8L":
        (bits,) = struct.unpack("<I", content[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", content[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _jpeg(content: bytes) -> tuple[int, int]:
    at = next(place for kind, place in _segments(content) if kind in _FRAMES)
    height, width = struct.unpack(">HH", content[at + 5 : at + 9])
    return width, height


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """Each segment of a JPEG as its marker and the place of its length, less two."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            return
        if content[at + 1] == 0xFF:  # padding before a marker
            at += 1
            continue
        yield content[at + 1], at
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        at += 2 + max(length, 2)


_READERS = (
    (b"\xff\xd8\xff", "JPEG", _jpeg),
    (b"\x89PNG\r\n\x1a\n", "PNG", _png),
    (b"GIF87a", "GIF", _gif),
    (b"GIF89a", "GIF", _gif),
    (b"RIFF", "WEBP", _webp),
    (b"BM", "BMP", _bmp),
)
