"""Files from outside, read, checked and shown before anything is kept."""

from shopkit.intake.faults import Fault
from shopkit.intake.preview import Preview, Unknown, preview

__all__ = ["Fault", "Preview", "Unknown", "preview"]
