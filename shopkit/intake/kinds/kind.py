"""Which kind of file a header row belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from shopkit.errors import NotFound, Refused
from shopkit.intake.kinds.ads import AD_KINDS
from shopkit.intake.kinds.contract import Kind, Match
from shopkit.intake.kinds.goods import GOODS_KINDS
from shopkit.intake.kinds.headers import plain, plain_all
from shopkit.intake.kinds.orders import ORDER_KINDS
from shopkit.intake.kinds.personal import is_personal
from shopkit.intake.kinds.refunds import REFUND_KINDS
from shopkit.intake.kinds.service import SERVICE_KINDS
from shopkit.intake.kinds.traffic import TRAFFIC_KINDS
from shopkit.text import message

__all__ = [
    "Kind",
    "Match",
    "kinds",
    "known",
    "mapped",
    "matched",
    "named",
    "plain",
    "plain_all",
    "recognise",
]


def kinds() -> tuple[Kind, ...]:
    """Every kind of file known by name; the earlier wins where two fit a file equally."""
    return ORDER_KINDS + REFUND_KINDS + TRAFFIC_KINDS + AD_KINDS + SERVICE_KINDS + GOODS_KINDS


def named(name: str) -> Kind:
    """The kind of that name; `NotFound` says which there are."""
    for kind in kinds():
        if kind.name == name:
            return kind
    raise NotFound(
        message("There is no kind of file {name}. Choose one of: {kinds}."),
        name=name,
        kinds=", ".join(kind.name for kind in kinds()),
    )


@cache
def _known_headers() -> frozenset[str]:
    return frozenset(
        header for kind in kinds() for headers in kind.columns.values() for header in headers
    )


def known(header_row: Sequence[str]) -> int:
    """How many cells of a row are headers that some kind knows."""
    return len(_known_headers().intersection(plain_all(header_row)))


def recognise(headers: Sequence[str]) -> Match | None:
    """The kind that takes most columns of a header row, or None where none has what it needs."""
    found = [match for kind in kinds() if (match := matched(kind, headers))]
    return max(found, key=lambda match: len(match.places), default=None)


def matched(kind: Kind, headers: Sequence[str]) -> Match | None:
    """A header row read as `kind`, or None where the row rules that out or lacks what it needs."""
    row = plain_all(headers)
    present = set(row)
    if present.intersection(kind.forbids) or (kind.signs and not present.intersection(kind.signs)):
        return None
    places = _places(kind, row)
    return None if _lacking(kind, places) else _match(kind, places, headers)


def mapped(kind: Kind, headers: Sequence[str], mapping: Mapping[str, str]) -> Match:
    """A header row read as `kind` by a person's own mapping, our column to the file's header.

    Refuses a header that names a person, a column the kind does not have, and a mapping that
    leaves out what the kind needs; `NotFound` for a header the file does not have.
    """
    row = plain_all(headers)
    places = {column: _place(kind, row, column, header) for column, header in mapping.items()}
    if lacking := _lacking(kind, places):
        raise Refused(
            message("Too little is chosen. Choose a column of the file for one of: {columns}."),
            columns=", ".join(lacking),
        )
    return _match(kind, places, headers)


def _place(kind: Kind, row: Sequence[str], column: str, header: str) -> int:
    if column not in kind.columns:
        raise Refused(
            message("{kind} has no column {column}. Take it out of the mapping."),
            kind=kind.name,
            column=column,
        )
    if column != "address" and is_personal(header):
        raise Refused(
            message("The column {header} names persons and is never read. Choose another."),
            header=header,
        )
    if plain(header) not in row:
        raise NotFound(
            message("The file has no column {header}. Choose the column again."), header=header
        )
    return row.index(plain(header))


def _places(kind: Kind, row: Sequence[str]) -> dict[str, int]:
    places = {}
    for column, names in kind.columns.items():
        first = next((name for name in names if name in row), None)
        if first is not None:
            places[column] = row.index(first)
    return places


def _lacking(kind: Kind, places: Mapping[str, int]) -> tuple[str, ...]:
    groups = (group for group in kind.needs if not places.keys() & set(group))
    return next(groups, ())


def _match(kind: Kind, places: Mapping[str, int], headers: Sequence[str]) -> Match:
    row = plain_all(headers)
    present = set(row)
    decided = next((fixed for signs, fixed in kind.fixed_by if present.intersection(signs)), {})
    kind = replace(
        kind,
        fixed={**kind.fixed, **decided},
        dated_by_name=kind.dated_by_name and not {"day", "seen_on"} & places.keys(),
    )
    used = set(places.values())
    ignored = tuple(str(headers[n]) for n, name in enumerate(row) if name and n not in used)
    return Match(kind, places, ignored)
