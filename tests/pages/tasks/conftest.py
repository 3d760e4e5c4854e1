"""A small team without a single file: one of each role, and a page they work at."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from shopkit import store
from shopkit.pages.shift import Shift
from shopkit.roles import Role
from shopkit.settings import Settings
from shopkit.shop import open_shop
from shopkit.store import Member
from shopkit.widgets import Reply

NOW = datetime(2026, 10, 8, 1, tzinfo=UTC)  # a Thursday, the first workday after the holiday


class Team:
    """The shop, and what a person of it sees and does on a section's page."""

    def __init__(self, folder):
        self.settings = Settings(folder / "data", folder / "cache", folder / "config")
        self.days, self._keys = 0, count(1)
        self.shop = open_shop(at=NOW, settings=self.settings)
        self.engine, self.id = self.shop.engine, self.shop.id
        known = {each.name: each.id for each in self.shop.members()}
        self.who = known or {role.value: self.member(role.value, role) for role in Role}

    def member(self, name, role):
        """A new colleague's number."""
        return store.save_member(self.engine, self.id, Member(name, frozenset({role}))).id

    def shift(self, by="manager", lang="en", **ask):
        """A look at the page by one of the team, `days` after the first day."""
        asked = {"who": str(self.who.get(by, ""))} | {k: str(v) for k, v in ask.items()}
        return Shift(self.shop, asked, lang, NOW + timedelta(days=self.days))

    def work(self, section, by="manager", **ask):
        """The blocks of a section by id."""
        drawn = section.blocks(self.shift(by, **ask))
        json.dumps(drawn)
        ids = [block["id"] for block in drawn]
        assert len(ids) == len(set(ids))
        return dict(zip(ids, drawn, strict=True))

    def act(self, section, name, /, by="manager", key=None, ask=None, **values):
        """What is replied to an act; every one has a key of its own unless told."""
        given = key or f"key-{next(self._keys)}"
        done = section.ACTS[name](self.shift(by, **(ask or {})), key=given, **values)
        return done if isinstance(done, Reply) else Reply(done)


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    """The folder of a shop with people, made once: a store takes a while to set up."""
    folder = tmp_path_factory.mktemp("founded")
    Team(folder).engine.dispose()
    return folder


@pytest.fixture
def team(founded, tmp_path):
    """A shop with people and nothing to do."""
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    return Team(tmp_path)
