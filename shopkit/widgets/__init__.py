"""What hands touch: the board a page is drawn on, and the forms people fill in."""

from shopkit.widgets.board import Board
from shopkit.widgets.desk import Desk, Reply, Upload
from shopkit.widgets.members import MembersForm
from shopkit.widgets.paper import guide, note
from shopkit.widgets.query import asked
from shopkit.widgets.sample import SampleSwitch
from shopkit.widgets.upload import ImportForm

__all__ = [
    "Board",
    "Desk",
    "ImportForm",
    "MembersForm",
    "Reply",
    "SampleSwitch",
    "Upload",
    "asked",
    "guide",
    "note",
]
