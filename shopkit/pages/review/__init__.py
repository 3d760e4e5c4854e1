"""The month in review: each section a module of `sections`, drawn for one month of one shop."""

from shopkit.pages.review.page import monthly_review

__all__ = ["monthly_review"]
