"""The customer bridge: worked by hand, and exact for any data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_lists import made_list
from salesplan.compute.sales.bridge import Bridge, bridge
from salesplan.compute.sales.sold import Beside, Sold, sold_of
from salesplan.compute.sales.spans import Spans, spans_of
from salesplan.errors import BadInput
from salesplan.model.period import FiscalYear

Make: TypeAlias = Callable[..., Sold]
AS_OF = date(2026, 6, 30)
SPANS = spans_of("2026-06", "last-year", AS_OF, FiscalYear(2026))
THEN, NOW, BETWEEN, EARLIER = date(2025, 6, 10), date(2026, 6, 10), date(2025, 12, 1), date(2024, 6, 1)
FIELDS = ("customer_id", "date", "amount")


def plainly(told: Any) -> Any:  # noqa: ANN401 - compared with whole numbers, which decimals equal
    return told


def parts(made: Bridge) -> list[Any]:
    return [
        made.base,
        made.new,
        made.won_back,
        made.expansion,
        made.contraction,
        made.lost,
        made.returns,
        made.unnamed,
        made.now,
    ]


def check(made: Bridge) -> None:
    """The bars lead from the base to now."""
    moves = sum((each for each in parts(made)[1:-1] if each is not None), Decimal(0))
    assert made.base + moves == made.now
    assert made.change == made.now - made.base


@pytest.mark.oracle("10.2-c")
def test_the_worked_bridge(sold: Make) -> None:
    """1000: new 200, lost 120, expansion 90, contraction 50: 1120."""
    lines = [
        ("new", NOW, 200),
        ("lost", THEN, 120),
        ("more", THEN, 500),
        ("more", NOW, 590),
        ("less", THEN, 380),
        ("less", NOW, 330),
    ]
    made = bridge(sold(FIELDS, lines), SPANS, AS_OF).summary.total
    assert parts(made) == [1000, 200, None, 90, -50, -120, 0, 0, 1120]
    assert made.change_rate == Decimal("0.12")
    assert made.customers == {"new": 1, "expansion": 1, "contraction": 1, "lost": 1}
    check(made)


def test_each_move_at_its_boundary(sold: Make) -> None:
    """Who is new, won back, unchanged, lost by a return, back from a return, and lines of nobody."""
    lines = [
        ("old", EARLIER, 5),
        ("old", NOW, 10),
        ("since", BETWEEN, 5),
        ("since", NOW, 20),
        ("on the last day", date(2025, 6, 30), 7),
        ("on the last day", NOW, 7),
        ("a day later", date(2025, 7, 1), 7),
        ("a day later", NOW, 40),
        ("gave back", THEN, 100),
        ("gave back", NOW, -30),
        ("had given back", THEN, -50),
        ("had given back", NOW, 60),
        ("only back", NOW, -1),
        ("cancelled", date(2025, 6, 30), 7),
        ("cancelled", date(2025, 6, 30), -7),
        ("cancelled", NOW, 11),
        (None, THEN, 3),
        (None, NOW, 8),
    ]
    made = bridge(sold(FIELDS, lines), SPANS, AS_OF).summary.total
    assert parts(made) == [60, 120, 21, 0, 0, -100, 19, 5, 125]
    assert made.customers == {"new": 3, "won_back": 2, "lost": 1, "returns": 1, "unnamed": 1, "unchanged": 1}
    check(made)


def test_whom_to_call(sold: Make) -> None:
    """The largest loss first, of two alike by key; with owner, region and the last order of the list."""
    lines = [
        ("a", THEN, 10, "Li", "East"),
        ("b", THEN, 30, "Li", "East"),
        ("c", THEN, 30, "Wang", "West"),
        ("d", THEN, 9, "Wang", "West"),
        ("d", NOW, 4, "Zhao", "West"),
    ]
    result = bridge(sold((*FIELDS, "rep", "region"), lines), SPANS, AS_OF)
    lost = [(each.name, each.owner, each.change) for each in result.summary.lost]
    assert plainly(lost) == [("b", "Li", -30), ("c", "Wang", -30), ("a", "Li", -10)]
    assert [(each.name, each.owner, each.last_order) for each in result.summary.contracted] == [("d", "Zhao", NOW)]
    assert [row["customer"] for row in result.rows.records()] == ["b", "c", "a", "d"]
    shares = [row["share_of_change"] for row in result.rows.records()]
    assert shares == [Decimal("0.400000"), Decimal("0.400000"), Decimal("0.133333"), Decimal("0.066667")]


def test_a_customer_who_changed_hands_is_in_one_group(sold: Make) -> None:
    """By rep he counts with the one he has now, in both spans; the groups sum to all."""
    lines = [("a", THEN, 10, "Li"), ("a", NOW, 15, "Wang"), ("b", THEN, 5, "Li"), ("c", NOW, 1, None)]
    summary = bridge(sold((*FIELDS, "rep"), lines), SPANS, AS_OF, by="rep").summary
    assert plainly([(each.group, each.base, each.now) for each in summary.groups]) == [
        ("Li", 5, 0),
        (None, 0, 1),
        ("Wang", 10, 15),
    ]
    for at, value in enumerate(parts(summary.total)):
        if value is not None:
            assert value == sum(parts(each)[at] for each in summary.groups)


def test_the_owner_and_region_of_the_list_go_before_those_of_the_orders(sold: Make) -> None:
    people = made_list("customers", id=["a"], name=["甲公司"], owner=["陈"], region=["华东"])
    made = sold((*FIELDS, "rep", "region"), [("a", THEN, 10, "Li", "East")], Beside(people))
    mover = bridge(made, SPANS, AS_OF).summary.lost[0]
    assert (mover.name, mover.owner, mover.region) == ("甲公司", "陈", "华东")


def test_without_earlier_orders_nobody_is_won_back(sold: Make) -> None:
    result = bridge(sold(FIELDS, [("a", date(2025, 6, 1), 1), ("b", NOW, 2)]), SPANS, AS_OF)
    assert result.summary.total.won_back is None
    assert "BRIDGE-no-history" in [each.code for each in result.findings]


def test_a_single_period_is_refused(sold: Make) -> None:
    with pytest.raises(BadInput) as refused:
        bridge(sold(FIELDS, [("a", date(2025, 7, 1), 1), ("b", NOW, 2)]), SPANS, AS_OF)
    assert refused.value.problems[0].code == "SALES-one-period"


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ("2026-06", (date(2025, 7, 1), NOW)),
        ("ytd", (date(2025, 12, 31), NOW)),
        ("ytd", (date(2026, 5, 31), NOW)),
        ("ytd", (date(2026, 1, 31), date(2026, 3, 1))),
        ("2026-Q2", (date(2026, 4, 2), date(2026, 6, 1))),
    ],
)
def test_days_that_are_offered_instead_can_be_compared(sold: Make, asked: str, days: tuple[date, date]) -> None:
    year = FiscalYear(2026)
    made = sold(FIELDS, [("a", days[0], 1), ("b", days[1], 2)])
    with pytest.raises(BadInput) as refused:
        bridge(made, spans_of(asked, "last-year", AS_OF, year), AS_OF)
    words = str(refused.value.problems[0].fix).rpartition("：")[2].split()
    offered = dict(zip(words[::2], words[1::2], strict=True))
    other = spans_of(offered.get("--for", asked), offered["--base"], AS_OF, year)
    told = bridge(made, other, AS_OF).summary.total
    assert (told.base, told.now) == (Decimal(1), Decimal(2))


@pytest.mark.parametrize("days", [(NOW, NOW), (date(2026, 6, 1), NOW)])
def test_orders_of_one_month_offer_no_other_days(sold: Make, days: tuple[date, date]) -> None:
    """Before and other bases are refused just as well."""
    made = sold(FIELDS, [("a", days[0], 1), ("b", days[1], 2)])
    with pytest.raises(BadInput) as refused:
        bridge(made, spans_of("ytd", "last-year", AS_OF, FiscalYear(2026)), AS_OF)
    assert "--" not in str(refused.value.problems[0].fix)


def test_one_day_of_the_base_is_enough(sold: Make) -> None:
    made = bridge(sold(FIELDS, [("a", date(2025, 6, 30), 1), ("b", NOW, 2)]), SPANS, AS_OF)
    assert made.summary.total.base == 1


def test_without_customers_it_is_refused(sold: Make) -> None:
    with pytest.raises(BadInput) as refused:
        bridge(sold(FIELDS, [(None, THEN, 1), (None, NOW, 2)]), SPANS, AS_OF)
    assert refused.value.problems[0].code == "SALES-no-side"


lines_made = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c", None]),
        st.sampled_from([EARLIER, THEN, BETWEEN, NOW]),
        st.integers(-(10**6), 10**6),
    ),
    max_size=20,
)


@given(lines=lines_made, days=st.sampled_from([SPANS, spans_of("ytd", "last-year", AS_OF, FiscalYear(2026))]))
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_it_is_exact_for_any_data(lines: list[tuple[str | None, date, int]], days: Spans) -> None:
    """Whatever was bought and sent back: the bars lead from the base to now, and so do the rows."""
    told = [("z", EARLIER, 1), *lines]
    columns = {name: [line[at] for line in told] for at, name in enumerate(FIELDS)}
    made = sold_of(made_list("orders", **columns), AS_OF, "amount", Beside())
    result = bridge(made, days, AS_OF)
    check(result.summary.total)
    changes = [row["change"] for row in result.rows.records()]
    assert sum((each for each in changes if isinstance(each, Decimal)), Decimal(0)) == result.summary.total.change
