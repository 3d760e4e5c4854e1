"""Campaigns after the fact: what would have been, what came of it, what it truly earned."""
