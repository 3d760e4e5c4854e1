"""The watch on the manager's page: alarms with their answers, trends, and the event ledger."""

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shopkit import lake, store
from shopkit.errors import NotFound, Refused, ShopkitError
from shopkit.pages import watching
from shopkit.pages.manager import watch
from shopkit.pages.shift import Shift
from shopkit.roles import Role
from shopkit.settings import Settings
from shopkit.shop import open_shop
from shopkit.store import Member, goods, tasks
from shopkit.store import watch as kept
from shopkit.tables import SHOP_DAYS
from shopkit.watch import Event

NOW = datetime(2026, 9, 21, 1, tzinfo=UTC)
LAST = date(2026, 9, 20)
DAYS = 140


class Room:
    """A shop with a manager and a keeper, and what they see and do on the section."""

    def __init__(self, folder):
        self.settings = Settings(folder / "data", folder / "cache", folder / "config")
        self._keys = count(1)
        self.shop = open_shop(at=NOW, settings=self.settings)
        self.engine, self.id = self.shop.engine, self.shop.id
        known = {each.name: each.id for each in self.shop.members()}
        self.who = known or {role.value: self._member(role) for role in Role}

    def _member(self, role):
        return store.save_member(self.engine, self.id, Member(role.value, frozenset({role}))).id

    def visited(self, visitors):
        """Platform figures of the last days: a number of visitors each."""
        first = LAST - timedelta(days=len(visitors) - 1)
        rows = [
            {"day": first + timedelta(days=place), "days": 1, "visitors": number,
             "month": f"{first + timedelta(days=place):%Y-%m}", "seen_at": datetime(2026, 9, 21)}
            for place, number in enumerate(visitors)
        ]  # fmt: skip
        kinds = {"day": pa.date32(), "days": pa.int64(), "visitors": pa.int64(),
                 "month": pa.string(), "seen_at": pa.timestamp("us")}  # fmt: skip
        path = self.settings.data / "staged.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(kinds.items())), path)
        with lake.import_lock(self.shop.folder):
            change = lake.upsert(self.shop.folder, SHOP_DAYS, path, version=None)
        self.versions = {"shop_days": change.version}
        return self

    def shift(self, by="manager", lang="en", **ask):
        asked = {"who": str(self.who.get(by, ""))} | ask
        return _Shift(self, asked, lang)

    def work(self, by="manager", lang="en", **ask):
        """The blocks of the section by id."""
        drawn = watch.blocks(self.shift(by, lang, **ask))
        json.dumps(drawn)
        return {block["id"]: block for block in drawn}

    def alarms(self, **more):
        return self.work(**more)["alarms"]["rows"]

    def act(self, name, /, by="manager", key=None, **values):
        given = key or f"key-{next(self._keys)}"
        return watch.ACTS[name](self.shift(by), key=given, **values)

    def press(self, row, label, /, by="manager", **more):
        """Press a button of an alarm by the beginning of its label."""
        (button,) = [each for each in row["buttons"] if each["label"].startswith(label)]
        return self.act(button["act"], by=by, **button["values"], **more)

    def badge(self):
        return watch.badge(self.shift())


class _Shop:
    """The shop with the lake that was drawn."""

    def __init__(self, room):
        self._room, self._own = room, room.shop

    def __getattr__(self, name):
        return getattr(self._own, name)

    def lake(self):
        return lake.Lake(self._own.folder, getattr(self._room, "versions", {}))


def _Shift(room, asked, lang):
    return Shift(_Shop(room), asked, lang, NOW)


def ordinary():
    """Visitors that differ by a little, in no pattern of seven days."""
    return [1000 + (place * 37) % 90 for place in range(DAYS)]


@pytest.fixture(scope="session")
def watch_founded(tmp_path_factory):
    """The folder of a shop with people, made once."""
    folder = tmp_path_factory.mktemp("watched")
    Room(folder).engine.dispose()
    return folder


@pytest.fixture
def empty(watch_founded, tmp_path):
    """A shop with people and no data."""
    shutil.copytree(watch_founded, tmp_path, dirs_exist_ok=True)
    return Room(tmp_path)


@pytest.fixture
def quiet(empty):
    """A shop with nothing out of the ordinary."""
    return empty.visited(ordinary())


@pytest.fixture
def alarmed(empty):
    """A shop whose visitors fell to half on its last two days."""
    return empty.visited([*ordinary()[:-2], 500, 500])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_shop_shows_a_sentence_and_a_form(empty, lang):
    drawn = empty.work(lang=lang)
    assert list(drawn) == ["missing", "events", "event"]
    assert empty.badge() is None


def test_a_quiet_shop_says_so(quiet):
    assert quiet.alarms() == []
    assert quiet.badge() is None
    assert "four weeks" in quiet.work()["alarms"]["empty"]


def test_an_alarm_says_what_it_was_what_was_expected_and_since_when(alarmed):
    (row,) = alarmed.alarms()
    assert row["title"].startswith("Visitors (UV) -5")
    assert row["lines"][0].startswith("500 on 2026-09-")
    assert "to be expected, between" in row["lines"][0]
    assert row["lines"][1] == "Since 2026-09-19 Sat, 2 judged days."
    assert (row["tone"], row["badge"], alarmed.badge()) == ("bad", "still", 1)


def test_an_alarm_is_told_in_chinese(alarmed):
    (row,) = alarmed.alarms(lang="zh")
    assert row["title"].startswith("访客数 -5")
    assert "预期" in row["lines"][0]


def test_an_alarm_opens_its_trend_with_the_band_and_the_flagged_days(alarmed):
    (row,) = alarmed.alarms()
    plot = row["open"][0]
    last = plot["rows"][-1]
    assert (plot["key"], len(plot["rows"]), last["flag"]) == ("watched_count", 90, "below")
    assert last["value"] < last["low"] < last["expected"] < last["high"]
    assert {name for name, *_ in plot["more"]["columns"]} <= set(last)


def write(room, **more):
    values = {"name": "Rain", "kind": "other", "first": "2026-09-18"} | more
    return room.act("watch_event", **values)


def test_an_event_near_an_alarm_is_named_and_confirms_it_in_one_click(alarmed):
    write(alarmed)
    (row,) = alarmed.alarms()
    assert "Rain (Something else) 09-18" in row["lines"][-1]
    assert "Rain" in alarmed.press(row, "It was:")
    assert (alarmed.alarms(), alarmed.badge()) == ([], None)
    (done,) = alarmed.work()["answered"]["rows"]
    assert done["lines"][0] == "Cause: Rain (Something else) · manager"


def test_the_event_is_drawn_on_the_trend(alarmed):
    write(alarmed)
    rows = {row["day"]: row for row in alarmed.work(figure="visitors")["trend"]["rows"]}
    assert rows["2026-09-18"]["event"] == "Rain (Something else)"


def test_a_cause_can_be_typed(alarmed):
    (row,) = alarmed.alarms()
    form = row["open"][1]
    alarmed.act(form["act"], **form["values"], cause=None, words="the site was down")
    assert kept.marks(alarmed.engine, alarmed.id)[0].cause == "the site was down"


def test_a_cause_without_a_word_is_refused_and_the_alarm_stays(alarmed):
    (row,) = alarmed.alarms()
    with pytest.raises(Refused):
        alarmed.act("watch_confirm", **row["open"][1]["values"], cause=None, words=" ")
    assert alarmed.badge() == 1


def test_a_silenced_alarm_waits_no_more(alarmed):
    (row,) = alarmed.alarms()
    assert "2026-09-28" in alarmed.press(row, "Silence")
    assert alarmed.badge() is None


def test_an_alarm_becomes_a_task_with_what_was_expected_in_it(alarmed):
    (row,) = alarmed.alarms()
    alarmed.press(row, "Make a task", key="a")
    alarmed.press(row, "Make a task", key="a")
    (task,) = tasks.open_tasks(alarmed.engine, alarmed.id)
    assert task.title.startswith("Look into: Visitors")
    assert "was to be expected" in task.description
    assert (task.owner, task.priority, alarmed.badge()) == ("manager", 1, None)


def test_days_of_a_campaign_are_not_judged(alarmed):
    write(alarmed, kind="campaign", first="2026-09-19", last="2026-09-20")
    assert alarmed.alarms() == []
    head = alarmed.work()["head"]["lines"]
    assert "Rain (Own campaign)" in head[0]["text"]


def test_a_struck_event_no_longer_hides_the_alarm(alarmed):
    write(alarmed, kind="campaign", first="2026-09-19", last="2026-09-20")
    row = next(row for row in alarmed.work()["events"]["rows"] if row["buttons"])
    alarmed.press(row, "Strike")
    assert len(alarmed.alarms()) == 1


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("watch_confirm", {"alarm": "paid_fen", "day": "2026-09-19", "words": "x"}),
        ("watch_confirm", {"alarm": "visitors", "day": "2026-08-01", "words": "x"}),
        ("watch_confirm", {"alarm": {"a": 1}, "day": [], "words": "x"}),
        ("watch_silence", {"alarm": "visitors", "day": "2026-09-19", "days": 1000}),
        ("watch_silence", {"alarm": "visitors", "day": "soon"}),
        ("watch_task", {"alarm": None, "day": None}),
        ("watch_event", {"name": "x", "kind": "rain", "first": "2026-09-19"}),
        ("watch_event", {"name": "", "kind": "sale", "first": "2026-09-19"}),
        ("watch_event", {"name": "x", "kind": "sale", "first": None}),
        ("watch_event", {"name": "x", "kind": "sale", "first": "2026-09-19", "item": "9"}),
        ("watch_event", {"name": "x", "kind": "sale", "first": "2026-09-19", "last": "2026-09-01"}),
        ("watch_strike", {"event": 99}),
        ("watch_strike", {"event": "all"}),
    ],
)
def test_what_a_forged_message_asks_is_refused_and_writes_nothing(alarmed, name, values):
    with pytest.raises(ShopkitError):
        alarmed.act(name, **values)
    assert kept.events(alarmed.engine, alarmed.id) == kept.marks(alarmed.engine, alarmed.id) == []


def test_another_role_may_look_and_not_answer(alarmed):
    (row,) = alarmed.alarms(by="warehouse")
    for label in ("Silence", "Make a task"):
        with pytest.raises(Refused):
            alarmed.press(row, label, by="warehouse")
    with pytest.raises(Refused):
        alarmed.act("watch_event", by="", name="x", kind="sale", first="2026-09-19")


def test_a_text_from_outside_is_a_figure_of_no_series(alarmed):
    assert "trend" not in alarmed.work(figure="<script>")


def test_each_watched_figure_is_told_with_its_verdict(alarmed):
    (row,) = alarmed.work()["figures"]["rows"]
    assert (row["cells"][0], row["cells"][-1], row["ask"]) == (
        "Visitors (UV)", "below", {"figure": "visitors"},
    )  # fmt: skip


def test_a_product_is_named_in_the_ledger_by_its_number(quiet):
    goods.save_skus(quiet.engine, quiet.id, [goods.Sku("MUG", title="Mug", item_id="1")])
    write(quiet, kind="price", item="1")
    assert kept.events(quiet.engine, quiet.id)[0].items == ("1",)


def test_a_mark_holds_while_its_run_of_days_goes_on(alarmed):
    seen = watching.watched(alarmed.shift().shop, date(2026, 9, 21))
    (alarm,) = seen.alarms
    within = kept.Mark("visitors", alarm.last, kept.CONFIRMED)
    before = kept.Mark("visitors", alarm.first - timedelta(days=1), kept.CONFIRMED)
    assert watching.answered(alarm, [before, within]) is within
    assert watching.answered(alarm, [before]) is None


def test_a_silence_ends(alarmed):
    seen = watching.watched(alarmed.shift().shop, date(2026, 9, 21))
    (alarm,) = seen.alarms
    for until, is_silent in ((alarm.last, True), (alarm.first, False)):
        mark = kept.Mark("visitors", date(2026, 9, 1), kept.SILENCED, until=until)
        assert (watching.answered(alarm, [mark]) is mark) == is_silent


def test_what_refunds_of_late_days_will_still_grow_is_not_watched():
    assert not [kpi for kpi in watching.KPIS if "cohort" in kpi or "refund_share" in kpi]


def test_the_dashboard_draws_events_on_its_trend(quiet):
    shop = quiet.shift().shop
    kept.add_event(quiet.engine, quiet.id, Event("campaign", "Tea", LAST, LAST),
                   quiet.shift().stamp("tea"))  # fmt: skip
    told = watching.told_events(shop, LAST - timedelta(days=3), LAST)
    assert [watching.event_name(each, str.format) for each in told] == ["Tea (Own campaign)"]


def test_an_unknown_alarm_is_gone(quiet):
    with pytest.raises(NotFound):
        quiet.act("watch_task", alarm="visitors", day="2026-09-19")
