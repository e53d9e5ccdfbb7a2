"""The market in figures, worked by hand (methods.md 6.2 to 6.5)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from salesplan.compute.market.attractiveness import attractiveness, chosen
from salesplan.compute.market.competitors import (
    Firm,
    concentration,
    differentiators,
    lacking,
    relative_share,
    strength_of,
    strengths,
    weighted_rating,
)
from salesplan.compute.market.position import market_price, position_of, price_index
from salesplan.compute.market.size import (
    Demand,
    SegmentDemand,
    bottom_up,
    growth,
    market_share,
    size_gap,
    yearly_growth,
)

WEIGHTS = (Decimal("0.5"), Decimal("0.3"), Decimal("0.2"))
BANDS = (Decimal(67), Decimal(34))
FIRMS = [
    Firm("we", Decimal(20), Decimal(10), Decimal(8)),
    Firm("A", Decimal(35), Decimal(5), Decimal(12)),
    Firm("B", Decimal(10), Decimal(20), Decimal(5)),
]


@pytest.mark.oracle("6.3-a")
def test_market_from_above() -> None:
    size = Demand(Decimal(50000), Decimal("0.3"), Decimal("0.8"), Decimal(2000)).size
    assert size == Decimal(24000000)
    assert market_share(Decimal(3000000), size) == Fraction(1, 8)
    assert yearly_growth(Decimal(800), Decimal(1250), 2) == Decimal("0.25")


def test_market_from_below() -> None:
    assert (
        bottom_up(
            [
                SegmentDemand(Decimal(1000), Decimal("0.2"), Decimal(500)),
                SegmentDemand(Decimal(50), Decimal(1), Decimal(10)),
            ]
        )
        == 100500
    )
    assert bottom_up([]) == 0


@pytest.mark.parametrize(
    ("above", "below", "gap"),
    [
        (Decimal(100), Decimal(70), Fraction(3, 10)),
        (Decimal(70), Decimal(100), Fraction(3, 10)),
        (Decimal(0), Decimal(0), None),
        (Decimal("0.5"), Decimal("0.25"), Fraction(1, 2)),
        (Decimal(-1), Decimal(-2), None),
    ],
)
def test_size_gap(above: Decimal, below: Decimal, gap: Fraction | None) -> None:
    assert size_gap(above, below) == gap


@pytest.mark.parametrize(
    ("first", "last", "years", "growth"),
    [
        (Decimal(0), Decimal(5), 1, None),
        (Decimal(-1), Decimal(5), 1, None),
        (Decimal(5), Decimal(0), 1, Decimal(-1)),
        (Decimal(5), Decimal(-1), 1, None),
        (Decimal(5), Decimal(6), 0, None),
    ],
)
def test_growth_that_cannot_be_had(first: Decimal, last: Decimal, years: int, growth: Decimal | None) -> None:
    assert yearly_growth(first, last, years) == growth


@pytest.mark.parametrize(
    ("first", "last", "years", "told"),
    [
        (Decimal(1000), Decimal(8000), 3, "1.000000000000"),
        (Decimal("4.32"), Decimal("5.02"), 3, "0.051332258111"),
        (Decimal(10) ** 23, Decimal("0.01"), 1, "-1.000000000000"),
        (Decimal(10000), Decimal(10005), 1, "0.000500000000"),
    ],
)
def test_growth_is_exact_to_twelve_places(first: Decimal, last: Decimal, years: int, told: str) -> None:
    assert yearly_growth(first, last, years) == Decimal(told)


def test_growth_on_the_year_before() -> None:
    assert growth(Decimal(100), Decimal(120)) == Fraction(1, 5)
    assert growth(Decimal(100), Decimal(-20)) == Fraction(-6, 5)
    assert growth(Decimal(0), Decimal(5)) is None


def test_products_keep_every_digit() -> None:
    large = Decimal("999999999999999999.999999")
    told = "499949999999999999999999000100000000.00000000000049995"
    assert Demand(large, Decimal("0.3333"), Decimal("1.5"), large).size == Decimal(told)


def test_share_of_nothing() -> None:
    assert market_share(Decimal(1), Decimal(0)) is None


@pytest.mark.oracle("6.2-a")
def test_strengths() -> None:
    found = strengths(FIRMS, WEIGHTS)
    assert [round(float(value or 0), 1) for value in found] == [38.6, 70.0, 30.0]
    assert [strength_of(value, BANDS) for value in found] == ["medium", "strong", "weak"]
    assert round(float(relative_share(Decimal(20), [Decimal(35), Decimal(10)]) or 0), 3) == 0.571


def test_equal_measures_are_half_for_everybody() -> None:
    one = Firm("a", Decimal(1), Decimal(5), Decimal(5))
    assert strengths([one, Firm("b", Decimal(2), Decimal(5), Decimal(5))], WEIGHTS) == [25, 75]
    assert strengths([one], WEIGHTS) == [50]


def test_a_missing_measure_makes_the_others_weigh_more() -> None:
    two = Firm("b", Decimal(2), Decimal(5), Decimal(1))
    found = strengths([Firm("a", Decimal(1), None, Decimal(2)), two, Firm("c")], WEIGHTS)
    assert found == [Fraction(200, 7), 65, None]
    assert two.missing == ()
    assert Firm("c", growth=Decimal(1)).missing == ("share", "profitability")


def test_what_does_not_weigh_is_no_strength() -> None:
    found = strengths([Firm("a", Decimal(1), Decimal(2))], [Decimal(0), Decimal(0), Decimal(1)])
    assert found == [None]


def test_two_of_one_name_are_two_firms() -> None:
    assert strengths([Firm("a", Decimal(1)), Firm("a", Decimal(2))], WEIGHTS) == [0, 100]


@pytest.mark.parametrize(
    ("index", "band"),
    [
        (Fraction(67), "strong"),
        (Fraction(6699, 100), "medium"),
        (Fraction(34), "medium"),
        (Fraction(3399, 100), "weak"),
        (None, None),
    ],
)
def test_bands_of_strength(index: Fraction | None, band: str | None) -> None:
    assert strength_of(index, BANDS) == band


@pytest.mark.parametrize("rivals", [[], [Decimal(0)]])
def test_no_relative_share_without_a_rival(rivals: list[Decimal]) -> None:
    assert relative_share(Decimal(1), rivals) is None


def test_what_only_we_have() -> None:
    rivals: list[dict[str, bool | None]] = [{"a": False, "b": True, "c": False}, {"a": False, "b": False, "c": None}]
    assert differentiators({"a": True, "b": True, "c": True, "d": False}, rivals) == ["a"]
    assert differentiators({"a": True}, []) == []


def test_what_we_lack() -> None:
    rivals: list[dict[str, bool | None]] = [{"a": True, "b": False, "c": None}, {"b": True, "d": True, "e": True}]
    assert lacking({"a": True, "b": False, "c": False, "d": None}, rivals) == ["b"]


def test_concentration() -> None:
    assert concentration([Decimal("0.5"), Decimal("0.3"), Decimal("0.2")]) == 3800
    assert concentration([Decimal(1)]) == 10000
    assert concentration([]) is None
    assert concentration([Decimal(0)]) is None


def test_weighted_ratings() -> None:
    weights = {"a": Decimal("0.6"), "b": Decimal("0.4")}
    assert weighted_rating(weights, {"a": 4, "b": 2}) == Fraction(16, 5)
    assert weighted_rating(weights, {"b": 2, "other": 4}) == 2
    assert weighted_rating(weights, {}) is None
    assert weighted_rating({"a": Decimal(0)}, {"a": 3}) is None


@pytest.mark.oracle("6.5-a")
def test_price_position() -> None:
    market = market_price([(Decimal(100), Decimal("0.4")), (Decimal(100), Decimal("0.1"))])
    assert price_index(Decimal(130), market) == Fraction(13, 10)
    assert position_of(price_index(Decimal(130), market)) == "high"


@pytest.mark.parametrize(
    ("index", "position"),
    [
        (Fraction(6, 5), "high"),
        (Fraction(119, 100), "mid"),
        (Fraction(4, 5), "mid"),
        (Fraction(79, 100), "low"),
        (None, None),
    ],
)
def test_bands_of_price(index: Fraction | None, position: str | None) -> None:
    assert position_of(index) == position


def test_market_price_is_weighted_by_share() -> None:
    assert market_price([(Decimal(100), Decimal(3)), (Decimal(200), Decimal(1))]) == 125
    assert market_price([(Decimal(100), Decimal(0))]) is None
    assert price_index(Decimal(1), None) is None


def test_attractiveness() -> None:
    full = {"size": Decimal(5), "growth": Decimal(4), "profit": Decimal(3), "fit": Decimal(2), "access": Decimal(1)}
    assert attractiveness(full) == Fraction(33, 10)
    assert attractiveness({"size": Decimal(5), "profit": Decimal(3)}) == 4
    assert attractiveness({}) is None
    assert chosen({"b": Fraction(3), "a": Fraction(3), "c": Fraction(4), "d": None}, 2) == ["c", "a"]
