"""Who works at a page, on which shop, at which instant: what every section of it is drawn for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cached_property

from shopkit import clock, store
from shopkit.errors import Refused
from shopkit.shop import Shop
from shopkit.store.ledger import Stamp
from shopkit.store.members import Member
from shopkit.text import Say, speaker


@dataclass(frozen=True)
class Shift:
    """One look at a page. Everything is read once, when first asked for."""

    shop: Shop
    ask: Mapping[str, str]
    lang: str
    at: datetime

    @cached_property
    def say(self) -> Say:
        """How the page speaks to its reader."""
        return speaker(self.lang)

    @cached_property
    def members(self) -> list[Member]:
        """Who may be on shift."""
        return self.shop.members()

    @property
    def zone(self) -> timezone:
        """The zone that times are shown in."""
        return clock.SHANGHAI

    @property
    def by(self) -> int | None:
        """The member chosen on the page, if it is one."""
        wanted = str(self.ask.get("who", ""))
        return next((each.id for each in self.members if str(each.id) == wanted), None)

    def stamp(self, key: str) -> Stamp:
        """Who books, now, under the submission's own key; `Refused` until a name is chosen."""
        if not self.members:
            raise Refused("Nobody works here yet. Add the members of the team under “Start here”.")
        if self.by is None:
            raise Refused("Choose your name at the top of the page first.")
        return Stamp(self.by, self.at, key)

    @cached_property
    def now(self) -> datetime:
        """The instant deadlines are judged at; the sample shop lives on the day after its data."""
        if not self.shop.row.is_sample or self.last_data is None:
            return self.at
        morning = datetime(self.last_data.year, self.last_data.month, self.last_data.day, 9)
        return clock.instant_of(morning + timedelta(days=1))

    @cached_property
    def today(self) -> date:
        """The Shanghai day of `now`."""
        return clock.day_of(self.now)

    @property
    def day(self) -> date:
        """The day on the wall: what is typed now belongs to it, also in the sample shop."""
        return clock.day_of(self.at)

    @cached_property
    def last_data(self) -> date | None:
        """The last day any imported file tells of."""
        return max(
            (each.last_on for each in self.shop.imports(last=200) if each.last_on), default=None
        )

    def named(self, member_id: int | None) -> str:
        """A member's name; a dash for a program or somebody who left."""
        return next((each.name for each in self.members if each.id == member_id), "–")

    def setting(self, name: str, default: object = None) -> object:
        """One setting of the shop."""
        return self.settings.get(name, default)

    @cached_property
    def settings(self) -> dict[str, object]:
        """Everything set for the shop."""
        return store.settings_of(self.shop.engine, self.shop.id)
