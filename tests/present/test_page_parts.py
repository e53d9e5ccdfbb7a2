"""Parts that pages share: the unit that fits, who is who, how many rows were left out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesplan.present.blocks import Screen
from salesplan.present.numbers import UNITS
from salesplan.present.sections import more_lines
from salesplan.present.words import MORE_CUSTOMERS, called
from salesplan.text import Text

WAN = Screen(100, UNITS["万"])


@pytest.mark.parametrize(
    ("amounts", "power"),
    [
        ((Decimal("99999.99"),), 0),
        ((Decimal(100_000),), 4),
        ((Decimal(-100_000), Decimal(1)), 4),
        ((None, "x"), 0),
        ((), 0),
    ],
)
def test_a_page_is_in_single_units_where_no_amount_reaches_100000(amounts: tuple[Decimal, ...], power: int) -> None:
    assert WAN.fitting(amounts).unit.power == power


def test_a_unit_that_was_asked_for_stays() -> None:
    asked = Screen(100, UNITS["万"], unit_given=True)
    assert asked.fitting((Decimal(5),)) is asked


@pytest.mark.parametrize(
    ("id_", "name", "told"),
    [("C1", "甲厂", "C1 甲厂"), ("C1", None, "C1"), ("", "甲厂", "甲厂"), ("甲厂", "甲厂", "甲厂"), (None, None, "")],
)
def test_a_customer_is_called_by_id_and_name(id_: str | None, name: str | None, told: str) -> None:
    assert called(id_, name) == told


def test_rows_left_out_are_counted_with_how_to_see_them() -> None:
    (line,) = more_lines(1234, MORE_CUSTOMERS)
    assert isinstance(line.text, Text)
    assert line.text.in_("zh") == "还有 1,234 家，加 --all 全部列出"
    assert line.text.in_("en") == "1,234 more; --all lists every one"
    (line,) = more_lines(1, Text("组", "more groups"))
    assert isinstance(line.text, Text)
    assert line.text.in_("en") == "1 more groups; --all lists every one"


@pytest.mark.parametrize("count", [0, -1])
def test_nothing_is_said_where_every_row_is_shown(count: int) -> None:
    assert not list(more_lines(count, MORE_CUSTOMERS))
