"""The workbook's doors: dashboards in Voila, notebooks in JupyterLab."""

from shopkit.serve.running import serving
from shopkit.serve.workbook import workbook

__all__ = ["serving", "workbook"]
