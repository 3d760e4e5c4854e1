"""Prices: promotions as data, what a cart comes to after every layer, and what it leaves."""
