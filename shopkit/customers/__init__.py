"""Customers by pseudonym: how recently, how often and how much they bought, and what is to come."""
