"""Kinds of platform files: which file is which, and which of its headers mean which column."""

from shopkit.intake.kinds.contract import Kind, Match
from shopkit.intake.kinds.headers import plain, plain_all
from shopkit.intake.kinds.kind import kinds, known, mapped, matched, named, recognise
from shopkit.intake.kinds.mapping import mappable, suggested
from shopkit.intake.kinds.personal import is_personal
from shopkit.intake.kinds.provinces import place, province
from shopkit.intake.kinds.statuses import order_status, refund_status, stage

__all__ = [
    "Kind",
    "Match",
    "is_personal",
    "kinds",
    "known",
    "mappable",
    "mapped",
    "matched",
    "named",
    "order_status",
    "place",
    "plain",
    "plain_all",
    "province",
    "recognise",
    "refund_status",
    "stage",
    "suggested",
]
