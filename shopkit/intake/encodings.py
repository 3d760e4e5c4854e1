"""Which encoding a text file is in, judged by the whole of it, never by its first bytes alone."""

import codecs
from collections.abc import Iterable

from shopkit.errors import BadFile
from shopkit.text import message

BOMS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
NOT_TEXT = message(
    "{name} is neither a text file nor a workbook. Choose the file as the platform exported it."
)
MIXED = message(
    "{name} begins as UTF-8 and then is something else: it was damaged on the way. Export it again."
)
# So many characters beyond ASCII are not UTF-8 by chance.
SURE = 8


class Encoding:
    """Fed with a file's bytes in turn, says in the end what they are."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._utf8 = codecs.getincrementaldecoder("utf-8")()
        self._may_be_utf8, self._beyond_ascii, self._started = True, 0, False
        self._found: str | None = None

    def feed(self, chunk: bytes) -> None:
        """The next bytes; `BadFile` for what is no text or two encodings in one."""
        if not self._started:
            self._started, self._found = True, BOMS.get(chunk[:2])
        if self._found:
            return
        if b"\0" in chunk:
            raise BadFile(NOT_TEXT, name=self._name)
        if self._may_be_utf8:
            self._as_utf8(chunk)

    def _as_utf8(self, chunk: bytes, *, final: bool = False) -> None:
        try:
            text = self._utf8.decode(chunk, final)
        except UnicodeDecodeError as error:
            before = bytes(error.object[: error.start]).decode("utf-8")
            if self._beyond_ascii + _beyond_ascii(before) >= SURE:
                raise BadFile(MIXED, name=self._name) from error
            self._may_be_utf8 = False
        else:
            self._beyond_ascii += _beyond_ascii(text)

    def said(self) -> str:
        """The encoding: `utf-8-sig` (with or without its mark), `gb18030`, `utf-16`."""
        if self._found:
            return self._found
        if self._may_be_utf8:
            self._as_utf8(b"", final=True)
        return "utf-8-sig" if self._may_be_utf8 else "gb18030"


def _beyond_ascii(text: str) -> int:
    return 0 if text.isascii() else sum(char > "\x7f" for char in text)


def encoding(chunks: Iterable[bytes], *, name: str) -> str:
    """The encoding of a whole text."""
    found = Encoding(name)
    for chunk in chunks:
        found.feed(chunk)
    return found.said()
