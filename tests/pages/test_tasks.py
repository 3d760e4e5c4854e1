"""The tasks' own page in real browsers: two desks and a phone at the same cards."""

import threading
import time
from datetime import UTC, datetime
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

import pytest

from shopkit import store
from shopkit.roles import Role
from shopkit.serve import serving
from shopkit.serve.calendars import key_of
from shopkit.settings import HOME, Settings
from shopkit.shop import open_shop
from shopkit.store import Member, tasks
from shopkit.store.ledger import Stamp
from shopkit.tasks.flow import Limits

SEEN_S, SAVED_MS = 2.0, 100
LIVE = "document.querySelector('.jp-OutputArea-output .sk') !== null"
HOLDS = """([place, titles]) => JSON.stringify(
    [...document.querySelectorAll(`.sk-list[data-list='${place}'] .sk-card .sk-cardtitle`)]
        .map((each) => each.innerText)) === JSON.stringify(titles)"""
# From the key that puts a card down to the frame after the kernel's page with it was drawn.
WAITS = """() => {
  window.waits = []; let from = 0;
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') from = document.querySelector('[data-carried]') ? performance.now() : 0;
  }, true);
  new MutationObserver(() => {
    if (!from) return;
    const began = from; from = 0;
    requestAnimationFrame(() => setTimeout(() => window.waits.push(performance.now() - began)));
  }).observe(document.querySelector('.sk'), { attributes: true, attributeFilter: ['data-ready'] });
}"""
TITLES = ("photos", "banner", "count")


class Team:
    """A shop of two with a few cards, written and read past the page."""

    def __init__(self, folder):
        self.settings = Settings(folder / "data", folder / "cache", folder / "config", lang="en")
        self.now = datetime.now(UTC)
        self.shop = open_shop(at=self.now, settings=self.settings)
        self.engine, self.id = self.shop.engine, self.shop.id
        roles = {"ann": Role.MANAGER, "bob": Role.DESIGNER}
        self.who = {
            name: store.save_member(self.engine, self.id, Member(name, frozenset({role}))).id
            for name, role in roles.items()
        }

    def stamp(self):
        return Stamp(self.who["ann"], datetime.now(UTC))

    def deal(self):
        """The three cards at “to do”, whatever was there put away; their numbers by title."""
        for old in tasks.tasks(self.engine, self.id, states=None):
            tasks.archive(self.engine, self.id, old.id, self.stamp())
        return {
            title: tasks.add_task(self.engine, self.id, title, self.stamp()) for title in TITLES
        }

    def held(self, state, *titles):
        """Waits until the store holds these cards at a state, in this order."""
        end = time.monotonic() + 10
        while [each.title for each in tasks.tasks(self.engine, self.id, states=(state,))] != [
            *titles
        ]:
            assert time.monotonic() < end, tasks.tasks(self.engine, self.id)
            threading.Event().wait(0.02)


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    made = Team(tmp_path_factory.mktemp("team"))
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module")
def served(team):
    env = {
        "SHOPKIT_DATA": str(team.settings.data), "SHOPKIT_CACHE": str(team.settings.cache),
        "SHOPKIT_CONFIG": str(team.settings.config), "SHOPKIT_DATABASE_URL": "",
        "SHOPKIT_LANG": "en",
    }  # fmt: skip
    book = HOME / "notebooks" / "tasks.ipynb"
    with serving([book], env=env, log=team.settings.cache / "log") as server:
        yield server


@pytest.fixture(scope="module")
def opened(chromium, served, team):
    """A function: the page as one of the team sees it."""
    contexts = []

    def page_of(who, width=1366, height=768, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)  # a kernel starts
        page.goto(served.url("tasks", who=team.who[who], lang="en"))
        page.wait_for_function(LIVE)
        page.set_default_timeout(10_000)
        return page

    yield page_of
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def ann_page(opened):
    return opened("ann")


@pytest.fixture(scope="module")
def bob_page(opened):
    return opened("bob")


@pytest.fixture(scope="module")
def phone_page(opened):
    return opened("bob", 390, 844, is_mobile=True, has_touch=True)


@pytest.fixture
def cards(team):
    """The numbers of three fresh cards."""
    return team.deal()


@pytest.fixture
def ann(ann_page, cards):
    return fresh(ann_page)


@pytest.fixture
def bob(bob_page, cards):
    return fresh(bob_page)


@pytest.fixture
def phone(phone_page, cards):
    return fresh(phone_page)


def fresh(page):
    page.keyboard.press("Escape")
    page.mouse.move(2, 2)
    shows(page, "to do", *TITLES)
    page.wait_for_timeout(450)  # no press a moment ago
    return page


def shows(page, place, *titles):
    """Waits until the list shows these cards in this order."""
    page.wait_for_function(HOLDS, arg=[place, list(titles)])


def at(number):
    return f".sk-card[data-card='{number}']"


def middle(page, selector):
    box = page.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def painted(page):
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def drag(page, number, place):
    """Carries a card to the middle of a list with the mouse."""
    page.mouse.move(*middle(page, at(number)))
    page.mouse.down()
    x, y = middle(page, at(number))
    page.mouse.move(x + 12, y + 3, steps=3)
    page.wait_for_selector(".sk-fly")
    x, _ = middle(page, f".sk-list[data-list='{place}']")
    page.mouse.move(x, y, steps=6)
    painted(page)
    page.mouse.up()


@pytest.mark.timed
def test_a_card_dragged_by_one_is_seen_by_the_other_within_two_seconds(ann, bob, cards, team):
    drag(ann, cards["banner"], "doing")
    began = time.monotonic()
    shows(bob, "doing", "banner")
    there = time.monotonic() - began
    shows(ann, "doing", "banner")
    team.held("doing", "banner")
    print(f"seen on the other page after {there * 1000:.0f} ms")
    assert there < SEEN_S


def test_a_card_is_moved_by_keys_alone_and_is_saved_and_shown_at_once(ann, cards, team):
    ann.evaluate(WAITS)
    ann.locator(at(cards["photos"])).focus()
    for key in ("Enter", "ArrowRight", "Enter"):
        ann.keyboard.press(key)
    team.held("doing", "photos")
    shows(ann, "doing", "photos")
    assert ann.evaluate("document.activeElement.dataset.card") == str(cards["photos"])
    for n in range(12):
        ann.wait_for_function("n => window.waits.length > n", arg=n)
        for key in ("Enter", "ArrowLeft" if n % 2 == 0 else "ArrowRight", "Enter"):
            ann.keyboard.press(key)
    ann.wait_for_function("window.waits.length > 12")
    took = sorted(ann.evaluate("window.waits"))
    print(f"a move is saved and shown in {took[6]:.0f} ms (longest {took[-1]:.0f})")
    assert took[len(took) // 2] < SAVED_MS * 3  # the bar is of a machine that does nothing else


def touch(page):
    """A function: one touch event of the given kind, as the glass sends it."""
    glass = page.context.new_cdp_session(page)

    def sent(kind, *place):
        points = [{"x": place[0], "y": place[1]}] if place else []
        glass.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    return sent


def test_a_finger_carries_a_card_to_the_next_list(phone, cards, team, picture):
    sent = touch(phone)
    x, y = middle(phone, at(cards["photos"]))
    sent("touchStart", x, y)
    phone.wait_for_selector(".sk-fly")
    for step in range(1, 9):
        sent("touchMove", min(380, x + step * 30), y)
        painted(phone)
    phone.wait_for_selector(".sk-chips [data-list=doing][aria-current=true]")
    sent("touchMove", 200, y)
    painted(phone)
    picture(phone)
    phone.wait_for_selector(".sk-list[data-list=doing] .sk-gapcard")
    sent("touchEnd")
    team.held("doing", "photos")
    phone.evaluate("document.querySelector('.sk-lists').scrollTo(0, 0)")


def field(page, number, name):
    return page.locator(f"[data-at='task-{number}/{name}']")


def test_two_who_edit_one_card_see_both_versions_and_lose_no_word(ann, bob, cards, team, picture):
    number = cards["photos"]
    for page, title in ((ann, "photos on white"), (bob, "photos outdoors")):
        page.locator(at(number)).click()
        field(page, number, "title").fill(title)
    field(bob, number, "description").fill("five angles")
    ann.locator(f"[data-at='task-{number}#submit']").click()
    shows(bob, "to do", "photos on white", "banner", "count")
    bob.locator(f"[data-at='task-{number}#submit']").click()
    bob.wait_for_selector(".sk-side")
    picture(bob)
    assert bob.locator(".sk-version").all_inner_texts() == ["photos on white", "photos outdoors"]
    bob.wait_for_timeout(450)
    bob.get_by_text("Keep both").click()
    bob.wait_for_selector(".sk-side", state="detached")
    shows(ann, "to do", "photos on white / photos outdoors", "banner", "count")
    kept = tasks.task_of(team.engine, team.id, number)
    assert (kept.description, kept.version) == ("five angles", 3)
    assert field(bob, number, "title").input_value() == kept.title


def fetched(served, key, **asked):
    """The status and body of the calendar's address under a key."""
    address = f"http://127.0.0.1:{served.port}/shopkit/calendar/{key}.ics?{urlencode(asked)}"
    try:
        with build_opener(ProxyHandler({})).open(address) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, ""


def test_a_calendar_subscribes_to_the_due_days_under_a_key_that_opens_nothing_else(
    served, cards, team
):
    due = {"owner_id": team.who["bob"], "due_on": team.now.date()}
    tasks.add_task(team.engine, team.id, "pay the rent", team.stamp(), **due)
    key = key_of(served.token)
    status, book = fetched(served, key)
    assert status == 200 and "SUMMARY:pay the rent" in book and "photos" not in book
    assert "pay the rent" in fetched(served, key, who=team.who["bob"])[1]
    assert "pay the rent" not in fetched(served, key, who=team.who["ann"])[1]
    assert fetched(served, key, who=999)[0] == fetched(served, "x" * 43)[0] == 404
    assert fetched(served, served.token)[0] == 404 and served.token not in key


def test_a_full_list_turns_red_and_the_card_waits_for_a_choice(ann, bob, cards, team, picture):
    tasks.save_limits(team.engine, team.id, Limits({"doing": 1}), team.stamp())
    drag(ann, cards["photos"], "doing")
    shows(bob, "doing", "photos")
    drag(ann, cards["banner"], "doing")
    ann.wait_for_selector("[data-block=over] .sk-side")
    shows(ann, "to do", "banner", "count")
    picture(ann)
    ann.wait_for_timeout(450)
    ann.get_by_role("button", name="Bring it over").click()
    ann.wait_for_selector(".sk-list[data-list=doing][data-over]")
    bob.wait_for_selector(".sk-list[data-list=doing][data-over]")
    head = bob.locator(".sk-list[data-list=doing]")
    assert head.locator("header").inner_text().split() == ["Doing", "2/1"]
    tasks.save_limits(team.engine, team.id, Limits(), team.stamp())
