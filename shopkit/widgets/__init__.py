"""What hands touch: the board a page is drawn on, and the forms people fill in."""

from shopkit.widgets.board import Board
from shopkit.widgets.query import asked

__all__ = ["Board", "asked"]
