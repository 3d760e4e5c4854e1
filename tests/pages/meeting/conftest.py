"""A small shop that meets: five people, one of them away, and ten weeks of figures drawn by hand."""

import json
import shutil
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shopkit import lake, store
from shopkit.pages.meeting.desk import SECTIONS
from shopkit.pages.meeting.sitting import Sitting
from shopkit.roles import Role
from shopkit.settings import Settings
from shopkit.shop import open_shop
from shopkit.store import Member, meetings, tasks
from shopkit.store.ledger import Stamp
from shopkit.tables import SHOP_DAYS
from shopkit.widgets import Reply

NOW = datetime(2026, 10, 1, 1, 30, tzinfo=UTC)  # a Thursday, half past nine in Shanghai
TODAY = date(2026, 10, 1)
FIRST, LAST = date(2026, 7, 20), date(2026, 9, 30)
CHANGED = date(2026, 9, 16)  # from the day after it more people come
EVERY_DAY = frozenset(range(1, 8))


def figures(day):
    """One drawn day: the weekday, a little up and down, and a bad last day."""
    wobble = day.toordinal() * 7 % 5
    paid = 100_000 + 2_000 * day.isoweekday() + 1_000 * wobble
    return {
        "day": day,
        "days": 1,
        "visitors": 1_000 + 10 * wobble + (200 if day > CHANGED else 0),
        "buyers": 30,
        "paid_orders": 31,
        "paid_fen": paid // 2 if day == LAST else paid,
        "month": f"{day:%Y-%m}",
        "seen_at": datetime(2026, 10, 1),
    }


class Team:
    """The shop, and what one of its people sees and does on the meetings' page."""

    def __init__(self, folder, lang="en"):
        self.settings = Settings(folder / "data", folder / "cache", folder / "config", lang=lang)
        self.days, self._keys = 0, count(1)
        self.shop = open_shop(at=NOW, settings=self.settings)
        self.engine, self.id = self.shop.engine, self.shop.id
        self.who = {each.name: each.id for each in self.shop.members()}

    def staffed(self):
        """The same with a person for each role; the designer is away."""
        for role in Role:
            off = frozenset({TODAY} if role is Role.DESIGNER else ())
            person = Member(role.value, frozenset({role}), workdays=EVERY_DAY, days_off=off)
            self.who[role.value] = store.save_member(self.engine, self.id, person).id
        return self

    def measured(self, folder):
        """The same with figures."""
        days = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
        path = folder / "days.parquet"
        pq.write_table(pa.Table.from_pylist([figures(day) for day in days]), path)
        with lake.import_lock(self.shop.folder):
            change = lake.upsert(self.shop.folder, SHOP_DAYS, path, version=None)
        taken = store.ImportRow(
            "days.csv", "shop_days", "0", len(days), len(days), 0, {}, FIRST, LAST, "test", NOW
        )
        store.record_import(self.engine, self.id, taken, tables={"shop_days": change.version})
        return self

    def sitting(self, by="manager", lang="en", **ask):
        """A look at the page by one of the team, `days` after the first day."""
        asked = {"who": str(self.who.get(by, ""))} | {k: str(v) for k, v in ask.items()}
        return Sitting(self.shop, asked, lang, NOW + timedelta(days=self.days))

    def look(self, section, by="manager", **ask):
        """The blocks of a section by id."""
        drawn = section.blocks(self.sitting(by, **ask))
        json.dumps(drawn, allow_nan=False)
        ids = [block["id"] for block in drawn]
        assert len(ids) == len(set(ids))
        return dict(zip(ids, drawn, strict=True))

    def act(self, name, /, by="manager", key=None, ask=None, **values):
        """What is replied to an act; every one has a key of its own unless told."""
        [act] = {each.ACTS[name] for each in SECTIONS if name in each.ACTS}
        given = key or f"key-{next(self._keys)}"
        done = act(self.sitting(by, **(ask or {})), key=given, **values)
        return done if isinstance(done, Reply) else Reply(done)

    def task(self, title, by="operations", **facts):
        """A task of somebody's."""
        stamp = Stamp(self.who[by], NOW - timedelta(hours=20), f"task-{next(self._keys)}")
        facts = {"owner_id": self.who[by]} | facts
        return tasks.add_task(self.engine, self.id, title, stamp, **facts)

    def tasks(self):
        """Titles of what is open."""
        return {each.title: each for each in tasks.open_tasks(self.engine, self.id)}

    def entry(self, name):
        """What somebody said today."""
        found = meetings.entries(self.engine, self.id, TODAY + timedelta(self.days))
        return next((each for each in found if each.member_id == self.who[name]), None)


@pytest.fixture(scope="session")
def founded_team(tmp_path_factory):
    """Folders of three shops, made once: without people, with people, with people and figures."""
    root = tmp_path_factory.mktemp("teams")
    for name in ("bare", "staffed", "measured"):
        (root / name).mkdir()
    bare = Team(root / "bare")
    bare.engine.dispose()
    shutil.copytree(root / "bare", root / "staffed", dirs_exist_ok=True)
    Team(root / "staffed").staffed().engine.dispose()
    shutil.copytree(root / "staffed", root / "measured", dirs_exist_ok=True)
    Team(root / "measured").measured(root).engine.dispose()
    return root


def _copied(root, folder, name):
    shutil.copytree(root / name, folder, dirs_exist_ok=True)
    return Team(folder)


@pytest.fixture
def bare(founded_team, tmp_path):
    """A shop without people and figures."""
    return _copied(founded_team, tmp_path, "bare")


@pytest.fixture
def quiet(founded_team, tmp_path):
    """A shop with people and no figures."""
    return _copied(founded_team, tmp_path, "staffed")


@pytest.fixture
def team(founded_team, tmp_path):
    """A shop with people and ten weeks of figures."""
    return _copied(founded_team, tmp_path, "measured")
