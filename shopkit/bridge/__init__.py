"""Why a figure changed: an exact split of a sum of products into its factors, to the fen."""

from shopkit.bridge.chain import Stages
from shopkit.bridge.lmdi import additive, log_mean
from shopkit.bridge.overlap import allocated
from shopkit.bridge.shapley import shapley
from shopkit.bridge.split import Bridge, Cell, Part, bridge

__all__ = [
    "Bridge",
    "Cell",
    "Part",
    "Stages",
    "additive",
    "allocated",
    "bridge",
    "log_mean",
    "shapley",
]
