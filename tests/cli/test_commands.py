"""What a person types, and what is said back."""

import re

import pytest

HEADER = (
    "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,"
    "收货地址 ,订单创建时间,订单付款时间 ,退款金额\n"
)


def line(order: int, buyer: str, paid: str, place: str, day: str, *, back: str = "0.00") -> str:
    """One row as the platform writes it."""
    at = f"{day} 12:00:00"
    return f'="{order}",{buyer},{paid},{paid},交易成功,{place},{at},{at},{back}\n'


ANN = line(1001, "ann", "30.00", "上海 上海市 黄浦区", "2026-10-05")
BOB = line(1002, "bob", "20.00", "广东省 广州市 越秀区", "2026-10-06", back="5.00")
BROKEN = line(1003, "bob", "twenty", "上海 上海市 黄浦区", "2026-10-06").replace(
    "6 12:", "6 32:", 1
)


@pytest.fixture
def orders(tmp_path):
    """A small order report on disk."""

    def write(*rows: str, encoding: str = "gb18030"):
        path = tmp_path / "ExportOrderList202610071200.csv"
        path.write_text(HEADER + "".join(rows), encoding=encoding)
        return path

    return write


def test_a_file_goes_in_and_its_figures_come_out(shopkit, orders):
    shopkit("import", orders(ANN, BOB), "--yes", "--json")
    _, answer = shopkit("kpi", "--by", "day", "--json")
    kpis = answer["kpis"]
    assert (kpis["paid_fen"], kpis["buyers"], kpis["aov_fen"]) == (5000, 2, 2500)
    assert [row["paid_fen"] for row in answer["rows"]] == [3000, 2000]


def test_buyers_of_two_days_are_not_added_up(shopkit, orders):
    again = ANN.replace("1001", "1009").replace("10-05", "10-06")
    shopkit("import", orders(ANN, again), "--yes", "--json")
    _, answer = shopkit("kpi", "--by", "day", "--json")
    assert [row["buyers"] for row in answer["rows"]] == [1, 1]
    assert answer["kpis"]["buyers"] == 1


def test_nothing_is_half_imported_and_all_faults_are_told_at_once(shopkit, orders):
    code, seen = shopkit("import", orders(ANN, BROKEN), "--yes", "--json")
    assert (code, seen["taken"]) == (1, False)
    assert {(fault["line"], fault["column"].strip()) for fault in seen["faults"]} == {
        (3, "总金额"),
        (3, "买家实际支付金额"),
        (3, "订单创建时间"),
    }
    _, answer = shopkit("kpi", "--json")
    assert answer["kpis"]["orders"] is None


def test_faulty_rows_are_left_out_only_when_asked(shopkit, orders):
    _, seen = shopkit("import", orders(ANN, BROKEN), "--leave-out-faulty", "--yes", "--json")
    assert (seen["new_rows"], seen["left_out"]) == (1, 1)


def test_without_a_yes_nothing_is_taken_in(shopkit, orders):
    code, seen = shopkit("import", orders(ANN), "--json")
    assert (code, seen["taken"], seen["rows"]) == (0, False, 1)
    _, answer = shopkit("kpi", "--json")
    assert answer["kpis"]["orders"] is None


def test_no_buyer_is_kept_by_name(shopkit, orders, tmp_path):
    shopkit("import", orders(ANN), "--yes", "--json")
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert not re.search(rb"\bann\b", kept)
    assert "黄浦".encode() not in kept


def test_the_staged_copy_is_gone_after_the_import(shopkit, orders, tmp_path):
    shopkit("import", orders(ANN), "--yes", "--json")
    assert list((tmp_path / "data" / "staging").iterdir()) == []


def test_a_file_that_is_not_there_is_one_sentence(shopkit, tmp_path):
    code, said = shopkit("import", tmp_path / "no.csv", "--json")
    assert code == 2
    assert "no.csv" in said["error"]


def test_an_empty_shop_says_which_files_would_tell(shopkit):
    _, answer = shopkit("kpi", "--json")
    assert any("订单报表" in sentence for sentence in answer["missing"])


def test_an_order_only_shop_shows_what_can_be_known(shopkit, orders):
    shopkit("import", orders(ANN, BOB), "--yes", "--json")
    _, answer = shopkit("kpi", "--json")
    assert answer["kpis"]["conversion_rate"] is None
    assert any("生意参谋" in sentence for sentence in answer["missing"])


@pytest.mark.parametrize(
    ("first", "last"), [("2026-10-31", "2026-10-01"), ("2026-02-30", "2026-03-01"), ("x", "y")]
)
def test_days_that_are_none_are_refused(shopkit, first, last):
    code, said = shopkit("kpi", "--from", first, "--to", last, "--json")
    assert code == 2
    assert said["error"]


def test_an_unknown_split_is_refused_with_those_there_are(shopkit, orders):
    code, said = shopkit("kpi", "--by", "colour", "--json")
    assert (code, "province" in said["error"]) == (2, True)


def test_shops_are_made_listed_and_removed(shopkit, orders):
    shopkit("shop", "create", "Mugs", "--json")
    shopkit("import", orders(ANN), "--shop", "Mugs", "--yes", "--json")
    _, shops = shopkit("shop", "list", "--json")
    assert [shop["id"] for shop in shops] == ["mugs"]
    refused, _ = shopkit("shop", "remove", "mugs", "--json")
    assert refused == 2
    shopkit("shop", "remove", "mugs", "--yes", "--json")
    assert shopkit("shop", "list", "--json") == (0, [])


def test_two_shops_keep_to_themselves(shopkit, orders):
    shopkit("shop", "create", "Mugs", "--json")
    shopkit("shop", "create", "Tees", "--json")
    shopkit("import", orders(ANN), "--shop", "mugs", "--yes", "--json")
    _, tees = shopkit("kpi", "--shop", "tees", "--json")
    assert tees["kpis"]["orders"] is None


def test_members_are_added_with_roles_in_either_language(shopkit):
    shopkit("member", "add", "ann", "店长", "service", "--json")
    _, people = shopkit("member", "list", "--json")
    assert (people[0]["name"], people[0]["roles"]) == ("ann", ["manager", "service"])


def test_an_unknown_role_is_refused_with_those_there_are(shopkit):
    code, said = shopkit("member", "add", "ann", "chef", "--json")
    assert (code, "店长" in said["error"]) == (2, True)


def test_a_target_is_shown_against_the_month(shopkit):
    code, set_to = shopkit("target", "paid_fen", "2026-10", 100, "--json")
    assert (code, set_to["target"]) == (0, 100)
    assert shopkit("target", "paid_fen", "2026-10", 0, "--json")[0] == 2
