"""Drivers of orders and deals, the gap to the target and who has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

import pytest

from salesplan.api.sales_drivers import drivers_named
from salesplan.compute.prospects.deal_rows import Deal
from salesplan.compute.sales.contributors import contributors
from salesplan.compute.sales.drivers import DealLists, drivers, drivers_against_target, drivers_given
from salesplan.compute.sales.sold import Sold
from salesplan.compute.sales.spans import Spans, spans_of
from salesplan.compute.sales.target_gap import Tracked, causes_named, gap_findings, target_gap
from salesplan.errors import BadInput, BadUsage, Place
from salesplan.model.period import FiscalYear
from salesplan.model.table import ColumnSpec, Table

Make: TypeAlias = Callable[..., Sold]
AS_OF = date(2026, 6, 30)
THEN, NOW = date(2025, 6, 10), date(2026, 6, 10)
FIELDS = ("customer_id", "order_id", "date", "amount")


def plainly(told: Any) -> Any:  # noqa: ANN401 - compared with whole numbers, which decimals equal
    return told


def spans(asked: str = "2026-06", as_of: date = AS_OF) -> Spans:
    return spans_of(asked, "last-year", as_of, FiscalYear(2026))


def test_customers_orders_and_their_size(sold: Make) -> None:
    """2 customers, 2 orders of 50 to 2 customers, 4 orders of 40: the frequency does it, with the size against it."""
    lines = [("a", "1", THEN, 50), ("b", "2", THEN, 50), *(("ab"[n % 2], str(3 + n), NOW, 40) for n in range(4))]
    made = drivers(sold(FIELDS, lines), None, spans(), AS_OF).summary.sets[0]
    assert plainly((made.base, made.now, made.method)) == (100, 160, "lmdi")
    assert plainly([(each.name, each.base, each.now) for each in made.drivers]) == [
        ("customers", 2, 2),
        ("orders_per_customer", 1, 2),
        ("average_order", 50, 40),
    ]
    assert [each.effect for each in made.drivers] == [0, Decimal("88.49"), Decimal("-28.49")]


def test_a_return_alone_in_a_span_has_no_drivers(sold: Make) -> None:
    with pytest.raises(BadInput) as refused:
        drivers(sold(FIELDS, [("a", "1", THEN, 50), ("a", "2", NOW, -50)]), None, spans(), AS_OF)
    assert refused.value.problems[0].code == "DRIVERS-no-orders"


def deals(then: int, now: int) -> DealLists:
    """So many leads, a fifth of them won for 500 then, a quarter for 480 now."""
    made = [
        Deal(0, row, "won" if row < count * rate else "open", amount=Decimal(worth), created=day, close_date=day)
        for count, rate, worth, day in ((then, 0.2, 500, THEN), (now, 0.25, 480, NOW))
        for row in range(count)
    ]
    return DealLists(made)


def test_leads_conversion_and_average(sold: Make) -> None:
    made = sold(FIELDS, [("a", "1", THEN, 50), ("a", "2", NOW, 50)])
    found = drivers(made, deals(100, 80), spans(), AS_OF).summary.sets[1]
    assert [(each.name, each.base, each.now) for each in found.drivers] == [
        ("leads", 100, 80),
        ("conversion", Decimal("0.2"), Decimal("0.25")),
        ("average_won", 500, 480),
    ]
    assert plainly((found.base, found.now)) == (10000, 9600)


def test_deals_that_tell_nothing_are_noted(sold: Make) -> None:
    made = sold(FIELDS, [("a", "1", THEN, 50), ("a", "2", NOW, 50)])
    result = drivers(made, DealLists(deals(0, 80).deals), spans(), AS_OF)
    assert (len(result.summary.sets), [each.code for each in result.findings]) == (
        1,
        ["DRIVERS-no-deals"],
    )


@pytest.mark.oracle("10.2-b")
def test_given_drivers() -> None:
    given = drivers_named(["线索=100,90", "转化率=20%,25％", "客单价=500,480"])
    made = drivers_given(given, AS_OF)
    assert [each.effect for each in made.summary.sets[0].drivers] == [
        Decimal("-1095.21"),
        Decimal("2319.55"),
        Decimal("-424.34"),
    ]
    assert made.summary.sets[0].change_rate == Decimal("0.08")


def test_given_drivers_of_zero_are_told() -> None:
    made = drivers_given(drivers_named(["a=0,5", "b=1万，2万"]), AS_OF)
    assert [each.code for each in made.findings] == ["DRIVERS-sequential"]
    assert made.summary.sets[0].change_rate is None


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (["a=1,2"], ["DRIVERS-one"]),
        (["a=1", "b=1,2"], ["DRIVERS-given"]),
        (["=1,2", "b=x,2", "c"], ["DRIVERS-given"] * 3),
        (["a=1,2,3", "b=1,2"], ["DRIVERS-given"]),
    ],
)
def test_drivers_that_cannot_be_read(words: list[str], codes: list[str]) -> None:
    with pytest.raises(BadUsage) as refused:
        drivers_named(words)
    assert [each.code for each in refused.value.problems] == codes


def test_given_figures_are_exact() -> None:
    assert drivers_named(["a=0.1,33.3%", "b=1,2"])[0].now == Fraction(333, 1000)


# The gap to the target

COLUMNS = ("region", "rep", "quarter", "level", "target", "actual", "expected")


def tracked(*rows: tuple[Any, ...], by: tuple[str, ...] = ("region", "rep", "quarter"), id_: str = "people") -> Tracked:
    kinds = {"level": "code", "target": "amount", "actual": "amount", "expected": "amount"}
    columns = tuple(ColumnSpec(key, kinds.get(key, "text")) for key in COLUMNS)  # type: ignore[arg-type] # kinds of columns
    told = [tuple(Decimal(each) if isinstance(each, int) else each for each in row) for row in rows]
    return Tracked(id_, by, Table(columns, tuples=told))


ROWS = (
    (None, None, None, "total", 400, 260, 400),
    ("E", None, None, "region", 200, 100, 200),
    ("E", "Li", None, "rep", 200, 100, 200),
    ("E", "Li", "2026-Q1", "quarter", 100, 60, 100),
    ("E", "Li", "2026-Q2", "quarter", 100, 40, 80),
    ("W", "Wang", "2026-Q2", "quarter", 50, 20, 40),
    ("W", "Zhao", "2026-Q2", "quarter", 50, 60, 40),
    ("W", "vacant", "2026-Q2", "quarter", 10, None, None),
)


def test_who_has_the_gap() -> None:
    """Q2: 210 due, 120 came; Li has 60 of the 90."""
    gap = target_gap([tracked(*ROWS)], spans("2026-Q2"), {"li": "price"})
    assert plainly((gap.target, gap.expected, gap.actual, gap.gap)) == (210, 210, 120, -90)
    assert plainly([(each.side, each.name, each.gap, each.share, each.cause) for each in gap.members]) == [
        ("region", "E", -60, Decimal("0.666667"), None),
        ("region", "W", -30, Decimal("0.333333"), None),
        ("rep", "Li", -60, Decimal("0.666667"), "price"),
        ("rep", "Wang", -30, Decimal("0.333333"), None),
        ("rep", "vacant", -10, Decimal("0.111111"), None),
        ("rep", "Zhao", 10, Decimal("-0.111111"), None),
    ]
    assert dict(gap.short) == {"region": 2, "rep": 3}


def test_a_period_under_way_is_held_against_what_was_due() -> None:
    gap = target_gap([tracked(*ROWS)], spans("2026-Q2", date(2026, 6, 15)), {})
    assert plainly((gap.target, gap.expected, gap.gap)) == (210, 160, -40)


def test_the_year_takes_the_members_whole_years() -> None:
    rows = [("E", "Li", None, "rep", 200, 100, 90), ("W", "Wang", None, "rep", 100, 30, 40), *ROWS[3:5]]
    gap = target_gap([tracked(*rows)], spans("ytd"), {})
    assert plainly((gap.target, gap.expected, gap.actual)) == (300, 130, 130)


def test_a_year_of_periods_outside_takes_the_outermost() -> None:
    rows = [(None, "Li", "2026-Q1", "rep", 100, 60, 100), (None, "Li", "2026-Q2", "rep", 100, 40, 80)]
    gap = target_gap([tracked(*rows, by=("quarter", "rep"))], spans("ytd"), {})
    assert plainly((gap.expected, gap.actual)) == (180, 100)


def test_who_has_just_what_was_due_has_no_part_of_the_gap() -> None:
    rows = [("E", "Li", "2026-Q2", "quarter", 10, 10, 10), ("W", "Wang", "2026-Q2", "quarter", 10, 4, 10)]
    gap = target_gap([tracked(*rows)], spans("2026-Q2"), {})
    assert [each.name for each in gap.members] == ["W", "Wang"]


def test_the_largest_changes_come_first(sold: Make) -> None:
    """Of six who rose the five largest; of alike ones by key; asked for those who fell, the one who did."""
    lines: list[tuple[Any, ...]] = [(f"c{n}", f"o{n}", NOW, 10 + n // 2) for n in range(6)]
    made = sold(FIELDS, [*lines, ("z", "p", THEN, 3)])
    up = contributors(made, spans().now, spans().base, ("customer",))
    assert [each.name for each in up] == ["c4", "c5", "c2", "c3", "c0"]
    down = contributors(made, spans().now, spans().base, ("customer",), down=True)
    assert [(each.name, each.share) for each in down] == [("z", None)]


def test_a_period_that_no_target_has() -> None:
    with pytest.raises(BadUsage) as refused:
        target_gap([tracked(*ROWS)], spans("2026-05"), {})
    problem = refused.value.problems[0]
    assert (problem.code, "2026-Q2" in problem.fix.in_("en")) == ("DRIVERS-no-target", True)


def test_the_sides_without_targets_are_held_against_last_year(sold: Make) -> None:
    """Short of the target: who sold less than a year ago, even where all together sold more."""
    lines = [("a", "1", THEN, 50), ("b", "2", THEN, 5), ("b", "3", NOW, 100), ("a", "4", date(2026, 5, 1), 40)]
    gap = target_gap([tracked(*ROWS)], spans("2026-Q2"), {})
    made = drivers_against_target(sold(FIELDS, lines), gap, spans("2026-Q2"), {}, AS_OF)
    assert plainly([(each.side, each.name, each.change) for each in made.summary.contributors]) == [
        ("customer", "a", -10)
    ]
    assert {row["group"] for row in made.rows.records()} == {"region", "rep", "customer"}


@pytest.mark.parametrize(
    ("words", "causes"),
    [({"E": "price"}, {"E": "price"}), ({"E": "对手", "W": "活动不足"}, {"E": "rival", "W": "activity"})],
)
def test_causes_in_words(words: Mapping[str, str], causes: Mapping[str, str]) -> None:
    assert causes_named(words) == causes


def test_causes_that_are_none() -> None:
    with pytest.raises(BadUsage) as refused:
        causes_named({"E": "weather", "W": "price"})
    assert [each.value for each in refused.value.problems] == ["weather"]


def test_a_cause_of_nobody_is_noted() -> None:
    gap = target_gap([tracked(*ROWS)], spans("2026-Q2"), {})
    found = list(gap_findings(gap, {"Lii": "price", "E": "price"}, Place()))
    assert [(each.code, each.value) for each in found] == [("DRIVERS-cause-of-nobody", "Lii")]


def test_who_went_the_other_way_stands_after_those_who_moved_the_whole(sold: Make) -> None:
    """a rose by 50, b fell by 30: the whole rose by 20, and nobody is left out."""
    made = sold(FIELDS, [("a", "1", THEN, 50), ("a", "2", NOW, 100), ("b", "3", THEN, 40), ("b", "4", NOW, 10)])
    found = contributors(made, spans().now, spans().base, ("customer",))
    assert plainly([(each.change, each.share) for each in found]) == plainly(
        [(Decimal(50), Decimal("2.5")), (Decimal(-30), Decimal("-1.5"))]
    )
