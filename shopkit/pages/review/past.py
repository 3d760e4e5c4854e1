"""What the store answered when a month was reviewed: asked once, kept, and given again."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from shopkit.errors import Refused


class Past:
    """The store's answers by name. With `kept` answers nothing is asked of the store any more.

    Answers are plain JSON: they are the same whether they were just asked or kept for years.
    """

    def __init__(self, kept: Mapping[str, Any] | None = None) -> None:
        self.is_frozen = kept is not None
        self.answers: dict[str, Any] = dict(kept or {})

    def ask(self, name: str, question: Callable[[], object]) -> Any:
        """The answer called `name`: the kept one, or the question's, kept from now on."""
        if name not in self.answers:
            if self.is_frozen:
                raise Refused(
                    "This version kept no answer to “{name}”: a section came later. "
                    "Freeze the month again to have it.",
                    name=name,
                )
            self.answers[name] = json.loads(json.dumps(question(), default=str))
        return self.answers[name]
