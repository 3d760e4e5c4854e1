"""The morning's alarms told to the group by themselves, once a day, if the shop turned that on."""

from datetime import datetime, timedelta

from shopkit import notify, store
from shopkit.chat.letters import Letter
from shopkit.meetings.standup import FIGURES_FROM
from shopkit.pages import blocks as draw
from shopkit.pages.blocks import Block
from shopkit.pages.meeting import morning
from shopkit.pages.meeting.sitting import DAY, Sitting
from shopkit.pages.shift import Shift
from shopkit.settings import Settings
from shopkit.shop import Shop, open_shop, pulse
from shopkit.store.ledger import Stamp
from shopkit.text.numbers import day as shown_day

SETTING = "tell_alarms"
LOOK, UNTIL = timedelta(minutes=1), 20
MOST = 8


class Morning:
    """What a sender does beside sending: looks each minute whether there is something to tell."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._looked: datetime | None = None
        self._seen: dict[str, object] = {}

    def __call__(self, at: datetime) -> int:
        """Tell the alarms of every shop that wants it; how many messages there are of it."""
        if self._looked is not None and at - self._looked < LOOK:
            return 0
        self._looked = at
        return sum(self._of(shop) for shop in self._wanting(at) if self._is_news(shop, at))

    def _wanting(self, at: datetime) -> list[Shop]:
        anyone = open_shop(at=at, settings=self._settings)
        rows = [row for row in store.shops(anyone.engine) if not row.is_sample]
        return [Shop(self._settings, anyone.engine, row) for row in rows if _is_on(anyone, row.id)]

    def _is_news(self, shop: Shop, at: datetime) -> bool:
        """Whether anything was written, or the hour turned, since this shop was looked at."""
        now = (pulse(self._settings), at.replace(minute=0, second=0, microsecond=0))
        is_news, self._seen[shop.id] = self._seen.get(shop.id) != now, now
        return is_news

    def _of(self, shop: Shop) -> int:
        return len(tell(Sitting(shop, {}, self._settings.lang, self._looked)))


def _is_on(shop: Shop, shop_id: str) -> bool:
    return store.settings_of(shop.engine, shop_id).get(SETTING) is True


def tell(sitting: Sitting) -> list[int]:
    """Put the alarms of the last whole day into the outbox; the messages' numbers.

    Nothing before its figures are whole, in the evening, of an older day, or when nothing alarms.
    The same day is told once, by its key, whoever asks and however often.
    """
    hour = sitting.now.astimezone(sitting.zone).hour
    is_time = FIGURES_FROM <= hour < UNTIL and sitting.asof == sitting.today - DAY
    if not is_time or not sitting.has_figures or not (lines := morning.alarm_lines(sitting)):
        return []
    title = sitting.say("Alarms of {day}", day=shown_day(sitting.asof, sitting.lang))
    if more := len(lines) - MOST:
        lines = [*lines[:MOST], *([sitting.say("and {n} more", n=more)] if more > 0 else [])]
    letter = Letter("alarm", "\n".join(lines), title=title)
    stamp = Stamp(None, sitting.at, f"alarms:{sitting.asof.isoformat()}")
    return notify.post(sitting.shop, letter, stamp)


def blocks(shift: Shift) -> list[Block]:
    """Whether it is on, and the button that turns it."""
    say, is_on = shift.say, shift.setting(SETTING) is True
    said = say("Off: alarms are told when somebody presses it on a page.")
    if is_on:
        said = say("On: each day from {hour}:00, once the files are in, the group is told "
                   "what alarms.", hour=f"{FIGURES_FROM:02d}")  # fmt: skip
    label = say("Turn it off") if is_on else say("Turn it on")
    turn = draw.button(label, "alarms_turn", {"is_on": not is_on})
    head = say("The morning's alarms by themselves")
    return [draw.buttons("alarms-told", turn, title=head, note=said)]


def turned(shift: Shift, *, key: str, is_on: object) -> str:
    """Turns it on or off; the manager's alone."""
    stamp = shift.stamp(key)
    shop, wanted = shift.shop, is_on is True
    store.keep_rule(shop.engine, shop.id, SETTING, wanted, by=stamp.by)
    return shift.say("It is on.") if wanted else shift.say("It is off.")


ACTS = {"alarms_turn": turned}
