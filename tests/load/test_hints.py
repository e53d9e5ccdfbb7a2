"""What is suggested for a bad cell: the two readings of a bare sign, digits for numerals, a year, a scale."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from salesplan.load.values.hints import About, hint, yaml_key
from salesplan.load.values.reasons import explained
from salesplan.model.han_numbers import number_in_words
from salesplan.model.reading import ReadOptions

TODAY = ReadOptions(today=date(2026, 6, 30))


def about(*texts: str, unit: str = "", power: int = 0, comma: bool = False, options: ReadOptions = TODAY) -> About:
    return About(options, pl.Series(texts, dtype=pl.String), unit, power, comma)


def said(reason: str, value: str, column: About) -> tuple[str, str]:
    """The Chinese sentence and fix for a cell."""
    cause, more = hint(reason, value, column)
    found = explained(cause, value, "need", **more)
    return found.what.in_("zh"), found.fix.in_("zh")


def test_a_bare_sign_is_asked_about_with_both_readings() -> None:
    assert said("which-unit", "¥1,200,000", about(unit="万元", power=4)) == (
        "这一列单位是万元，“¥1,200,000”是 120 万元还是 1,200,000 万元？",
        "写成 120，或 1200000元",
    )
    assert said("which-unit", "-¥1.5", about(unit="千元", power=3))[1] == "写成 -0.0015，或 -1.5元"


def test_a_bare_sign_of_a_column_with_decimal_commas_or_another_currency() -> None:
    assert said("which-unit", "¥1.234,50", about(unit="千元", power=3, comma=True))[1] == "写成 1.2345，或 1234.5元"
    rated = ReadOptions(rates={"USD": Decimal(7), "GBP": Decimal(9)})
    assert said("which-unit", "US$2,000", about(unit="千元", power=3, options=rated))[1] == "写成 2，或 2000美元"
    assert said("which-unit", "£2,000", about(unit="千元", power=3, options=rated))[1] == "写成 2，或 2000GBP"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("一千二百万", 12_000_000),
        ("人民币叁佰元整", 300),
        ("十", 10),
        ("二十万零五百", 200_500),
        ("一亿二千萬", 120_000_000),
        ("二億", 200_000_000),
        ("一万零二", 10_002),
        ("两千零一十", 2010),
        ("一万二", None),
        ("一百二", None),
        ("三五", None),
        ("百千", None),
        ("百百", None),
        ("万", None),
        ("一万亿", None),
        ("三角", None),
        ("元", None),
        ("〇", None),
    ],
)
def test_numerals_are_numbers_only_where_they_can_mean_one(text: str, want: int | None) -> None:
    assert number_in_words(text) == want


def test_numerals_are_suggested_as_digits() -> None:
    assert said("words", "一千二百万", about())[1] == "若是 12,000,000，写 12000000"
    assert said("words", "一千二百万", about(unit="万元", power=4))[1] == "若是 12,000,000，写 12000000元"
    assert hint("words", "一万二", about()) == ("words", {})


def test_a_day_without_a_year_is_suggested_in_the_year_of_today() -> None:
    assert said("no-year", "6月12日", about()) == ("“6月12日”没有年份", "若是 2026 年，写 2026-06-12")
    assert hint("no-year", "6月12日", about(options=ReadOptions())) == ("no-year", {})
    assert hint("no-year", "2月29日", about()) == ("no-year", {})
    assert hint("no-year", "6/12", about()) == ("no-year", {})


@pytest.mark.parametrize(("text", "reason"), [("6月31日", "no-day"), ("2月30", "no-day"), ("13月1日", "no-month")])
def test_a_day_that_no_year_has_is_no_day(text: str, reason: str) -> None:
    assert hint("no-year", text, about()) == (reason, {})


@pytest.mark.parametrize(
    ("texts", "want"),
    [
        (("0", "3", "5"), "[0, 5]"),
        (("1", "5.5"), "[1, 10]"),
        (("0.5", "10"), "[0, 10]"),
        (("1", "10分"), "[1, 10]"),
        (("1", "10.5"), "[0, 100]"),
        (("80", "100", "高"), "[0, 100]"),
        (("100.5",), "[0, 1000]"),
        (("2000",), "[0, 2000]"),
        ((), "[0, 5]"),
    ],
)
def test_the_scale_is_that_of_the_largest_number(texts: tuple[str, ...], want: str) -> None:
    assert about(*texts).ends == want
    assert f"scales 下加一行 need: {want}（" in said("scale-number", "8", about(*texts))[1]


@pytest.mark.parametrize(
    ("word", "want"), [("很强", "很强"), ("no", '"no"'), ("A: 强", '"A: 强"'), ("强-弱", '"强-弱"')]
)
def test_a_word_is_a_key_of_yaml(word: str, want: str) -> None:
    assert yaml_key(word) == want
    assert f"words 下加一行 {want}: 4（" in said("scale", word, about())[1]


def test_a_day_without_a_year_keeps_its_time() -> None:
    assert said("no-year", "6月25日 14:00", about())[1] == "若是 2026 年，写 2026-06-25 14:00"
    assert said("no-year", "5月19日下午4:30", about())[1] == "若是 2026 年，写 2026-05-19 16:30"
    assert said("no-year", "5月19日", about())[1] == "若是 2026 年，写 2026-05-19"
