"""A checked file read whole: sheets found, rows cleaned and staged, faults collected."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain

from shopkit.errors import BadFile
from shopkit.intake import blocks, rows
from shopkit.intake.asked import Asked
from shopkit.intake.asking import DAILY, GROWING, constants, counters
from shopkit.intake.containers import sheets
from shopkit.intake.faults import Fault, FaultList
from shopkit.intake.keys import Keys
from shopkit.intake.layout import Layout, end_of, exported_at, layout, period
from shopkit.intake.persons import sampled
from shopkit.intake.plan import Plan
from shopkit.intake.preview import Preview, Unknown
from shopkit.intake.shape import shaped
from shopkit.intake.sheets import Block, Sheet
from shopkit.intake.staging import Spool, Staged
from shopkit.text import message

SAMPLE = 5
NO_ROWS = message("{name} has no rows of data. Choose a period with data and export it again.")
NOT_THAT = message("{name} lacks the columns of the kind that was chosen. Choose another kind.")
NO_SALES = message(
    "“{column}” counts all sales so far and cannot be imported as sales. "
    "Export the orders or the shop's daily figures instead."
)
Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class Opened:
    """A sheet with its first block read, so that its header is known."""

    sheet: Sheet
    layout: Layout
    rows: list[list[str]]
    blocks: Iterator[Block]


def read(asked: Asked, tell: Tell) -> Preview:
    """The preview of a file; its rows are staged unless something is wrong."""
    about = Preview(asked.name, asked.sha256, asked.container, asked.encoding)
    held = sheets(asked.path, container=asked.container, encoding=asked.encoding)
    with held as found:
        opened = [each for sheet in found if (each := _opened(asked, sheet))]
        if not opened:
            raise BadFile(NO_ROWS, name=asked.name)
        kinds = [each.layout.match.kind.name for each in opened if each.layout.match]
        if not kinds:
            return _unknown(asked, about, max(opened, key=lambda each: len(each.rows)))
        taken = [
            each for each in opened if each.layout.match and each.layout.match.kind.name == kinds[0]
        ]
        left = tuple(each.sheet.title for each in opened if each not in taken)
        return Reading(asked, tell).of(taken, replace(about, sheets_ignored=left))


def _opened(asked: Asked, sheet: Sheet) -> Opened | None:
    first = next(sheet.blocks, None)
    if first is None or not first.rows:
        return None
    found = layout(first.rows, kind=asked.kind, mapping=asked.mapping)
    below = replace(first, first=first.first + found.place + 1, rows=first.rows[found.place + 1 :])
    return Opened(sheet, found, first.rows, chain([below], sheet.blocks))


def _unknown(asked: Asked, about: Preview, opened: Opened) -> Preview:
    if asked.kind:
        raise BadFile(NOT_THAT, name=asked.name)
    header, place = opened.layout.header, opened.layout.place
    sample = [
        [sampled(name, cell) for name, cell in zip(header, row, strict=False)]
        for row in opened.rows[place + 1 : place + 1 + SAMPLE]
    ]
    warned = tuple(
        Fault(place + 1, name, GROWING, {"column": name}, DAILY) for name in counters(header)
    )
    unknown = Unknown(header, sample)
    return replace(about, unknown=unknown, faults=warned, fault_count=len(warned))


class Reading:
    """One file on its way from sheets to a staged table."""

    def __init__(self, asked: Asked, tell: Tell) -> None:
        self._asked, self._tell = asked, tell
        self._faults, self._keys = FaultList(), Keys()
        self._dropped: list[tuple[int, str]] = []
        self._left_out = 0
        self._asks: tuple[str, ...] = ()

    def of(self, taken: list[Opened], about: Preview) -> Preview:
        """The preview of sheets that are all of one kind."""
        plans = self._plans(taken)
        names = sorted(set().union(*map(rows.produced, plans)))
        kind = plans[0].match.kind
        folder = self._asked.staging / f"spool-{secrets.token_hex(8)}"
        spool = Spool(folder, kind.table, names, adds=kind.adds)
        try:
            for n, (plan, opened) in enumerate(zip(plans, taken, strict=True)):
                for block in opened.blocks:
                    self._add(plan, block, spool)
                    self._tell("reading", (n + block.share) / len(plans) * 0.9)
            return self._preview(about, plans, spool)
        finally:
            spool.close()

    def _plans(self, taken: list[Opened]) -> list[Plan]:
        plans = []
        for opened in taken:
            found = opened.layout
            told = self._asked.period or period([self._asked.name, *found.titles])
            known = constants(
                found.match, name=self._asked.name, period=told, asof=self._asked.asof
            )
            self._asks = tuple(dict.fromkeys((*self._asks, *known.asks)))
            self._faults.add(
                Fault(found.place + 1, "", fault, {}, "", opened.sheet.title)
                for fault in known.faults
            )
            if growing := counters([found.header[n] for n in found.match.places.values()]):
                raise BadFile(NO_SALES, column=growing[0])
            plans.append(
                Plan(
                    found.match,
                    found.header,
                    self._asked.secret,
                    sheet=opened.sheet.title,
                    strict=opened.sheet.strict,
                    constants=known.values,
                    mapped=bool(self._asked.mapping),
                )
            )
        return plans

    def _add(self, plan: Plan, block: Block, spool: Spool) -> None:
        shape = shaped(plan, block)
        torn = [*shape.faults, *([block.broken] if block.broken else [])]
        self._faults.add(torn)
        self._dropped += shape.dropped
        self._left_out += len(shape.faults) + block.lost
        if not shape.rows:
            return
        found = blocks.read(plan, shape.lines, shape.rows)
        self._faults.add(found.faults, count=found.count)
        good = found.sound
        self._left_out += len(shape.rows) - good.size
        if good.size and not self._wrong:
            spool.add(rows.finished(plan, good.columns, self._keys))

    @property
    def _wrong(self) -> bool:
        """Whether nothing may be staged: faults, or something only a person can tell."""
        return bool(self._asks or (self._faults.count and not self._asked.leave_out_faulty))

    def _preview(self, about: Preview, plans: list[Plan], spool: Spool) -> Preview:
        self._tell("staging", 0.9)
        if not spool.rows and not self._faults.count:
            raise BadFile(NO_ROWS, name=self._asked.name)
        seen_at = self._seen_at(spool)
        staged, path = Staged(), None
        if spool.rows and not self._wrong:
            path = self._asked.staging / f"{secrets.token_hex(16)}.parquet"
            staged = spool.write(path, seen_at=seen_at, days=self._days(plans[0], spool))
        kind = plans[0].match.kind
        return replace(
            about,
            kind=kind.name,
            title=kind.title,
            table=kind.table.name,
            rows=staged.rows,
            left_out=self._left_out,
            repeated=staged.repeated,
            dropped=tuple(self._dropped),
            totals=staged.totals,
            first_day=staged.first_day,
            last_day=staged.last_day,
            taken={
                plan.header[place]: name
                for plan in plans
                for name, place in plan.match.places.items()
            },
            ignored=tuple(dict.fromkeys(chain(*(plan.match.ignored for plan in plans)))),
            columns=tuple(name for name in kind.table.columns if name in spool.names),
            sheets=tuple(plan.sheet for plan in plans if plan.sheet),
            seen_at=seen_at,
            faults=tuple(self._faults.shown),
            fault_count=self._faults.count,
            asks=self._asks,
            staged=path,
        )

    def _seen_at(self, spool: Spool) -> datetime:
        found = [exported_at(self._asked.name)]
        found.append(spool.latest and spool.latest.replace(tzinfo=UTC))
        if not spool.latest and spool.days:
            found.append(end_of(max(spool.days)))
        return max(filter(None, found), default=datetime(1970, 1, 1, tzinfo=UTC))

    def _days(self, plan: Plan, spool: Spool) -> int | None:
        """The length a file's name gives its rows, where they all carry one and the same day."""
        named = period([self._asked.name])
        if "day" not in plan.match.places or len(spool.days) != 1 or not named:
            return None
        first, last = named
        return (last - first).days + 1 if first <= max(spool.days) <= last else None
