"""Frozen months: a notebook run on pinned data, its files, and the proof that they stay."""

from shopkit.review.running import BrokenNotebook, notebooks, run_notebook

__all__ = ["BrokenNotebook", "notebooks", "run_notebook"]
