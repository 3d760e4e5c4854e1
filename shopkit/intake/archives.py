"""Zip files and the workbooks that are zip files: unpacked in passing, refused before they hurt."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from shopkit.errors import BadFile
from shopkit.text import message

UNPACKED = 200 << 20
# A single CSV in a zip is read row by row, so it may be as long as one that is not packed.
UNPACKED_CSV = 2 << 30
RATIO = 200
# Small parts, all alike, may pack better than any honest large one.
SMALL = 1 << 20
MEMBERS = 2_000
ROWS, COLUMNS = 200_000, 300
CHUNK = 1 << 20
OVERLAP = 96
ODD = re.compile(r"^[/\\]|\\|^[A-Za-z]:|(^|/)\.\.(/|$)|[\x00-\x1f]")
DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
# A cell or row reference beyond row 200,000 or column 300 (KN).
BEYOND = re.compile(
    rb"""\sr\s*=\s*["'](?:"""
    rb"(?:[A-Z]{3,}|[L-Z][A-Z]|K[O-Z])\d+"
    rb"|[A-Z]{0,3}0*(?:2000(?:0[1-9]|[1-9]\d)|200[1-9]\d\d|20[1-9]\d{3}|2[1-9]\d{4}|[3-9]\d{5}|[1-9]\d{6,})"
    rb""")["']"""
)
ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
# How zipfile says that it cannot read a file; for a packing or a version it does not know it
# raises NotImplementedError, for a directory whose places make no sense ValueError.
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError
)  # fmt: skip
BOMB = message(
    "{name} unpacks to far more than it seems to hold, and is not opened. "
    "Export it again, fewer months at a time, or save it as CSV."
)
TOO_WIDE = message(
    "{name} uses cells beyond {rows} rows or {columns} columns. "
    "Export fewer months at a time, or save it as CSV."
)
MACROS = message("{name} holds macros and is not opened. Save it as .xlsx or CSV without them.")
ODD_NAME = message("{name} is packed with an unsafe file name inside. Export it again.")
ENTITIES = message(
    "{name} holds definitions that no platform writes, and is not opened. Export it again."
)
DAMAGED = message("{name} is damaged: it cannot be unpacked. Download it again.")
ENCRYPTED = message(
    "{name} is packed with a password. Unpack it on your computer and import the file inside."
)
NOT_ONE = message(
    "{name} holds {n} files. Unpack it on your computer and import the files one by one."
)
NOT_CSV = message(
    "{name} holds no CSV file. Unpack it on your computer and import the file inside."
)
OTHER_BOOK = message("{name} is a workbook of another kind. Save it as .xlsx or CSV.")


def is_workbook(path: Path, *, name: str) -> bool:
    """Whether a zip file is a workbook; `BadFile` for one that must not be opened."""
    with _archive(path, name) as archive:
        members = _members(archive, name)
        names = {member.filename for member in members}
        if any(each.casefold().endswith("vbaproject.bin") for each in names):
            raise BadFile(MACROS, name=name)
        if "xl/workbook.bin" in names or "content.xml" in names:
            raise BadFile(OTHER_BOOK, name=name)
        return "[Content_Types].xml" in names or "xl/workbook.xml" in names


def check_workbook(path: Path, *, name: str) -> None:
    """Unpack a workbook in passing and refuse bombs, entities and far-off cells."""
    with _archive(path, name) as archive:
        total = 0
        for member in _members(archive, name):
            look = _Sheet(name) if member.filename.startswith("xl/worksheets/") else _Part(name)
            is_xml = member.filename.casefold().endswith((".xml", ".rels", ".vml"))
            for chunk in unpacked(archive, member, name=name, limit=UNPACKED - total):
                total += len(chunk)
                if is_xml:
                    look.feed(chunk)


def only_csv(path: Path, *, name: str) -> Iterator[bytes]:
    """The bytes of the only file in a zip, which must be text."""
    with _archive(path, name) as archive:
        members = [member for member in _members(archive, name) if not member.is_dir()]
        if len(members) != 1:
            raise BadFile(NOT_ONE, name=name, n=len(members))
        for n, chunk in enumerate(unpacked(archive, members[0], name=name, limit=UNPACKED_CSV)):
            if n == 0 and chunk[:4] in (b"PK\3\4", b"\xd0\xcf\x11\xe0"):
                raise BadFile(NOT_CSV, name=name)
            yield chunk


def unpacked(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, name: str, limit: int
) -> Iterator[bytes]:
    """A member's bytes as they unpack, counted: what it claims of its size is not believed."""
    done = 0
    try:
        with archive.open(member) as raw:
            while chunk := raw.read(CHUNK):
                done += len(chunk)
                thin = done > SMALL and done > RATIO * max(member.compress_size, 1)
                if thin or done > limit:
                    raise BadFile(BOMB, name=name)
                yield chunk
    except UNREADABLE as error:
        raise BadFile(DAMAGED, name=name) from error


def _archive(path: Path, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except UNREADABLE as error:
        raise BadFile(DAMAGED, name=name) from error


def _members(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    members = archive.infolist()
    names = [member.filename for member in members]
    if any(ODD.search(each) for each in names) or len(set(names)) != len(names):
        raise BadFile(ODD_NAME, name=name)
    if len(members) > MEMBERS:
        raise BadFile(BOMB, name=name)
    if any(member.flag_bits & 1 for member in members):
        raise BadFile(ENCRYPTED, name=name)
    return members


class _Part:
    """One XML part, looked through in chunks that overlap a little."""

    def __init__(self, name: str) -> None:
        self._name, self._tail = name, b""

    def feed(self, chunk: bytes) -> None:
        if not self._tail and chunk[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise BadFile(ENTITIES, name=self._name)
        text = self._tail + chunk
        if DOCTYPE.search(text):
            raise BadFile(ENTITIES, name=self._name)
        self._look(text, len(self._tail))
        self._tail = text[-OVERLAP:]

    def _look(self, text: bytes, fresh_from: int) -> None:
        """What else to look for in a part of this kind."""


class _Sheet(_Part):
    """A sheet's cells: none far off, and not too many rows without a number."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._rows = 0

    def _look(self, text: bytes, fresh_from: int) -> None:
        self._rows += sum(found.end() > fresh_from for found in ROW.finditer(text))
        if self._rows > ROWS or BEYOND.search(text):
            raise BadFile(TOO_WIDE, name=self._name, rows=ROWS, columns=COLUMNS)
