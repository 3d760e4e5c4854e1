"""The register of rules: read, changed, tasks made; points; the shop's own words."""

from datetime import date

import pytest

from shopkit.errors import NotFound, Refused
from shopkit.pages.operations import listing, rules
from shopkit.store import tasks


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_empty_register_says_so_in_both_languages(bare, lang):
    drawn = bare.work(rules, lang=lang)
    assert drawn["register"]["rows"] == [] and drawn["register"]["empty"]
    assert rules.badge(bare.shift()) is None and rules.badge(bare.shift("nobody")) is None


def added(shop, **facts):
    told = {"title": "Say how warm", "on": "2026-09-01", "words": "保温、焖", "source": "here"}
    return int(shop.act(rules, "rule_add", **told | facts).ask["rule"])


def row(shop, **ask):
    [one] = shop.work(rules, **ask)["register"]["rows"]
    return one


def said(shop, **ask):
    lines = row(shop, **ask)["lines"]
    return " ".join(line if isinstance(line, str) else line["text"] for line in lines)


def test_a_rule_not_compared_with_its_source_is_an_assumption(goods):
    added(goods)
    assert "Assumption" in said(goods) and "Touches 1 items" in said(goods)


def test_a_rule_is_read_by_each_member(goods):
    number = added(goods, is_verified=True, key="k")
    assert added(goods, is_verified=True, key="k") == number
    assert rules.badge(goods.shift()) == 1 and row(goods)["badge"] == "0 of 5 read it"
    goods.act(rules, "rule_read", rule=number, version=1)
    assert rules.badge(goods.shift()) is None and row(goods)["badge"] == "1 of 5 read it"
    assert "Assumption" not in said(goods)


def changed(shop, number, version=1, **facts):
    told = {"title": "Say how warm", "on": "2026-09-01", "words": "马克杯", "source": "here"}
    return shop.act(rules, "rule_change", rule=number, version=version, **told | facts)


def test_a_changed_rule_lists_the_items_it_touches_and_makes_tasks_in_one_click(goods):
    number = added(goods)
    reply = changed(goods, number)
    listed, pressed = row(goods, **reply.ask)["open"][:2]
    assert listed["lines"][0]["text"] == "独家白瓷马克杯"
    for _ in range(2):
        goods.act(rules, pressed["buttons"][0]["act"], **pressed["buttons"][0]["values"])
    [task] = tasks.open_tasks(goods.engine, goods.id)
    assert "独家白瓷马克杯" in task.title and task.due_on == date(2026, 10, 8)
    assert row(goods, **reply.ask)["open"][1]["buttons"][0]["disabled"]


def test_a_rule_that_ended_leaves_the_register(goods):
    changed(goods, added(goods), closed="2026-09-30")
    assert goods.work(rules)["register"]["rows"] == []


def violated(shop, **facts):
    told = {"on": "2026-09-20", "kind": "general", "points": "4", "what": "late"}
    return shop.act(rules, "violation_add", **told | facts)


def test_points_stand_until_an_appeal_is_granted(bare):
    violated(bare)
    [tile, *_] = bare.work(rules)["points"]["tiles"]
    [entry] = bare.work(rules)["violations"]["rows"]
    assert tile["value"] == "4" and entry["tone"] == "bad"
    bare.act(rules, "violation_lift", **entry["buttons"][0]["values"])
    assert bare.work(rules)["points"]["tiles"][0]["value"] == "0"


def test_the_shop_extends_the_words(goods):
    new = {"key": None, "change": "added", "phrase": "棉麻", "level": "block", "source": "us"}
    goods.act(rules, "words_save", rows=[new])
    assert len(goods.work(listing, listing="words")["titles"]["rows"]) == 2
    goods.act(rules, "words_save", rows=[{"key": "棉麻", "change": "removed"}])
    assert goods.work(rules)["own_words"]["rows"] == []


def test_what_is_not_verified_says_so_at_its_source(bare):
    told = {row["cells"][0][:6]: row["cells"][-1] for row in bare.work(rules)["sources"]["rows"]}
    assert "no: an assumption" in told.values() and "yes" in told.values()


FORGED = [
    ("rule_add", {"title": "", "on": "2026-10-01"}),
    ("rule_add", {"title": "x", "on": None}),
    ("rule_add", {"title": "x", "on": "1066-10-14"}),
    ("rule_add", {"title": "x", "on": "2026-10-01", "words": "x" * 41}),
    ("rule_change", {"rule": 999, "version": 1, "title": "x", "on": "2026-10-01"}),
    ("rule_read", {"rule": 999, "version": 1}),
    ("rule_read", {"rule": "one", "version": 1}),
    ("rule_tasks", {"rule": 999, "version": 1}),
    ("violation_add", {"on": "2026-10-01", "kind": "tiny", "points": 1, "what": "x"}),
    ("violation_add", {"on": "2026-10-01", "kind": "general", "points": 49, "what": "x"}),
    ("violation_add", {"on": "2026-10-02", "kind": "general", "points": 1, "what": "x"}),
    ("violation_add", {"on": "2026-10-01", "kind": "general", "points": 1, "what": ""}),
    ("violation_add", {"on": "2026-10-01", "kind": "general", "points": 1, "what": "x", "rule": 9}),
    ("violation_lift", {"violation": 999}),
    ("words_save", {"rows": "all"}),
    ("words_save", {"rows": [{"phrase": "x", "level": "burn"}]}),
    ("words_save", {"rows": [{"phrase": "", "level": "ask"}]}),
]


@pytest.mark.parametrize(("act", "values"), FORGED)
def test_what_a_browser_forges_is_refused_with_a_sentence(bare, act, values):
    with pytest.raises((Refused, NotFound)):
        bare.act(rules, act, **values)


def test_an_older_version_of_a_rule_is_neither_read_nor_changed(goods):
    number = added(goods)
    changed(goods, number)
    for act in ("rule_read", "rule_tasks"):
        with pytest.raises(Refused):
            goods.act(rules, act, rule=number, version=1)
    with pytest.raises(Refused):
        changed(goods, number)


def test_a_designer_reads_rules_and_writes_none(goods):
    number = added(goods)
    goods.act(rules, "rule_read", by="designer", rule=number, version=1)
    for act, values in (
        ("rule_add", {"title": "x", "on": "2026-10-01"}),
        ("rule_tasks", {"rule": number, "version": 1}),
        ("words_save", {"rows": [{"phrase": "x", "level": "ask"}]}),
    ):
        with pytest.raises(Refused):
            goods.act(rules, act, by="designer", **values)
