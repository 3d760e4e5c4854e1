"""What a notebook calls: one function a section."""

from shopkit.pages.kpi import kpi_board, kpi_page

__all__ = ["kpi_board", "kpi_page"]
