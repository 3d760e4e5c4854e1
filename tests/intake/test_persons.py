"""What is left of a person after reading."""

from shopkit.intake.persons import hint, masked, pseudonym, sampled

KEY = b"k" * 32


def test_a_pseudonym_is_the_same_for_one_spelling_and_another_for_another_key():
    one = pseudonym(KEY, "buyer", "Ann ")
    assert one == pseudonym(KEY, "buyer", "ａｎｎ") and len(one) == 32
    assert one != pseudonym(b"x" * 32, "buyer", "ann") != pseudonym(KEY, "phone", "ann")


def test_masked_values_are_not_an_identity():
    assert pseudonym(KEY, "buyer", "张**") is None
    assert pseudonym(KEY, "phone", "138****8000") is None


def test_free_text_loses_phones_and_mail():
    assert masked("找 13912345678，或 a@b.cn，货号 123456") == "找 ***，或 ***，货号 123456"


def test_a_hint_keeps_a_number_readable_and_a_name_not():
    assert hint("12.5.1") == "12.5.1"
    assert "小龙" not in hint("李小龙") and len(hint("9x" * 90)) == 40


def test_samples_show_nothing_of_columns_about_persons():
    assert sampled("收货人姓名", "李小龙") == sampled("Customer", "ann") == "***"
    assert sampled("金额", "12.50") == "12.50"
