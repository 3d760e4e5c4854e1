"""The team: who works here, in which roles, when, and in which language."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from ipywidgets import Button, Dropdown, HBox, SelectMultiple, Text, VBox

from shopkit.errors import Refused, ShopkitError
from shopkit.roles import Role, title
from shopkit.text import Say, message
from shopkit.widgets.paper import line, page, paper, table

WEEKDAYS = (
    message("Mon"),
    message("Tue"),
    message("Wed"),
    message("Thu"),
    message("Fri"),
    message("Sat"),
    message("Sun"),
)

HEADS = (
    message("Name"),
    message("Roles"),
    message("Works"),
    message("Workdays"),
    message("Days off"),
)


class MembersForm(VBox):
    """The members as a table, and one member at a time to add, change or remove.

    `make(**fields)` builds a member and refuses what cannot be; `save(member)` and
    `remove(member_id)` check again whoever asks.
    """

    def __init__(
        self,
        *,
        members: Callable[[], Sequence[Any]],
        save: Callable[[Any], Any],
        remove: Callable[[int], object],
        make: Callable[..., Any],
        say: Say,
        lang: str = "zh",
    ) -> None:
        self._members, self._save, self._remove, self._make = members, save, remove, make
        self._say, self._lang = say, lang
        self._fields(say, lang)
        self.save, self.remove = Button(button_style="primary"), Button()
        self.save.description, self.remove.description = say("Save"), say("Remove")
        self.save.on_click(lambda _button: self._try(self._on_save))
        self.remove.on_click(lambda _button: self._try(self._on_remove))
        self.who.observe(lambda _change: self._fill(), "value")
        self.listed, self.message = paper(), paper()
        days = HBox([self.works_from, self.works_to])
        fields = [
            self.who,
            self.name,
            self.roles,
            self.language,
            days,
            self.workdays,
            self.days_off,
        ]
        super().__init__([self.listed, *fields, HBox([self.save, self.remove]), self.message])
        self._list()

    def _fields(self, say: Say, lang: str) -> None:
        self.who = Dropdown(description=say("Member"))
        self.name = Text(description=say("Name"))
        self.roles = SelectMultiple(
            options=[(title(role, lang), role.value) for role in Role], description=say("Roles")
        )
        self.language = Dropdown(
            options=[("中文", "zh"), ("English", "en")], description=say("Language")
        )
        self.works_from = Text("09:00", description=say("Works from"), layout={"width": "12em"})
        self.works_to = Text("18:00", description=say("to"), layout={"width": "12em"})
        self.workdays = SelectMultiple(
            options=[(say(day), number) for number, day in enumerate(WEEKDAYS, start=1)],
            value=(1, 2, 3, 4, 5),
            rows=7,
            description=say("Workdays"),
        )
        self.days_off = Text(description=say("Days off"), placeholder="2026-10-01, 2026-10-02")

    def _list(self, chosen: int | None = None) -> None:
        self._known = {member.id: member for member in self._members()}
        names = [
            (self._say("New member"), None),
            *((each.name, key) for key, each in self._known.items()),
        ]
        self.who.options = names
        self.who.value = chosen if chosen in self._known else None
        self._fill()
        heads = [self._say(word) for word in HEADS]
        self.listed.value = page(table(heads, [self._row(each) for each in self._known.values()]))

    def _row(self, member: Any) -> tuple[str, ...]:
        off = sorted(member.days_off)
        return (
            member.name,
            "、".join(title(role, self._lang) for role in Role if role in member.roles),
            f"{member.works_from}–{member.works_to}",
            " ".join(self._say(WEEKDAYS[day - 1]) for day in sorted(member.workdays)),
            ", ".join(day.isoformat() for day in off),
        )

    def _fill(self) -> None:
        member = self._known.get(self.who.value)
        self.remove.disabled = member is None
        self.name.value = member.name if member else ""
        self.roles.value = tuple(role.value for role in Role if member and role in member.roles)
        self.language.value = member.language if member else self._lang
        self.works_from.value = member.works_from if member else "09:00"
        self.works_to.value = member.works_to if member else "18:00"
        self.workdays.value = tuple(sorted(member.workdays)) if member else (1, 2, 3, 4, 5)
        off = sorted(member.days_off) if member else []
        self.days_off.value = ", ".join(day.isoformat() for day in off)

    def _read(self) -> Any:
        return self._make(
            name=self.name.value.strip(),
            roles=frozenset(Role(word) for word in self.roles.value),
            language=self.language.value,
            works_from=self.works_from.value.strip(),
            works_to=self.works_to.value.strip(),
            workdays=frozenset(self.workdays.value),
            days_off=frozenset(_days(self.days_off.value)),
            id=self.who.value,
        )

    def _on_save(self) -> str:
        saved = self._save(self._read())
        self._list(getattr(saved, "id", None))
        return self._say("{name} is saved.", name=saved.name if saved else self.name.value)

    def _on_remove(self) -> str:
        member = self._known.get(self.who.value)
        if member is None:
            raise Refused("Choose the member to remove.")
        self._remove(member.id)
        self._list()
        return self._say("{name} is removed.", name=member.name)

    def _try(self, act: Callable[[], str]) -> None:
        try:
            sentence = act()
        except ShopkitError as refusal:
            self.message.value = page(line(refusal.told(self._say), tone="bad"))
        else:
            self.message.value = page(line(sentence, tone="good"))


def _days(text: str) -> list[date]:
    words = text.replace("，", ",").replace("、", ",").replace(" ", ",").split(",")
    return [_day(word) for word in words if word]


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise Refused("{word} is no day: write 2026-10-01.", word=word) from None
