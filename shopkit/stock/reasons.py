"""Why units moved, by the word the ledger keeps; said in the reader's language."""

from shopkit.text import Say, message

REASONS = {
    "undo": message("taken back"),
    "count": message("count"),
    "rederived": message("count, worked out again"),
    "putaway": message("put away"),
    "opening": message("opening stock"),
    "moved": message("moved"),
    "return": message("returned by the buyer"),
    "broken": message("Broken"),
    "wrong": message("Wrong goods"),
    "quality": message("Poor quality"),
    "expired": message("Out of date"),
    "lost": message("Lost"),
    "gift": message("Given away"),
    "photo": message("Used for photos"),
}
AT_RECEIPT = ("broken", "wrong", "quality", "expired")
FROM_SHELF = ("broken", "expired", "lost", "gift", "photo")


def said(reason: str, say: Say) -> str:
    """A reason in the reader's words; one typed by a person stays as it was typed."""
    return say(REASONS[reason]) if reason in REASONS else reason


def options(names: tuple[str, ...], say: Say) -> list[list[str]]:
    """These reasons as the options of a choice."""
    return [[name, said(name, say)] for name in names]
