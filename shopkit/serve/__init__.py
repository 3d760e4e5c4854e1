"""The workbook's doors: dashboards in Voila, notebooks in JupyterLab."""

from shopkit.serve.running import serving
from shopkit.serve.opening import workbook

__all__ = ["serving", "workbook"]
