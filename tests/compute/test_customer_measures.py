"""Attention index, computed ABC, gaps between orders and churn rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.customers.attention import with_attention
from salesplan.compute.customers.computed_classes import computed_cuts
from salesplan.compute.customers.cut_points import Histogram, quantile
from salesplan.compute.customers.lifecycle import days_from_gaps
from salesplan.compute.customers.rates import CustomerFlow, repeat_rate
from salesplan.compute.customers.summary import ClassifySummary
from salesplan.model.plan.customers import AttentionParameters, LifecycleDays
from salesplan.model.records import Records
from salesplan.model.result import Result
from salesplan.model.table import scaled

Make: TypeAlias = Callable[..., Records]
Rate: TypeAlias = Callable[..., Result[ClassifySummary]]
AS_OF = date(2026, 7, 1)
NOTHING: dict[str, Any] = dict.fromkeys(
    ("need", "contacts", "engaged", "csat", "reference", "referral", "repeat_order", "last_interaction")
)
KINDS = {
    **dict.fromkeys(("need", "contacts", "engaged", "csat"), nw.Int64()),
    **dict.fromkeys(("reference", "referral", "repeat_order"), nw.Boolean()),
    "last_interaction": nw.Date(),
}


def histogram(values: list[int]) -> Histogram:
    counted = sorted(Counter(values).items())
    return Histogram([v for v, _ in counted], [n for _, n in counted])


def attention(**known: object) -> Decimal | None:
    row = {**NOTHING, **known}
    frame = nw.from_dict({key: [value] for key, value in row.items()}, schema=KINDS, backend="polars")
    found = with_attention(frame, AttentionParameters(), AS_OF).get_column("attention").to_list()[0]
    return None if found is None else scaled(found, 6)


@pytest.mark.oracle("3.4-a")
def test_attention_by_hand() -> None:
    found = attention(
        need=4,
        contacts=10,
        engaged=6,
        csat=4,
        reference=True,
        referral=True,
        repeat_order=False,
        last_interaction=AS_OF - timedelta(days=45),
    )
    assert found == Decimal("70.75")


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"need": 5}, None),
        ({"need": 5, "contacts": 0, "engaged": 0}, None),  # no contact says nothing
        ({"need": 5, "csat": 1}, "60"),
        ({"contacts": 2, "engaged": 3, "csat": 1}, "50"),  # engagement is at most 1
        ({"need": 5, "last_interaction": AS_OF - timedelta(days=180)}, "66.666667"),
        ({"need": 5, "last_interaction": AS_OF - timedelta(days=999)}, "66.666667"),
        ({"need": 1, "last_interaction": AS_OF}, "33.333333"),
        ({"need": 1, "reference": True}, "11.111111"),
    ],
)
def test_attention_of_the_known_parts(known: dict[str, object], expected: str | None) -> None:
    assert attention(**known) == (None if expected is None else Decimal(expected))


def classes(values: list[int]) -> str:
    first, second = computed_cuts(histogram(values))
    never = max(values) + 1
    return "".join(
        "A" if v >= (never if first is None else first) else "B" if v >= (never if second is None else second) else "C"
        for v in values
    )


@pytest.mark.oracle("4.2-a")
@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ([400, 200, 100, 80, 60, 50, 40, 30, 25, 15], (2, 2, 6)),
        ([10, 5, 3, 0, 0, 0], (1, 1, 4)),
        ([10, 7, 5, 3, 0, 0], (2, 1, 3)),
        ([10, 10, 10, 5, 5, 5, 1, 1, 1], (3, 3, 3)),
        ([60, *[10] * 14], (1, 14, 0)),
        ([5, 5, 5], (3, 0, 0)),
        ([5], (1, 0, 0)),
        ([5, 0, -3], (1, 0, 2)),
    ],
)
def test_computed_classes(values: list[int], counts: tuple[int, int, int]) -> None:
    found = classes(values)
    assert tuple(found.count(name) for name in "ABC") == counts


def test_without_an_amount_there_are_no_computed_classes() -> None:
    assert computed_cuts(histogram([0, -5])) == (None, None)
    assert computed_cuts(Histogram([], [])) == (None, None)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-5, 50), min_size=1, max_size=20))
def test_richer_is_never_in_a_lower_computed_class(values: list[int]) -> None:
    found = classes(sorted(values, reverse=True))
    assert list(found) == sorted(found)


GAPS = [10, 20, 25, 30, 30, 35, 40, 60, 90, 120]


@pytest.mark.oracle("5.2-a")
def test_percentiles_of_gaps() -> None:
    assert quantile(histogram(GAPS), Fraction(40, 100)) == 30
    assert quantile(histogram(GAPS), Fraction(80, 100)) == 66
    days = days_from_gaps(histogram(GAPS), LifecycleDays())
    assert (days.new, days.active, days.at_risk) == (90, 30, 66)


@pytest.mark.parametrize("gaps", [[], [30], [30, 30, 30]])
def test_limits_stay_where_gaps_cannot_tell(gaps: list[int]) -> None:
    assert days_from_gaps(histogram(gaps), LifecycleDays()) == LifecycleDays()


def test_limits_from_the_gaps_of_the_orders(orders_of: Make, rate: Rate) -> None:
    """Gaps of c: 10, 20, 30; of d: 100. P40 = 22, P80 = 58: 22 days ago is active, 23 and 58 at risk, 59 churned."""
    lines = [("c", str(n), days, 5) for n, days in enumerate((119, 109, 89, 59))]
    lines += [("d", "x", 400, 5), ("d", "y", 300, 5), ("e", "z", 22, 5), ("f", "z", 23, 5), ("g", "z", 58, 5)]
    result = rate(orders=orders_of(*lines), lifecycle={"limits": "data", "days": {"new": "1"}})
    found = {row["id"]: row["lifecycle"] for row in result.rows.records()}
    assert found == {"c": "churned", "d": "churned", "e": "active", "f": "at_risk", "g": "at_risk"}


@pytest.mark.oracle("5.2-b")
def test_rates_by_hand() -> None:
    flow = CustomerFlow(active_at_start=200, churned=24, new=30)
    assert flow.churn_rate == Decimal("0.12")
    assert flow.retention_rate == Decimal("0.88")
    assert flow.active_at_end == 206
    assert CustomerFlow(200, 24, 30, won_back=4).active_at_end == 210


def test_rates_without_a_base_are_undefined() -> None:
    assert CustomerFlow(0, 0).churn_rate is None
    assert CustomerFlow(0, 0).retention_rate is None
    assert CustomerFlow(5, 1).win_back_rate is None
    assert CustomerFlow(5, 1, churned_at_start=8, ordered_again=3).win_back_rate == Decimal("0.375")
    assert repeat_rate(histogram([0, 0])) is None
    assert repeat_rate(histogram([0, 1, 2, 3])) == Decimal("0.666667")
