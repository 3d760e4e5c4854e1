"""`shopkit review` as a person types it."""

import pytest


@pytest.mark.parametrize(
    "words",
    [
        ("2026-13",),
        ("October",),
        ("verify", "2026-10"),
        ("drift", "../../etc"),
        ("2026-10", "--all"),
        ("--if-due",),
    ],
)
def test_what_cannot_be_done_is_one_sentence(shopkit, words):
    code, said = shopkit("review", *words, "--json")
    assert (code, list(said)) == (2, ["error"])
    assert "Traceback" not in said["error"]


def test_an_empty_list_is_a_sentence(shopkit):
    code, said = shopkit("review", "list")
    assert (code, "No month is frozen yet" in said) == (0, True)
