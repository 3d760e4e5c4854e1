"""Files from outside, read, checked and shown before anything is kept."""

from shopkit.intake.faults import Fault
from shopkit.intake.look import preview
from shopkit.intake.preview import Preview, Unknown

__all__ = ["Fault", "Preview", "Unknown", "preview"]
