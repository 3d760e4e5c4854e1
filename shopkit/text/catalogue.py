"""Builds `zh.mo` from the `.po` files beside it, one a room: `python -m shopkit.text.catalogue`."""

from io import BytesIO
from pathlib import Path

FOLDER = Path(__file__).parent


def compiled() -> bytes:
    """The bytes of `zh.mo` that the `.po` files make."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    class Plain(Catalog):
        # without the day and the version of its making: the same books, the same bytes
        mime_headers = (("Content-Type", "text/plain; charset=utf-8"),)

    whole = Plain(locale="zh")
    for path in sorted((FOLDER / "zh").glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale="zh"):
                if entry.id and entry.string:
                    whole.add(entry.id, entry.string)
    packed = BytesIO()
    write_mo(packed, whole)
    return packed.getvalue()


if __name__ == "__main__":
    (FOLDER / "zh.mo").write_bytes(compiled())
