"""Words and pictures of a product page, checked before buyers see them: facts, no legal advice."""

from shopkit.compliance.lexicon import Lexicon, Phrase, built_in, lexicon, sources
from shopkit.compliance.lint import Hit, Verdict, lint, title_width
from shopkit.compliance.reasons import REASONS

__all__ = [
    "REASONS",
    "Hit",
    "Lexicon",
    "Phrase",
    "Verdict",
    "built_in",
    "lexicon",
    "lint",
    "sources",
    "title_width",
]
