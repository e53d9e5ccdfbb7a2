"""Which sheet is read: a cover is passed over, a hidden sheet is read only when it is named."""

from __future__ import annotations

import polars as pl
import pytest

from salesplan.errors import BadInput, BadUsage
from salesplan.load.found import FoundTable
from salesplan.load.sheet_choice import PickedSheet, choose_sheets
from salesplan.load.source import SheetName

BOOK = (
    SheetName("封面"),
    SheetName("订单2025", "hidden"),
    SheetName("订单"),
    SheetName("一月"),
    SheetName("_字典", "veryHidden"),
)
LIST = FoundTable("orders", (1,), (), pl.DataFrame(), 0, 0)


def _find(name: str | None) -> FoundTable | None:
    return None if name in ("封面", "_字典") else LIST


def _names(picked: tuple[PickedSheet, ...]) -> list[tuple[str | None, str]]:
    return [(each.name, each.why) for each in picked]


def test_the_first_shown_sheet_with_a_list_is_read() -> None:
    (picked,) = choose_sheets("b.xlsx", BOOK, (), _find)
    assert (picked.name, picked.why, picked.table) == ("订单", "best", LIST)
    assert str(picked.reason) == "第一个含有清单的可见工作表"


def test_the_only_shown_sheet_is_read_with_or_without_a_list() -> None:
    assert _names(choose_sheets("b.xlsx", BOOK[1:3], (), _find)) == [("订单", "only")]
    assert _names(choose_sheets("b.xlsx", BOOK[:2], (), _find)) == [("封面", "only")]


def test_without_any_list_the_first_shown_sheet_is_assumed() -> None:
    (picked,) = choose_sheets("b.xlsx", BOOK, (), lambda _: None)
    assert (picked.name, picked.why, picked.table) == ("封面", "assumed", None)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (("订单2025",), ["订单2025"]),
        (("_字典",), ["_字典"]),
        (("*月", "订单"), ["一月", "订单"]),
        (("订单*", "订单"), ["订单2025", "订单"]),
        (("_字典 ",), ["_字典"]),
    ],
)
def test_named_sheets_are_read_hidden_or_not(wanted: tuple[str, ...], names: list[str]) -> None:
    assert _names(choose_sheets("b.xlsx", BOOK, wanted, _find)) == [(name, "asked") for name in names]


def test_a_name_that_no_sheet_has_lists_the_sheets() -> None:
    with pytest.raises(BadUsage) as refused:
        choose_sheets("b.xlsx", BOOK, ("订单2026",), _find)
    (problem,) = refused.value.problems
    assert problem.code == "READ-sheet"
    assert str(problem.fix) == "是不是“订单2025”？工作表：封面、订单、一月（隐藏：订单2025、_字典）"


def test_a_workbook_of_hidden_sheets_is_refused() -> None:
    with pytest.raises(BadInput):
        choose_sheets("b.xlsx", BOOK[1:2], (), _find)


def test_a_text_file_is_its_only_sheet() -> None:
    assert _names(choose_sheets("b.csv", (SheetName(None),), (), _find)) == [(None, "only")]
