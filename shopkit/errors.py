"""What may be refused, in words fit to show the person who asked."""

from collections.abc import Callable


class ShopkitError(Exception):
    """A refusal that carries its facts and the next step.

    `template` is the English sentence and the catalogue key; `facts` fill its braces.
    `str(error)` is English; `error.told(say)` is the reader's language.
    """

    def __init__(self, template: str, **facts: object) -> None:
        super().__init__(template, facts)
        self.template, self.facts = template, facts

    def __str__(self) -> str:
        return self.template.format(**self.facts)

    def told(self, say: Callable[..., str]) -> str:
        """The sentence in the language of `say` (see `text.speaker`)."""
        return say(self.template, **self.facts)


class BadFile(ShopkitError):
    """A file that cannot be read at all; faults inside a readable file are collected instead."""


class BadTable(ShopkitError):
    """A table that lacks what its contract names."""


class Refused(ShopkitError):
    """An action the shop does not allow, with what to do instead."""


class NotFound(ShopkitError):
    """A shop, member or file that is not there, with what is."""


class Busy(ShopkitError):
    """Another process holds what is needed; nothing was changed, try again."""
