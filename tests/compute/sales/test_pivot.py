"""Pivots: shares, changes and contributions by hand, totals exact, no change where the base is 0 or below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

import pytest

from made_lists import made_list
from salesplan.compute.sales.dimensions import dimensions_named
from salesplan.compute.sales.measures import measure_named
from salesplan.compute.sales.pivot import PivotSummary, PivotWish, pivot
from salesplan.compute.sales.sold import Beside, Sold
from salesplan.compute.sales.spans import spans_of
from salesplan.compute.team.staff import staff_of
from salesplan.errors import BadInput, BadUsage
from salesplan.model.period import FiscalYear
from salesplan.model.result import Result

Make: TypeAlias = Callable[..., Sold]
AS_OF = date(2026, 6, 30)
THEN, NOW, BEFORE = date(2025, 6, 10), date(2026, 6, 10), date(2026, 5, 10)
FIELDS = ("region", "date", "amount")


def plainly(told: Any) -> Any:  # noqa: ANN401 - compared with whole numbers, which decimals equal
    return told


def pivoted(
    made: Sold, by: str = "region", measure: str = "amount", asked: str = "2026-06", as_of: date = AS_OF
) -> Result[PivotSummary]:
    year = FiscalYear.containing(as_of)
    wish = PivotWish(
        dimensions_named(by.split(",")), measure_named(measure), spans_of(asked, "last-year", as_of, year), year
    )
    return pivot(made, wish, as_of)


def column(result: Result[PivotSummary], *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in result.rows.records()]


@pytest.mark.oracle("12.3-a")
def test_the_worked_pivot(sold: Make) -> None:
    """60 + 40 becomes 90 + 30: +50 %, -25 %, +20 %; contributions +30 and -10 points."""
    lines = [("E", THEN, 60), ("W", THEN, 40), ("E", NOW, 90), ("W", NOW, 30)]
    result = pivoted(sold(FIELDS, lines))
    assert column(result, "region", "amount", "share", "change", "yoy", "contribution") == [
        ("E", 90, Decimal("0.75"), 30, Decimal("0.5"), Decimal("0.3")),
        ("W", 30, Decimal("0.25"), -10, Decimal("-0.25"), Decimal("-0.1")),
    ]
    s = result.summary
    assert plainly((s.total, s.base_total, s.change, s.yoy, s.reason)) == (120, 100, 20, Decimal("0.2"), None)
    assert ([each.name for each in s.up], [each.name for each in s.down]) == (["E"], ["W"])


def test_a_base_of_zero_or_below_has_no_change_in_percent(sold: Make) -> None:
    lines = [("zero", NOW, 5), ("below", THEN, -10), ("below", NOW, 5), ("gone", THEN, 40), (None, NOW, 1)]
    result = pivoted(sold(FIELDS, lines))
    assert column(result, "region", "amount", "base", "yoy", "yoy_reason") == [
        ("below", 5, -10, None, "base_negative"),
        ("zero", 5, 0, None, "base_zero"),
        (None, 1, 0, None, "base_zero"),
        ("gone", 0, 40, Decimal(-1), None),
    ]
    assert [row[0] for row in column(result, "contribution")] == [
        Decimal("0.5"),
        Decimal("0.166667"),
        Decimal("0.033333"),
        Decimal("-1.333333"),
    ]


def test_without_a_base_there_is_no_change(sold: Make) -> None:
    result = pivoted(sold(FIELDS, [("E", NOW, 5), ("E", BEFORE, 4)]))
    assert column(result, "base", "yoy", "yoy_reason", "contribution", "mom") == [
        (None, None, "no_base", None, Decimal("0.25"))
    ]
    assert (result.summary.base_total, result.summary.reason) == (None, "no_base")
    assert "SALES-no-base" in [each.code for each in result.findings]


def test_who_sold_only_in_the_period_before_has_a_row(sold: Make) -> None:
    """The total fell by half on the period before, and the groups say whose sales these were."""
    made = sold((*FIELDS, "channel"), [("E", NOW, 5, "web"), ("E", BEFORE, 4, "web"), ("W", BEFORE, 6, "shop")])
    result = pivoted(made)
    assert column(result, "region", "amount", "before", "mom") == [("E", 5, 4, Decimal("0.25")), ("W", 0, 6, -1)]
    assert plainly((result.summary.before_total, result.summary.mom)) == (10, Decimal("-0.5"))
    crossed = column(pivoted(made, "region,channel"), "level", "region", "channel", "before")
    assert ("cell", "W", "shop", 6) in crossed
    assert column(pivoted(made, "month"), "month") == [("2026-06",)]


def test_a_base_that_is_known_in_part_is_told(sold: Make) -> None:
    result = pivoted(sold(FIELDS, [("E", NOW, 5), ("E", date(2025, 6, 12), 4)]))
    assert "SALES-short-base" in [each.code for each in result.findings]
    result = pivoted(sold(FIELDS, [("E", NOW, 5), ("E", date(2025, 6, 11), 4)]))
    assert "SALES-short-base" not in [each.code for each in result.findings]


def test_negative_totals_have_no_shares(sold: Make) -> None:
    result = pivoted(sold(FIELDS, [("E", THEN, -60), ("E", NOW, -90), ("W", NOW, 30)]))
    assert column(result, "region", "share", "contribution") == [("W", None, None), ("E", None, None)]


def test_two_sides_with_their_subtotals(sold: Make) -> None:
    fields = ("region", "channel", "date", "amount")
    lines = [("E", "web", NOW, 5), ("E", "shop", NOW, 7), ("W", "web", NOW, 20), ("W", "web", THEN, 10)]
    result = pivoted(sold(fields, lines), "region,channel")
    assert column(result, "level", "region", "channel", "amount") == [
        ("group", "W", None, 20),
        ("cell", "W", "web", 20),
        ("group", "E", None, 12),
        ("cell", "E", "shop", 7),
        ("cell", "E", "web", 5),
    ]
    assert plainly([(each.name, each.value) for each in result.summary.columns]) == [("web", 25), ("shop", 7)]


def test_months_stand_beside_those_of_last_year_and_the_month_before(sold: Make) -> None:
    lines = [
        ("E", date(2025, 12, 5), 50),
        ("E", date(2026, 1, 5), 100),
        ("E", date(2026, 2, 5), 30),
        ("E", date(2025, 1, 5), 40),
        ("E", date(2025, 2, 5), 60),
    ]
    result = pivoted(sold(FIELDS, lines), "month", asked="2026-Q1")
    assert column(result, "month", "amount", "base", "before", "mom") == [
        ("2026-01", 100, 40, 50, Decimal(1)),
        ("2026-02", 30, 60, 100, Decimal("-0.7")),
    ]
    t = result.summary.together
    assert t is not None
    assert plainly((t.value, t.base_value, t.yoy)) == (130, 100, Decimal("0.3"))


def test_january_alone_is_shown_with_february_as_far_as_it_is(sold: Make) -> None:
    lines = [("E", date(2026, 1, 5), 100), ("E", date(2025, 1, 5), 40), ("E", date(2025, 2, 11), 60)]
    made = sold(FIELDS, lines, as_of=date(2026, 2, 10))
    t = pivoted(made, asked="2026-01", as_of=date(2026, 2, 10)).summary.together
    assert t is not None
    assert (str(t.now), str(t.base), t.yoy) == ("2026-01-01..2026-01-31", "2025-01-01..2025-01-31", Decimal("1.5"))
    assert pivoted(sold(FIELDS, lines), asked="2026-03").summary.together is None


def test_a_month_under_way_is_not_compared_with_a_whole_one(sold: Make) -> None:
    """Its change on the month before is left open; the base has the same days only."""
    lines = [("E", date(2026, 5, 20), 100), ("E", date(2026, 6, 5), 10), ("E", date(2025, 6, 5), 20), ("E", THEN, 7)]
    made = sold(FIELDS, lines, as_of=date(2026, 6, 9))
    result = pivoted(made, "month", asked="2026-06", as_of=date(2026, 6, 9))
    assert column(result, "amount", "base", "mom") == [(10, 20, None)]


def test_weeks_and_quarters(sold: Make) -> None:
    lines = [("E", date(2026, 6, 1), 1), ("E", date(2026, 6, 7), 2), ("E", date(2026, 6, 8), 4)]
    made = sold(FIELDS, lines)
    assert column(pivoted(made, "周"), "week", "amount") == [("2026-W23", 3), ("2026-W24", 4)]
    assert column(pivoted(made, "quarter", asked="ytd"), "quarter", "amount") == [("2026-Q2", 7)]
    assert column(pivoted(made, "year", asked="ytd"), "year", "amount") == [("2026", 7)]


MEASURED = ("customer_id", "order_id", "date", "amount", "qty", "cost", "discount")
LINES: list[tuple[Any, ...]] = [
    ("a", "1", NOW, 100, 2, 60, "0.1"),
    ("a", "1", NOW, 50, 1, None, "0.4"),
    ("a", "2", NOW, -10, -1, -6, None),
    ("b", "3", NOW, 60, None, 20, "0"),
    ("c", "4", NOW, -5, -1, None, None),
    (None, "5", NOW, 5, 1, 5, None),
    ("d", "6", NOW, 0, 0, 0, None),
]


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        ("金额", Decimal(200)),
        ("qty", Decimal(2)),
        ("orders", 3),
        ("客户数", 2),
        ("margin", Decimal(76)),
        ("average order", Decimal("66.67")),
        ("price", Decimal(70)),
        ("discount", Decimal("0.142857")),
    ],
)
def test_each_measure(sold: Make, measure: str, value: Decimal | int) -> None:
    """Orders and customers net to more than 0; margin is amount less cost; averages divide by what counts.

    Discount: (100 x 10 % + 50 x 40 % + 60 x 0) / 210 = 14.3 %.
    """
    result = pivoted(sold(MEASURED, LINES), "customer", measure)
    assert result.summary.total == value


@pytest.mark.parametrize("measure", ["qty", "margin", "price", "discount"])
def test_lines_that_lack_the_measure_are_counted(sold: Make, measure: str) -> None:
    lacking = {"qty": 1, "price": 1, "margin": 2, "discount": 4}[measure]
    result = pivoted(sold(MEASURED, LINES), "customer", measure)
    assert (result.summary.without, "SALES-without" in [each.code for each in result.findings]) == (lacking, True)


@pytest.mark.parametrize("measure", ["qty", "margin", "price", "discount"])
def test_a_measure_that_the_orders_do_not_tell(sold: Make, measure: str) -> None:
    with pytest.raises(BadInput) as refused:
        pivoted(sold(FIELDS, [("E", NOW, 1)]), measure=measure)
    assert refused.value.problems[0].code == "SALES-no-measure"


def test_what_orders_do_not_tell_comes_from_the_other_lists(sold: Make) -> None:
    """Places from the customers, the category from the products, the team from the people."""
    beside = Beside(
        made_list("customers", id=["C1", "C2"], name=["甲", "甲"], region=["华东", "华南"], segment=["大", "小"]),
        None,
        made_list("products", id=["P1", "P2"], name=["泵", "阀"], category=["泵类", "阀类"]),
        staff_of(made_list("reps", name=["李四"], team=["一队"])),
    )
    fields = ("customer_id", "date", "amount", "product_id", "rep", "product")
    lines = [("C1", NOW, 5, "P1", "李四", None), ("C2", NOW, 7, None, "王五", "阀")]
    made = sold(fields, lines, beside)
    for side, found in (
        ("region", ["华南", "华东"]),
        ("segment", ["小", "大"]),
        ("category", ["阀类", "泵类"]),
        ("team", [None, "一队"]),
        ("customer", ["甲 C2", "甲 C1"]),
        ("product", ["阀", "P1"]),
    ):
        assert [row[0] for row in column(pivoted(made, side), side)] == found, side


@pytest.mark.parametrize("side", ["region", "team", "segment", "class", "category", "customer"])
def test_a_side_that_nothing_tells(sold: Make, side: str) -> None:
    with pytest.raises(BadInput) as refused:
        pivoted(sold(("customer_id", "date", "amount"), [(None, NOW, 1)]), side)
    problem = refused.value.problems[0]
    assert (problem.code, problem.value) == ("SALES-no-side", side)


@pytest.mark.parametrize(("word", "near"), [("regoin", "region"), ("业务圆", "rep"), ("xyz", "")])
def test_a_word_that_is_no_side(word: str, near: str) -> None:
    with pytest.raises(BadUsage) as refused:
        dimensions_named([word])
    assert near in refused.value.problems[0].fix.in_("en")


def test_three_sides_are_too_many() -> None:
    with pytest.raises(BadUsage) as refused:
        dimensions_named(["region", "rep", "产品"])
    assert refused.value.problems[0].code == "SALES-dimensions"
    assert dimensions_named(["区域", "大区"]) == ("region",)


def test_a_word_that_is_no_measure() -> None:
    with pytest.raises(BadUsage, match="amont"):
        measure_named("amont")


def test_no_line_that_counts(sold: Make) -> None:
    with pytest.raises(BadInput) as refused:
        sold(FIELDS, [("E", None, 1), ("E", NOW, None), ("E", date(2026, 7, 1), 1)])
    assert refused.value.problems[0].code == "SALES-empty"


def test_lines_that_do_not_count_are_counted_by_why(sold: Make) -> None:
    made = sold(FIELDS, [("E", NOW, 1), ("E", None, 1), ("E", NOW, None), ("E", date(2026, 7, 1), 1)])
    assert dict(made.inputs[0].left_out) == {"no_date": 1, "no_amount": 1, "after_as_of": 1}


def test_the_order_of_rows_changes_nothing(sold: Make) -> None:
    lines: Sequence[tuple[Any, ...]] = [(r, d, 7) for r in ("E", "W", "N", None) for d in (NOW, THEN, BEFORE)]
    one, other = (list(pivoted(sold(FIELDS, each)).rows.rows()) for each in (lines, list(reversed(lines))))
    assert one == other
