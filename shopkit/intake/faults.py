"""What is wrong in a readable file: collected, so that forty bad rows are one report."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field

SHOWN = 1_000


@dataclass(frozen=True)
class Fault:
    """One bad value: where a person finds it, what is wrong, what to do.

    `line` counts from 1 as the file's own rows do, title rows and header included; `column` is
    the header as in the file. `what` and `next` are catalogue keys, `facts` fill their braces.
    """

    line: int
    column: str
    what: str
    facts: Mapping[str, object] = field(default_factory=dict)
    next: str = ""
    sheet: str = ""

    def __str__(self) -> str:
        return f"{self.what.format(**self.facts)} {self.next.format(**self.facts)}".strip()

    def told(self, say: Callable[..., str]) -> str:
        """What is wrong and the next step, in the language of `say`."""
        said = [say(part, **self.facts) for part in (self.what, self.next) if part]
        return " ".join(said)

    def as_json(self) -> dict:
        """This fault as plain values."""
        return asdict(self)


class FaultList:
    """The first faults of a file in full, the others counted."""

    def __init__(self) -> None:
        self.shown: list[Fault] = []
        self.count = 0

    def add(self, faults: Iterable[Fault], *, count: int | None = None) -> None:
        """Keep these faults while there is room; `count` says how many there were in truth."""
        listed = list(faults)
        self.count += len(listed) if count is None else count
        self.shown += listed[: SHOWN - len(self.shown)]
