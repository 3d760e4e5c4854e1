"""The workbook's doors: dashboards in Voila, notebooks in JupyterLab."""

from shopkit.serve.opening import workbook
from shopkit.serve.running import serving

__all__ = ["serving", "workbook"]
