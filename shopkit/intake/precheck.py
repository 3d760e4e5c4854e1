"""What a file really is, told by its bytes; what must not be opened is refused here."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from shopkit.errors import BadFile
from shopkit.intake import archives
from shopkit.intake.encodings import Encoding, encoding
from shopkit.text import message

SIZE = 2 << 30
# Whole in memory while it is read, so much smaller than a text file may be.
SIZE_BOOK = 100 << 20
CHUNK = 1 << 20
ZIP, OLE2 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML = re.compile(rb"<(!doctype html|html|table|meta|head)\b", re.IGNORECASE)
EMPTY = message("{name} is empty. Export it again.")
TOO_LARGE = message("{name} is larger than {mib} MiB. Export fewer months at a time.")
LOCKED = message(
    "{name} is locked with a password. Open it in Excel or WPS, choose Save As, "
    "remove the password, and import that file."
)
OLD_BOOK = message("{name} is an Office file, but no workbook. Save it as .xlsx or CSV.")
GONE = message("{name} cannot be opened: {reason}. Close other programs that use it and try again.")


@dataclass(frozen=True)
class Checked:
    """A file that may be read: what holds its rows, its text's encoding, its digest and size."""

    container: str
    encoding: str
    sha256: str
    size: int


def checked(path: Path, *, name: str, tell: Callable[[float], None]) -> Checked:
    """What the file is ("csv", "zip", "xlsx", "xls", "html"), read through once, in little memory.

    Raises `BadFile` for what is too large, locked, packed to hurt, or no table at all.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError as error:
        raise BadFile(GONE, name=name, reason=error.strerror) from error
    if not size:
        raise BadFile(EMPTY, name=name)
    _within(size, SIZE, name)
    if start.startswith(ZIP):
        return _zipped(path, name, size, tell)
    if start.startswith(OLE2):
        return _old_book(path, name, size, tell)
    if HTML.search(start) and start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        _within(size, SIZE_BOOK, name)
        return _text(path, name, size, tell, container="html")
    return _text(path, name, size, tell, container="csv")


def _within(size: int, limit: int, name: str) -> None:
    if size > limit:
        raise BadFile(TOO_LARGE, name=name, mib=limit >> 20)


def _chunks(path: Path, size: int, tell: Callable[[float], None]) -> Iterator[bytes]:
    done = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            done += len(chunk)
            yield chunk
            tell(done / size)


def _text(
    path: Path, name: str, size: int, tell: Callable[[float], None], *, container: str
) -> Checked:
    digest, found = hashlib.sha256(), Encoding(name)
    for chunk in _chunks(path, size, tell):
        digest.update(chunk)
        found.feed(chunk)
    return Checked(container, found.said(), digest.hexdigest(), size)


def _digest(path: Path, size: int, tell: Callable[[float], None]) -> str:
    digest = hashlib.sha256()
    for chunk in _chunks(path, size, tell):
        digest.update(chunk)
    return digest.hexdigest()


def _zipped(path: Path, name: str, size: int, tell: Callable[[float], None]) -> Checked:
    if archives.is_workbook(path, name=name):
        _within(size, SIZE_BOOK, name)
        archives.check_workbook(path, name=name)
        return Checked("xlsx", "", _digest(path, size, tell), size)
    found = encoding(archives.only_csv(path, name=name), name=name)
    return Checked("zip", found, _digest(path, size, tell), size)


def _old_book(path: Path, name: str, size: int, tell: Callable[[float], None]) -> Checked:
    _within(size, SIZE_BOOK, name)
    content = path.read_bytes()
    if _holds(content, "EncryptedPackage"):
        raise BadFile(LOCKED, name=name)
    if _holds(content, "_VBA_PROJECT"):
        raise BadFile(archives.MACROS, name=name)
    if not (_holds(content, "Workbook") or _holds(content, "Book")):
        raise BadFile(OLD_BOOK, name=name)
    tell(1.0)
    return Checked("xls", "", hashlib.sha256(content).hexdigest(), size)


def _holds(content: bytes, entry: str) -> bool:
    return entry.encode("utf-16-le") in content
