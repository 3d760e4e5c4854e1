"""The workbook of a small Taobao shop: its own files in, its figures out."""

__version__ = "0.1.0"
