"""What the plan says of the market's size, worked out: both ways, TAM to ours, years, our sales (methods.md 6.3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.market.market_size import SizeSummary, market_size, shares_apart
from salesplan.compute.market.own_sales import OwnSales
from salesplan.model.plan.market import MarketParameters, MarketSize
from salesplan.model.result import Result

AS_OF = date(2026, 6, 30)
FULL: dict[str, Any] = {
    "top_down": {"population": "50000", "need": "30%", "purchases": "0.8", "price": "2000"},
    "bottom_up": [
        {"segment": "a", "customers": "1000", "buying": "50%", "spend": "30000"},
        {"segment": "b", "customers": "100", "buying": "100%", "spend": "50000", "source": "survey"},
    ],
    "tam": "3000万",
    "sam": "2000万",
    "som": "500万",
    "ours": "300万",
    "years": [
        {"year": "2025", "size": "1250", "ours": "125"},
        {"year": "2023", "size": "800", "ours": "120"},
        {"year": "2024", "size": "1000"},
    ],
    "source": "yearbook",
    "sources": {"need": "calls"},
}


def sized(told: dict[str, Any], sold: OwnSales | None = None, **parameters: str) -> Result[SizeSummary]:
    return market_size(
        MarketSize.model_validate(told), sold, "p", as_of=AS_OF, parameters=MarketParameters.model_validate(parameters)
    )


def orders_of(total: int) -> OwnSales:
    return OwnSales(Decimal(total), date(2025, 7, 1), AS_OF, date(2025, 7, 3), AS_OF)


def rows_of(result: Result[SizeSummary], kind: str) -> list[dict[str, Any]]:
    return [row for row in result.rows.records() if row["kind"] == kind]


@pytest.mark.oracle("6.3-a")
def test_both_ways_and_our_share() -> None:
    s = sized(FULL).summary
    assert (s.from_above, s.from_below) == (Decimal(24_000_000), Decimal(20_000_000))
    assert s.gap == Decimal("0.166667")
    assert (s.market, s.market_is, s.share) == (Decimal(30_000_000), "tam", Decimal("0.1"))
    assert (s.ours, s.ours_from, s.ours_first) == (Decimal(3_000_000), "plan", None)
    assert s.missing == ()
    above = sized({"top_down": FULL["top_down"], "ours": "300万"}).summary
    assert above.share == Decimal("0.125")


def test_growth_and_share_by_year() -> None:
    result = sized(FULL)
    s, years = result.summary, rows_of(result, "year")
    assert [row["name"] for row in years] == ["2023", "2024", "2025"]
    assert [row["growth"] for row in years] == [None, Decimal("0.25"), Decimal("0.25")]
    assert [row["share"] for row in years] == [Decimal("0.15"), None, Decimal("0.1")]
    assert [row["change"] for row in years] == [None, None, None]
    assert (s.first_year, s.last_year, s.market_growth) == (2023, 2025, Decimal("0.25"))
    assert s.our_growth == Decimal("0.020620726160")
    assert (s.share_change, s.trend) == (Decimal("-0.05"), "down")


@pytest.mark.parametrize(
    ("ours", "trend", "change"), [("10", "same", "0"), ("11", "up", "0.01"), ("9", "down", "-0.01")]
)
def test_the_way_our_share_goes(ours: str, trend: str, change: str) -> None:
    result = sized({"years": [{"year": 2024, "size": 50, "ours": 5}, {"year": 2025, "size": 100, "ours": ours}]})
    assert result.summary.trend == trend
    assert rows_of(result, "year")[1]["change"] == Decimal(change)


def test_a_year_left_out_is_no_year_before() -> None:
    result = sized({"years": [{"year": 2022, "size": 50}, {"year": 2024, "size": 100}]})
    assert [row["growth"] for row in rows_of(result, "year")] == [None, None]
    assert result.summary.market_growth == Decimal("0.414213562373")
    assert (result.summary.trend, result.summary.our_growth) == (None, None)


def test_one_year_has_no_growth() -> None:
    s = sized({"years": [{"year": 2025, "size": 100, "ours": 10}]}).summary
    assert (s.market_growth, s.our_growth, s.trend) == (None, None, None)


def test_a_first_year_of_nothing_has_no_growth() -> None:
    s = sized({"years": [{"year": 2024, "size": 0}, {"year": 2025, "size": 10}]}).summary
    assert s.market_growth is None


@pytest.mark.parametrize(
    ("left_out", "which", "market"),
    [
        ((), "tam", 30_000_000),
        (("tam",), "from_above", 24_000_000),
        (("tam", "top_down"), "from_below", 20_000_000),
        (("tam", "top_down", "bottom_up"), "year", 1250),
        (("tam", "top_down", "bottom_up", "years"), None, None),
    ],
)
def test_the_market_that_our_share_is_of(left_out: tuple[str, ...], which: str | None, market: int | None) -> None:
    s = sized({key: value for key, value in FULL.items() if key not in left_out}).summary
    assert (s.market_is, s.market) == (which, market)
    assert set(left_out) <= set(s.missing)


@pytest.mark.parametrize("name", ["population", "need", "purchases", "price"])
def test_a_market_from_above_needs_all_four(name: str) -> None:
    part = {key: value for key, value in FULL["top_down"].items() if key != name}
    assert sized({"top_down": part}).summary.from_above is None


@pytest.mark.parametrize("name", ["customers", "buying", "spend"])
def test_a_market_from_below_needs_every_segment(name: str) -> None:
    first, second = FULL["bottom_up"]
    result = sized({"bottom_up": [first, {key: value for key, value in second.items() if key != name}]})
    assert (result.summary.from_below, result.summary.gap) == (None, None)
    assert [row["size"] for row in rows_of(result, "segment")] == [15_000_000, None]
    assert [row["part"] for row in rows_of(result, "segment")] == [None, None]


def test_our_sales_of_the_orders_where_the_plan_gives_none() -> None:
    without = {key: value for key, value in FULL.items() if key != "ours"}
    s = sized(without, orders_of(600)).summary
    assert (s.ours, s.ours_from, s.ours_first, s.ours_last) == (Decimal(600), "orders", date(2025, 7, 1), AS_OF)
    s = sized(FULL, orders_of(600)).summary
    assert (s.ours, s.ours_from, s.ours_first) == (Decimal(3_000_000), "plan", None)
    s = sized(without).summary
    assert (s.ours, s.ours_from, s.share, s.missing) == (None, None, None, ("ours",))


def test_a_market_of_nothing_has_no_share() -> None:
    s = sized({"tam": 0, "ours": 5}).summary
    assert (s.market, s.share) == (Decimal(0), None)


def test_levels_are_parts_of_the_widest() -> None:
    levels = rows_of(sized(FULL), "level")
    assert [(row["name"], row["part"]) for row in levels] == [
        ("tam", Decimal(1)),
        ("sam", Decimal("0.666667")),
        ("som", Decimal("0.166667")),
        ("ours", Decimal("0.1")),
    ]
    assert [row["share"] for row in levels] == [Decimal("0.1"), Decimal("0.15"), Decimal("0.6"), None]


def test_every_number_with_its_source() -> None:
    result = sized(FULL)
    assert [row["source"] for row in rows_of(result, "factor")] == ["yearbook", "calls", "yearbook", "yearbook"]
    assert [row["source"] for row in rows_of(result, "segment")] == ["yearbook", "survey"]
    assert [row["part"] for row in rows_of(result, "segment")] == [Decimal("0.75"), Decimal("0.25")]


def test_the_limit_of_the_gap_is_a_parameter() -> None:
    result = sized(FULL, size_gap="0.1")
    assert result.summary.gap_allowed == Decimal("0.1")
    assert [(each.name, each.value) for each in result.parameters] == [("parameters.market.size_gap", Decimal("0.1"))]


def test_nothing_given() -> None:
    result = sized({})
    assert len(result.rows) == 0
    assert result.summary.missing == ("top_down", "bottom_up", "tam", "sam", "som", "ours", "years")


@given(st.permutations(FULL["years"]), st.permutations(FULL["bottom_up"]))
def test_the_order_in_the_plan_is_no_matter(years: list[Any], segments: list[Any]) -> None:
    assert sized({**FULL, "years": years, "bottom_up": segments}).summary == sized(FULL).summary


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 100), st.integers(0, 10**9)), min_size=1, max_size=6))
def test_parts_make_the_whole(segments: list[tuple[int, int, int]]) -> None:
    told = [
        {"segment": str(at), "customers": str(customers), "buying": f"{buying}%", "spend": str(spend)}
        for at, (customers, buying, spend) in enumerate(segments)
    ]
    result = sized({"bottom_up": told})
    assert sum(row["size"] for row in rows_of(result, "segment")) == result.summary.from_below


@pytest.mark.parametrize(
    ("counted", "written", "told"),
    [
        ("0.050", "0.045", False),
        ("0.050", "0.0449", True),
        ("0.045", "0.050", False),
        ("0.0449", "0.050", True),
        ("0.05", "0", True),
        ("0", "0", False),
        (None, "0.05", False),
        ("0.05", None, False),
    ],
)
def test_shares_that_differ_by_more_than_a_tenth_of_the_larger(
    counted: str | None, written: str | None, *, told: bool
) -> None:
    one, other = (None if each is None else Decimal(each) for each in (counted, written))
    assert bool(list(shares_apart(one, other, Decimal("0.10")))) is told
