"""A stand-up: numbers, alarms, a card a person, the manager's points, the summary."""

from datetime import timedelta

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.pages.meeting import standup
from shopkit.store import meetings, outbox, tasks
from shopkit.store.ledger import Stamp

HERE = ["operations", "service", "warehouse", "manager"]


def cards(team, **ask):
    return {row["title"]: row for row in team.look(standup, **ask)["people"]["rows"]}


def opened(team, **ask):
    return [name for name, row in cards(team, **ask).items() if row["opened"]]


def words(row):
    return [line if isinstance(line, str) else line["text"] for line in row["lines"]]


def speak(team, name, **said):
    entry = team.entry(name)
    values = {"member": team.who[name], "version": entry.version if entry else 0}
    return team.act("standup_say", **values | said)


def closed(team):
    team.act("meeting_begin", kind="standup")
    return team.act("standup_close")


def alarms(team, **ask):
    return {row["key"]: row for row in team.look(standup, **ask)["alarms"]["rows"]}


def test_a_shop_without_people_or_figures_says_what_is_missing(bare):
    drawn = bare.look(standup)
    assert "Start here" in drawn["missing"]["lines"][0]["text"]
    assert drawn["people"]["rows"] == [] and "Start here" in drawn["people"]["empty"]
    with pytest.raises(Refused):
        bare.act("meeting_begin", kind="standup")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_whole_page_speaks_one_language(team, lang):
    title = team.look(standup, lang=lang)["alarms"]["title"]
    assert title.isascii() == (lang == "en")


# The numbers


def test_yesterday_stands_beside_the_same_weekday(team):
    drawn = team.look(standup)
    paid = drawn["numbers"]["tiles"][0]
    assert paid["value"] == "¥545.00"  # half of what was drawn for it
    assert "-50" in paid["changes"][0]["text"] and paid["changes"][0]["tone"] == "bad"
    assert "2026-09-30" in drawn["doubts"]["lines"][0]["text"]


def test_before_nine_the_page_says_the_figures_are_not_whole(team):
    team.days = -1 / 12
    assert len(team.look(standup)["doubts"]["lines"]) == 2


def test_a_day_without_data_is_told_not_passed_off_as_yesterday(team):
    team.days = 1
    [line] = team.look(standup)["doubts"]["lines"]
    assert line["tone"] == "warn" and "2026-09-30" in line["text"]


# Alarms


def test_a_number_far_from_its_weekday_alarms_and_becomes_a_task_once(team):
    assert alarms(team)["kpi:paid_fen"]["tone"] == "bad"
    for by in ("manager", "service"):
        team.act("alarm_task", by=by, alarm="kpi:paid_fen")
    [task] = team.tasks().values()
    assert (task.owner, task.priority) == ("manager", 1)
    assert "buttons" not in alarms(team)["kpi:paid_fen"]


def test_the_shop_says_what_is_far(team):
    from shopkit import store

    store.set_setting(team.engine, team.id, "alarm_change", 0.6)
    assert "kpi:paid_fen" not in alarms(team)


def test_late_and_stuck_tasks_alarm(team):
    team.task("Late", due_on=team.sitting().today - timedelta(1))
    team.task("Stuck", state="blocked", blocked_because="no tape")
    found = alarms(team)
    assert words(found["overdue"]) == ["Late · operations · until 09-30"]
    assert words(found["blocked"]) == ["Stuck · operations · no tape"]


def test_an_alarm_that_is_not_there_makes_no_task(team):
    for forged in ("kpi:visitors", "x", None, ["kpi:paid_fen"]):
        with pytest.raises(NotFound):
            team.act("alarm_task", alarm=forged)
    assert team.tasks() == {}


# Round the table


def test_the_board_fills_in_what_nobody_has_said(team):
    team.task("Pack", state="doing")
    number = team.task("Weigh")
    tasks.finish_task(
        team.engine,
        team.id,
        number,
        Stamp(None, team.sitting().at - timedelta(hours=18)),
        version=1,
    )
    card = cards(team)["operations"]
    assert words(card) == ["Today: Pack", "Done: Weigh"] and card["badge"] == "from the board"


def test_so_it_is_keeps_what_the_board_said(team):
    team.task("Pack", state="doing")
    button = cards(team)["operations"]["buttons"][0]
    team.act(button["act"], **button["values"])
    assert team.entry("operations").today == "Pack"


def test_the_next_who_has_not_spoken_is_open(team):
    for name in [*sorted(HERE), None]:
        assert opened(team) == ([name] if name else [])
        if name:
            assert speak(team, name, today="x").ask == {"person": ""}


def test_who_is_away_is_shown_last_and_not_waited_for(team):
    listed = cards(team)
    assert list(listed)[-1] == "designer" and listed["designer"]["badge"] == "away"
    assert standup.badge(team.sitting()) is None
    team.act("meeting_begin", kind="standup")
    assert standup.badge(team.sitting()) == len(HERE)


def test_a_card_opens_and_folds_as_it_is_pressed(team):
    assert opened(team, person=team.who["designer"]) == ["designer"]
    assert opened(team, person=0) == []
    assert cards(team, person=team.who["designer"])["designer"]["ask"] == {"person": "0"}


def test_a_blocker_names_who_is_needed(team):
    speak(team, "service", blocker="no answer\nfrom the kiln", needs=team.who["manager"])
    card = cards(team)["service"]
    assert words(card) == ["no answer / from the kiln → needs manager"] and card["tone"] == "bad"


def test_lines_become_tasks_once_and_a_blocker_is_the_helpers(team):
    team.task("Pack", by="service")
    speak(team, "service", today="pack\ncall Ann", blocker="no tape", needs=team.who["warehouse"])
    [button] = cards(team)["service"]["buttons"]
    for _ in range(2):
        team.act(button["act"], **button["values"])
    made = {title: task.owner for title, task in team.tasks().items()}
    assert made == {"Pack": "service", "call Ann": "service", "Help service: no tape": "warehouse"}
    assert cards(team)["service"]["buttons"] == []


def test_who_has_not_seen_the_last_words_is_told_them(team):
    speak(team, "service", today="pack")
    with pytest.raises(Refused) as caught:
        team.act("standup_say", member=team.who["service"], version=0, today="count")
    assert caught.value.facts["theirs"] == "pack"


@pytest.mark.parametrize(
    "forged",
    [
        {"member": 999}, {"member": None}, {"version": "x"}, {"version": -1}, {"version": 7},
        {"needs": "nobody"}, {"today": "x" * 3000},
    ],
)  # fmt: skip
def test_a_forged_entry_is_refused_and_says_nothing(team, forged):
    speak(team, "service", today="pack")
    values = {"member": team.who["service"], "version": 1, "today": "count"}
    with pytest.raises((Refused, NotFound)):
        team.act("standup_say", **values | forged)
    assert team.entry("service").today == "pack"


def test_text_is_kept_as_typed_but_for_what_no_database_takes(team):
    speak(team, "service", today="<b>“整理” 50%</b>\x00 \ud83d\n\n  - 二 ")
    assert team.entry("service").today == "<b>“整理” 50%</b> ?\n- 二"


def test_nobody_speaks_before_choosing_a_name(team):
    with pytest.raises(Refused):
        team.act("standup_say", by="nobody", member=team.who["service"], version=0, today="x")


# The manager's points


def test_the_points_are_the_managers_to_write_and_everybodys_to_read(team):
    note = team.look(standup)["note-points"]
    team.act("meeting_note", **note["values"], points="be kind\nlock up")
    assert [each["text"] for each in team.look(standup, by="service")["note-points"]["lines"]] == [
        "be kind", "lock up",
    ]  # fmt: skip
    with pytest.raises(Refused):
        team.act("meeting_note", by="service", kind="standup", versions={"points": 1}, points="x")


@pytest.mark.parametrize(
    "forged",
    [{"kind": "party"}, {"versions": "all"}, {"versions": {"points": "x"}}, {"rumours": "x"}],
)
def test_forged_notes_are_refused(team, forged):
    values = {"kind": "standup", "versions": {"points": 0}, "points": "x"}
    with pytest.raises(Refused):
        team.act("meeting_note", **values | forged)


# Closing


def test_a_meeting_that_has_not_begun_is_not_closed(team):
    assert team.look(standup)["close"]["buttons"][0]["disabled"]
    with pytest.raises(Refused):
        team.act("standup_close")


def test_beginning_starts_the_clock_once(team):
    for by in ("manager", "service"):
        team.act("meeting_begin", by=by, kind="standup")
    timer = team.look(standup)["head"]["timer"]
    assert timer == {"from": "2026-10-01T01:30:00+00:00", "until": "2026-10-01T01:40:00+00:00"}


def test_a_closed_stand_up_is_its_minutes_and_says_so_to_the_group(team):
    speak(team, "service", today="pack", blocker="no tape", needs=team.who["warehouse"])
    told = closed(team)
    drawn = team.look(standup)
    summary = [line["text"] for line in drawn["summary"]["lines"]]
    at = summary.index("【Blocked】")
    assert summary[at + 1] == "service: no tape → needs warehouse" and "below" in told.text
    assert not [line for line in summary if "operations" in line]
    assert "closed" in drawn and "people" in drawn
    pressed = [row for row in drawn["people"]["rows"] if "buttons" in row or "open" in row]
    assert pressed == [] and standup.badge(team.sitting()) is None
    [held] = meetings.meetings(team.engine, team.id)
    assert held.lake_version_id is not None


def test_the_summary_waits_in_the_outbox_once_where_there_is_a_robot(team):
    team.settings.config.mkdir(parents=True)
    (team.settings.config / "chat.toml").write_text(
        'dry_run = true\n[robot.team]\nkind = "wecom"\n'
        'url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-aaaa"\n',
        encoding="utf-8",
    )
    assert "on its way" in closed(team).text
    [kept] = outbox.messages(team.engine, team.id)
    assert kept.letter.kind == "digest" and "2026-09-30" in kept.letter.text


def test_a_chat_that_is_set_up_wrongly_loses_no_minutes(team):
    team.settings.config.mkdir(parents=True)
    (team.settings.config / "chat.toml").write_text("robot = 3", encoding="utf-8")
    assert closed(team).tone == "warn"
    assert meetings.meetings(team.engine, team.id)[0].closed_at is not None


def test_old_minutes_are_read_again_and_saved_as_a_file(team):
    speak(team, "service", today="<script>alert(1)</script>")
    closed(team)
    team.days = 1
    [row] = team.look(standup)["past"]["rows"]
    drawn = team.look(standup, **row["ask"])
    assert "service" in [each["title"] for each in drawn["people"]["rows"]]
    name, mime, content = team.act("meeting_file", meeting=row["key"]).file
    html = content.decode()
    assert (name, mime) == ("standup-2026-10-01.html", "text/html")
    assert "&lt;script&gt;alert" in html and "¥545.00" in html and "src=" not in html


@pytest.mark.parametrize("forged", [999, "x", None, -1])
def test_minutes_that_are_not_there_are_not_found(team, forged):
    with pytest.raises((Refused, NotFound)):
        team.act("meeting_file", meeting=forged)


def test_nothing_is_said_after_the_close(team):
    closed(team)
    with pytest.raises(Refused):
        speak(team, "service", today="late")
