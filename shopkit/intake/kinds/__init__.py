"""Kinds of platform files: which file is which, and which of its headers mean which column."""

from shopkit.intake.kinds.contract import Kind, Match
from shopkit.intake.kinds.headers import plain, plain_all
from shopkit.intake.kinds.kind import kinds, known, mapped, matched, named, recognise

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
