"""Meetings: what was said, decided and expected, and what the figures did afterwards."""
