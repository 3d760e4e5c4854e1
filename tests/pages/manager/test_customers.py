"""Customers: who comes back, whom to write to, what came of it; drawn shops, forged acts."""

import random
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from shopkit.customers.contact import Rules
from shopkit.errors import NotFound, Refused, ShopkitError
from shopkit.pages.manager import buyers, customers
from shopkit.store import customers as store
from shopkit.widgets import Upload

LAST = date(2026, 10, 31)
LANGS = pytest.mark.parametrize("lang", ["zh", "en"])


def order(number, buyer, day, fen=5000, status="交易成功"):
    at = datetime(day.year, day.month, day.day, 4)
    return {
        "order_id": number, "buyer": buyer, "status": status, "paid_fen": fen,
        "created_at": at, "paid_at": at, "created_on": day, "paid_on": day,
        "month": f"{day:%Y-%m}", "seen_at": datetime(2026, 11, 1),
    }  # fmt: skip


def bought(chance, people):
    """Orders of people who come now and then until they leave."""
    rows = []
    for n in range(people):
        age, rate = chance.uniform(5, 330), chance.gammavariate(0.6, 1 / 25)
        fen, at = 2_000 + round(chance.gammavariate(4, 1_000)), 0.0
        while at < age:
            day = LAST - timedelta(days=int(age - at))
            rows.append(order(f"{n:04}-{len(rows):06}", f"=b{n:05}", day, fen))
            if chance.random() < chance.betavariate(0.8, 2.4):
                break
            at += chance.expovariate(rate)
    return rows


@pytest.fixture
def shop(bare_counter):
    """A shop with nine hundred buyers."""
    return bare_counter.took("orders", bought(random.Random(4), 900))


@pytest.fixture
def small(bare_counter):
    """A shop two people bought in."""
    return bare_counter.took(
        "orders",
        [order("1", "ann", date(2026, 7, 3)), order("2", "ann", date(2026, 8, 1)),
         order("3", "bob", date(2026, 10, 5)), order("4", "cid", date(2026, 10, 5), status="交易关闭")],
    )  # fmt: skip


def taken(shop, **values):
    """A list that was taken: its number, and the rows of its workbook."""
    reply = shop.act(customers, "customers_take", **values)
    sheet = load_workbook(BytesIO(reply.file[2])).active
    return int(reply.ask["list"]), list(sheet.iter_rows(min_row=2, values_only=True))


@LANGS
def test_an_empty_shop_is_told_what_to_import(bare_counter, lang):
    [only] = bare_counter.look(customers, lang=lang).values()
    assert only["lines"][0]["text"].startswith({"zh": "还没有", "en": "No order"}[lang])


@LANGS
def test_cohorts_come_first_and_say_what_a_sale_does_to_them(small, lang):
    drawn = small.look(customers, lang=lang)
    assert list(drawn)[1:3] == ["retention", "cohorts"]
    cells = [row["cells"] for row in drawn["cohorts"]["rows"]]
    assert cells == [["2026-07", 1, 1.0, 0.0, 0.0], ["2026-10", 1, None, None, None]]
    assert "双11" in drawn["cohorts"]["note"]


def test_what_was_closed_is_no_customer(small):
    tile = small.look(customers)["figures"]["tiles"][0]
    assert (tile["value"], tile["note"]) == ("2", "since 2026-07")


def test_repurchase_counts_only_who_has_been_known_for_so_long(small):
    rows = {row["days"]: row for row in small.look(customers)["again"]["rows"]}
    assert (rows[30]["people"], rows[30]["again"], set(rows)) == (1, 1, {30, 60, 90})


def test_a_segment_opens_to_its_people(shop):
    row = shop.look(customers)["named"]["rows"][0]
    members = shop.look(customers, **row["ask"])["members"]
    assert members["rows"] and members["title"].startswith(row["title"])
    assert "none" in shop.look(customers, segment="married")


@LANGS
def test_too_few_who_came_back_foretell_nothing(small, lang):
    assert "few" in small.look(customers, look="write", lang=lang)


@LANGS
def test_whom_to_write_to_with_the_margin_and_its_interval(shop, lang):
    drawn = shop.look(customers, look="write", lang=lang, many=5)
    rows = drawn["write"]["rows"]
    assert len(rows) == 5 and all("¥" in row["badge"].replace("￥", "¥") for row in rows)
    assert len(drawn["tried"]["lines"]) >= 2


def test_the_forecast_tells_how_it_did_last_time(shop):
    made = buyers.forecast(shop.shop.lake(), LAST)
    assert made.foretold.low < made.foretold.value < made.foretold.high
    assert made.models.correction == pytest.approx(made.came / made.foretold.value)


@pytest.mark.parametrize("many", ["", "x", "nan", "-4", "1e99", "inf"])
def test_an_address_that_makes_no_sense_is_read_as_usual(shop, many):
    rows = shop.look(customers, look="write", many=many, margin=many)["write"]["rows"]
    assert 0 < len(rows) <= 200


def test_a_taken_list_is_pseudonyms_and_leaves_some_alone(shop):
    number, rows = taken(shop, many="40")
    held = store.contacts(shop.engine, shop.id, number)
    written = [each for each in held if not each.is_control]
    assert len(held) == 40 and [row[0] for row in rows] == [each.id for each in written]
    assert 0 < len(held) - len(written) < 15
    assert all(row[1].startswith("=b") for row in rows)  # text: a formula would have no value


def test_a_cell_of_the_list_is_never_a_formula(shop):
    reply = shop.act(customers, "customers_take", many="5")
    sheet = load_workbook(BytesIO(reply.file[2])).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_the_same_key_takes_one_list(shop):
    again = [shop.act(customers, "customers_take", key="k").ask["list"] for _ in range(2)]
    assert again[0] == again[1] and len(store.lists(shop.engine, shop.id)) == 1


def test_who_was_written_to_twice_is_not_on_the_next_list(shop):
    first, second = taken(shop, many="5")[0], taken(shop, many="5")[0]
    third = taken(shop, many="5")[0]
    people = [{each.buyer for each in store.contacts(shop.engine, shop.id, n)}
              for n in (first, second, third)]  # fmt: skip
    assert people[0] == people[1] and not people[0] & people[2]


def test_outcomes_come_back_by_button(shop):
    number, rows = taken(shop, many="5")
    shop.act(customers, "contact_came", contact=rows[0][0], outcome="replied", note=" hi ")
    held = {each.id: each for each in store.contacts(shop.engine, shop.id, number)}
    assert (held[rows[0][0]].outcome, held[rows[0][0]].note) == ("replied", "hi")
    assert customers.badge(shop.shift()) == len(rows) - 1
    drawn = shop.look(customers, look="lists", list=number)
    assert drawn["people"]["rows"][0]["badge"] == "Replied"


@LANGS
def test_outcomes_come_back_in_the_file(shop, lang):
    number, rows = taken(shop, many="5")
    reply = shop.act(customers, "contacts_file", ask={"lang": lang}, list=number)
    book = load_workbook(BytesIO(reply.file[2]))
    book.active.cell(2, 6).value = {"zh": "已下单", "en": "bought"}[lang]
    packed = BytesIO()
    book.save(packed)
    upload = Upload("filled.xlsx", "", packed.getvalue())
    told = shop.act(customers, "contacts_read", file=upload)
    assert told.tone == "good"
    held = {each.id: each.outcome for each in store.contacts(shop.engine, shop.id, number)}
    assert held[rows[0][0]] == "bought" and list(held.values()).count("bought") == 1


def test_a_file_with_a_fault_writes_nothing(shop):
    number, rows = taken(shop, many="5")
    text = f"联系编号,联系结果\n{rows[0][0]},已下单\n{rows[1][0]},结婚了\n"
    told = shop.act(customers, "contacts_read", file=Upload("a.csv", "", text.encode()))
    assert told.tone == "bad" and "结婚了" in told.text
    assert not any(each.outcome for each in store.contacts(shop.engine, shop.id, number))


def test_what_writing_brought_waits_for_newer_orders(shop):
    number, _ = taken(shop, many="5")
    told = shop.look(customers, look="lists", list=number)["effect"]["lines"]
    assert told[0]["text"].startswith("The files end on 2026-10-31")


def test_who_refused_is_off_the_list(shop):
    wanted = shop.look(customers, look="write", many=5)["write"]["rows"][0]
    shop.act(customers, "consent_save", orders=wanted["title"], said="no")
    rows = shop.look(customers, look="write", many=5)["write"]["rows"]
    assert wanted["key"] not in {row["key"] for row in rows}


def test_an_unknown_order_number_writes_nothing_down(shop):
    with pytest.raises(Refused) as caught:
        shop.act(customers, "consent_save", orders="9999\n0000-000000", said="no")
    assert caught.value.facts == {"n": 1, "first": "9999"}
    assert store.consents(shop.engine, shop.id) == {}


def test_a_list_is_taken_back_until_it_is_used(shop):
    number, rows = taken(shop, many="5")
    shop.act(customers, "contacts_withdraw", list=number)
    assert store.lists(shop.engine, shop.id)[0].withdrawn_at is not None
    other, rows = taken(shop, many="5")
    shop.act(customers, "contact_came", contact=rows[0][0], outcome="silent")
    with pytest.raises(Refused):
        shop.act(customers, "contacts_withdraw", list=other)


def test_the_manager_sets_the_rules(shop):
    shop.act(customers, "rules_save", times=1, days=14, consent="agreed", control=0)
    assert store.rules(shop.engine, shop.id) == Rules(1, 14, "agreed", 0.0)
    assert shop.look(customers, look="write")["write"]["rows"] == []
    with pytest.raises(Refused):
        shop.act(customers, "rules_save", by="service", times=9, days=14, consent="agreed",
                 control=0)  # fmt: skip


@pytest.mark.parametrize(
    ("act", "values"),
    [
        ("contact_came", {"contact": "x", "outcome": "bought"}),
        ("contact_came", {"contact": 10**9, "outcome": "bought"}),
        ("contact_came", {"contact": 1, "outcome": "married"}),
        ("contact_came", {"contact": None, "outcome": None}),
        ("contacts_file", {"list": 77}),
        ("contacts_withdraw", {"list": [1]}),
        ("contacts_read", {"file": "a.xlsx"}),
        ("consent_save", {"orders": "", "said": "no"}),
        ("consent_save", {"orders": "1", "said": "perhaps"}),
        ("customers_take", {"many": 10**6}),
        ("customers_take", {"margin": "x"}),
        ("rules_save", {"times": 0, "days": 1, "consent": "agreed", "control": 0}),
        ("rules_save", {"times": 1, "days": 1, "consent": {}, "control": 0}),
        ("rules_save", {"times": 1, "days": 1, "consent": "agreed", "control": 99}),
    ],
)
def test_forged_acts_are_refused(small, act, values):
    with pytest.raises((Refused, NotFound)):
        small.act(customers, act, **values)
    assert store.lists(small.engine, small.id) == []


@pytest.mark.parametrize("act", ["customers_take", "contacts_read", "consent_save"])
def test_the_warehouse_and_nobody_write_nothing(shop, act):
    values = {"consent_save": {"orders": "0000-000000", "said": "no"}}.get(act, {})
    if act == "contacts_read":
        values = {"file": Upload("a.csv", "", "联系编号,联系结果\n1,已下单\n".encode())}
    for by in ("warehouse", "nobody"):
        with pytest.raises(ShopkitError):
            shop.act(customers, act, by=by, **values)
    assert store.lists(shop.engine, shop.id) == [] and not store.consents(shop.engine, shop.id)


def test_a_look_that_is_not_text_is_harmless(small):
    assert small.act(customers, "customers_look", look={"a": 1}).ask["segment"] == ""
