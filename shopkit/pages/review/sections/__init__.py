"""The sections of a review. One is a module with ORDER, TITLE and `section(month)`, found here.

`section` yields the parts of `review.parts`. What it asks of the store it asks through
`month.past.ask`, so that a frozen month can be made again when the store has moved on.
"""
