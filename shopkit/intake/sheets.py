"""A file's rows as text cells, in blocks, each knowing the line a person would look for."""

from collections.abc import Iterator
from dataclasses import dataclass

from shopkit.intake.faults import Fault

ROWS = 8_192


@dataclass(frozen=True)
class Block:
    """Some rows in a row: `first` is the line of the first; `share` of the file is read by then.

    `broken` is the fault that ended the block, `lost` the lines it swallowed; `folded` says that
    some cell holds a line break.
    """

    first: int
    rows: list[list[str]]
    share: float = 1.0
    broken: Fault | None = None
    lost: int = 0
    folded: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table in a file: its title ("" where there is only one) and its rows.

    `strict`: a row of another width than the header is a fault (text files); else cells beyond
    the header are not ours (workbooks).
    """

    title: str
    blocks: Iterator[Block]
    strict: bool
