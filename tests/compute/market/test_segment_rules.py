"""Conditions of segments as people write them: what each means, which cannot be read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.market.segment_rules import Condition, Span, Word, columns_wanted, condition_of
from salesplan.model.plan.market import Segment
from salesplan.model.reading import ExtraColumn

TEN = Decimal(100_000)
JAN, JUNE = date(2026, 1, 1), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("35..55", Span("number", Decimal(35), Decimal(55))),
        ("３５．．５５", Span("number", Decimal(35), Decimal(55))),
        ("1.5 .. 2.5", Span("number", Decimal("1.5"), Decimal("2.5"))),
        ("35..35", Span("number", Decimal(35), Decimal(35))),
        ("-5..5", Span("number", Decimal(-5), Decimal(5))),
        ("10万..1.2亿", Span("number", TEN, Decimal(120_000_000))),
        (">10万", Span("number", low=TEN, with_low=False)),
        ("＞100,000", Span("number", low=TEN, with_low=False)),
        (">=100000", Span("number", low=TEN)),
        ("≥100000元", Span("number", low=TEN)),
        ("<10万", Span("number", high=TEN, with_high=False)),
        ("<= 10万", Span("number", high=TEN)),
        ("≤10万", Span("number", high=TEN)),
        (">8%", Span("share", low=Decimal("0.08"), with_low=False)),
        ("5%..10%", Span("share", Decimal("0.05"), Decimal("0.1"))),
        ("2026-01-01..2026年6月30日", Span("date", JAN, JUNE)),
        (">=2026/1/1", Span("date", low=JAN)),
        ("华东", Word("华东")),
        ("  East   CHINA ", Word("east china")),
        ("是", Word("是", flag=True)),
        ("No", Word("no", flag=False)),
        ("3", Word("3", Span("number", Decimal(3), Decimal(3)))),
        ("8%", Word("8%", Span("share", Decimal("0.08"), Decimal("0.08")))),
        ("2026-01-01", Word("2026-01-01", Span("date", JAN, JAN))),
        ("=35..55", Word("35..55")),
        ("= >10", Word(">10")),
    ],
)
def test_conditions(written: str, condition: Condition) -> None:
    assert condition_of(written) == condition


@pytest.mark.parametrize(
    "written",
    [
        *("55..35", "35..", "..55", "35...55", "a..b", "1..2026-01-01", "5%..10", "2026-06-30..2026-01-01"),
        *(">", ">=", ">十来万", "<2026-02-30", "!=3", "!", "=", "", "  ", "2026-02-30", "2026年13月1日"),
    ],
)
def test_what_cannot_be_read(written: str) -> None:
    assert condition_of(written) is None


def test_a_value_that_looks_like_a_sign() -> None:
    """``=`` takes what follows by the letter."""
    assert condition_of("=>5") == Word(">5")


@given(st.text(max_size=20))
def test_no_text_is_too_odd(written: str) -> None:
    found = condition_of(written)
    assert found is None or isinstance(found, Span | Word)


def test_columns_are_wanted_as_the_kinds_that_conditions_ask_for() -> None:
    """A cell that is no number is told only where a range or comparison asks for one."""
    first = Segment(id="a", when={"年龄": ("35..55",), "城市": ("苏州", "3")})
    second = Segment(
        id="b", when={"年龄": ("60", ">2026-01-01"), "会员": ("是",), "坏": ("55..35",), "分": ("3", ">4")}
    )
    assert set(columns_wanted([first, second])) == {
        ExtraColumn("年龄", "text"),
        ExtraColumn("年龄", "number", strict=True),
        ExtraColumn("年龄", "date", strict=True),
        ExtraColumn("城市", "text"),
        ExtraColumn("城市", "number"),
        ExtraColumn("会员", "text"),
        ExtraColumn("会员", "flag"),
        ExtraColumn("坏", "text"),
        ExtraColumn("分", "text"),
        ExtraColumn("分", "number", strict=True),
    }
