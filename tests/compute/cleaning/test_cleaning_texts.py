"""Names, codes and prose in one form; placeholders; the check sign of credit codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.cleaning.cells import Treated, Way, region_of, treat, way_of
from salesplan.compute.cleaning.credit_codes import check_sign, credit_code, is_credit_code
from salesplan.compute.cleaning.placeholders import is_placeholder
from salesplan.compute.cleaning.texts import code_text, name_text, prose, rule_of


@pytest.mark.parametrize(
    ("text", "name", "rule"),
    [
        ("甲乙科技(中国)有限公司", "甲乙科技（中国）有限公司", "brackets"),
        ("甲乙科技 [中国] 有限公司", "甲乙科技（中国）有限公司", "brackets"),
        (" 甲乙 科技　有限公司", "甲乙科技有限公司", "blanks"),
        ("ＡＢＣ公司", "ABC公司", "width"),
        ("Ａ＆Ｂ  Ltd", "A&B Ltd", "width"),
        ("ABC （China） Ltd", "ABC (China) Ltd", "brackets"),
        ("ABC  Ltd", "ABC Ltd", "blanks"),
        ("张 三", "张三", "blanks"),
        ("甲\u200b乙", "甲乙", "blanks"),
        ("\uf9b4", "領", "width"),
    ],
)
def test_names(text: str, name: str, rule: str) -> None:
    assert name_text(text) == name
    assert name_text(name) == name
    assert rule_of(text, name) == rule


@pytest.mark.parametrize(
    "text", ["甲（乙", "甲)乙(", "（甲）乙)", "甲，乙：丙；丁！", "ABC Ltd.", "甲·乙", "@SUM(A1)", "=A1"]
)
def test_names_that_stay(text: str) -> None:
    """Brackets that do not pair and Chinese punctuation are nobody's slip."""
    assert name_text(text) == text


def test_prose_keeps_lines_and_punctuation() -> None:
    assert prose(" 第一行，ＡＢ　２件。 \r\n  第二行（急）  ") == "第一行，AB 2件。\n第二行（急）"


def test_codes_are_half_width_and_keep_their_case() -> None:
    assert code_text(" Ｃ０００１－ａ ") == "C0001-a"


@pytest.mark.parametrize("text", ["无", "-", "——", " 未知 ", "N/A", "ｎ／ａ", "(空白)", "暂无", "?", ""])
def test_placeholders(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", ["无锡某某公司", "A", "0", "NA", "空调", "13800000000"])
def test_texts_that_say_something(text: str) -> None:
    assert not is_placeholder(text)


def test_further_placeholders_are_those_of_the_plan() -> None:
    assert not is_placeholder("保密")
    assert is_placeholder(" 保密", "text", ["保密"])
    assert is_placeholder("13800000000", "phone")
    assert is_placeholder("test@test.com", "email")


def test_credit_codes_prove_themselves() -> None:
    """The example of GB 32100 and a well-known company's; one sign wrong, a forbidden sign, one too few."""
    assert is_credit_code("91350100M000100Y43")
    assert is_credit_code("91110000600037341L")
    assert check_sign("91350100M000100Y4") == "3"
    for wrong in ("91350100M000100Y44", "91350100M000100Y34", "9135010OM000100Y43", "91350100M000100Y4", ""):
        assert not is_credit_code(wrong)
    assert credit_code("９１35 0100m000100y43") == "91350100M000100Y43"


def test_numbers_of_companies_in_taiwan() -> None:
    """04595257 adds up to 40; with a 7 in the seventh place one less will do, too."""
    assert is_credit_code("04595257", "TW")
    assert not is_credit_code("04595258", "TW")
    assert not is_credit_code("04595257")
    assert is_credit_code("10458575", "TW")


@pytest.mark.parametrize(
    ("country", "region"), [("台湾", "TW"), (" Hong Kong ", "HK"), ("中国", "CN"), (None, "CN"), ("火星", "CN")]
)
def test_whose_numbers(country: str | None, region: str) -> None:
    assert region_of(country, "CN") == region


@pytest.mark.parametrize(
    ("field", "kind", "table", "way"),
    [
        ("name", "text", "customers", "name"),
        ("name", "text", "deals", "text"),
        ("customer_name", "text", "deals", "name"),
        ("mobile", "phone", "customers", "phone"),
        ("email", "text", "customers", "email"),
        ("credit_code", "code", "customers", "credit_code"),
        ("id", "code", "customers", "code"),
        (None, "text", "customers", "own"),
        ("created", "date", "customers", None),
        ("grade", "grade", "customers", None),
    ],
)
def test_ways(field: str | None, kind: str, table: str, way: Way | None) -> None:
    assert way_of(field, kind, table) == way


def test_a_placeholder_empties_a_field_but_not_a_column_of_the_users_own() -> None:
    assert treat("无", "无", "text") == Treated(None, "placeholder")
    assert treat("无", None, "text") == Treated(None, "placeholder")
    assert treat("无", None, "own") == Treated("无")
    assert treat("  ", None, "own") == Treated(None, "blanks")


def test_a_wrong_credit_code_is_told_and_never_replaced() -> None:
    assert treat("9135 0100m000100y44", "9135 0100m000100y44", "credit_code") == Treated(
        "91350100M000100Y44", "code", "credit_code", "91350100M000100Y44"
    )


def test_a_doubtful_cell_keeps_what_it_shows() -> None:
    assert treat(" 62345678 ", "62345678", "phone") == Treated(" 62345678 ", None, "phone_area")


WAYS: tuple[Way, ...] = ("phone", "email", "credit_code", "name", "code", "text", "own")


@given(st.text(max_size=24), st.sampled_from(WAYS))
def test_cleaning_twice_changes_nothing(text: str, way: Way) -> None:
    """Whatever the text: what cleaning made of it is in its one form."""
    once = treat(text, text.strip() or None, way)
    if once.new is not None:
        again = treat(once.new, once.new.strip() or None, way)
        assert again.rule is None
        assert again.new == once.new
