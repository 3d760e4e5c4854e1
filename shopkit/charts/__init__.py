"""Charts, written once in Altair and compiled once; a dashboard draws the compiled ones."""

from shopkit.charts.board import specs

__all__ = ["specs"]
