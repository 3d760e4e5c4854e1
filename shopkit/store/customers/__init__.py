"""Contacts with customers by pseudonym: consent, lists that were taken, what came of them."""

from shopkit.store.customers.consent import consents, record_consents, rules, set_rules
from shopkit.store.customers.lists import (
    Contact,
    ContactList,
    Wanted,
    contacted,
    contacts,
    forget,
    lists,
    take_list,
    waiting,
    withdraw,
)
from shopkit.store.customers.outcomes import record_outcomes

__all__ = [
    "Contact",
    "ContactList",
    "Wanted",
    "consents",
    "contacted",
    "contacts",
    "forget",
    "lists",
    "record_consents",
    "record_outcomes",
    "rules",
    "set_rules",
    "take_list",
    "waiting",
    "withdraw",
]
