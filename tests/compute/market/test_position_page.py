"""Where our price puts us, whose prices count, and what we promise."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesplan.compute.market.position_page import PositionSummary, position_summary, rows_of
from salesplan.compute.market.promise import SLOTS, empty_slots, length_of, slots_of
from salesplan.model.plan.market import Market, PositionParameters, ValueSentence

PARAMETERS = PositionParameters()


def position(**market: object) -> PositionSummary:
    return position_summary(Market.model_validate(market), PARAMETERS)


@pytest.mark.oracle("6.5-a")
def test_a_price_index_beside_what_is_declared() -> None:
    """Ours 130, the market's 100: 1.30 is high-end, which is not the mid-range declared."""
    s = position(position={"declared": "中端", "price": "130", "market_price": "100"})
    assert (s.index, s.position, s.declared, s.agrees) == (Decimal("1.30"), "high", "mid", False)
    assert position(position={"declared": "高端", "price": "130", "market_price": "100"}).agrees is True


@pytest.mark.parametrize(
    ("price", "index", "level"),
    [
        ("119.999", "1.20", "mid"),
        ("120", "1.20", "high"),
        ("80", "0.80", "mid"),
        ("79.999", "0.80", "low"),
        ("0.5", "0.01", "low"),
    ],
)
def test_the_position_is_decided_before_rounding(price: str, index: str, level: str) -> None:
    s = position(position={"price": price, "market_price": "100"})
    assert (s.index, s.position, s.agrees) == (Decimal(index), level, None)


RIVALS = [
    {"name": "A", "price": "100", "share": "30%"},
    {"name": "B", "price": "200", "share": "10%"},
    {"name": "C", "price": "900"},
    {"name": "D", "share": "50%"},
    {"name": "E", "price": "900", "share": "0"},
]


def test_the_market_price_is_that_of_rivals_by_their_shares() -> None:
    """(100 x 30 + 200 x 10) / 40 = 125; without price or share a rival does not count."""
    s = position(us={"price": "100"}, competitors=RIVALS)
    assert (s.price, s.market_price, s.basis, s.index, s.position) == (
        Decimal(100),
        Decimal(125),
        "rivals",
        Decimal("0.80"),
        "mid",
    )
    assert [(r.name, r.counts) for r in s.rivals] == [
        ("A", True),
        ("B", True),
        ("C", False),
        ("D", False),
        ("E", False),
    ]
    assert [r.index for r in s.rivals] == [Decimal("0.80"), Decimal("1.60"), Decimal("7.20"), None, Decimal("7.20")]


def test_what_the_position_says_comes_first() -> None:
    s = position(us={"price": "1"}, competitors=RIVALS, position={"price": "300", "market_price": "150"})
    assert (s.price, s.market_price, s.basis, s.index) == (Decimal(300), Decimal(150), "given", Decimal(2))


@pytest.mark.parametrize(
    ("market", "why"),
    [
        ({}, "no_price"),
        ({"position": {"price": "0", "market_price": "5"}}, "price_zero"),
        ({"position": {"price": "5"}}, "no_market_price"),
        ({"position": {"price": "5"}, "competitors": RIVALS[2:]}, "no_market_price"),
        ({"position": {"price": "5", "market_price": "0"}}, "market_price_zero"),
        ({"position": {"price": "5"}, "competitors": [{"name": "A", "price": "0", "share": "1"}]}, "market_price_zero"),
    ],
)
def test_without_prices_there_is_no_index(market: dict[str, object], why: str) -> None:
    s = position(**market)
    assert (s.index, s.position, s.agrees, s.why_none) == (None, None, None, why)


def test_bands_of_the_plan() -> None:
    market = Market.model_validate({"position": {"price": "110", "market_price": "100"}})
    bands = PositionParameters.model_validate({"bands": ["1.1", "0.9"]})
    assert position_summary(market, bands).position == "high"


def test_slots() -> None:
    """All seven, in the order of the sentence; a blank one is empty."""
    value = ValueSentence(segment="水厂", need=" ", product="泵", benefit="", unlike="x", difference="y", proof=None)
    assert list(slots_of(value)) == list(SLOTS)
    assert empty_slots(value) == ["need", "benefit", "proof"]
    assert empty_slots(None) == list(SLOTS)
    assert position(value={}).has_value
    assert not position().has_value


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("三年质保", 4), ("abc", 2), ("ab", 1), ("三年，", 3), ("24小时", 3), ("ＡＢ", 2)]
)
def test_length(text: str, length: int) -> None:
    """Two narrow characters count as one, rounded up."""
    assert length_of(text) == length


def test_features() -> None:
    market = Market.model_validate(
        {"fab": [{"feature": "三年质保", "advantage": "", "benefit": "三年不用备修理费"}, {"feature": "x"}]}
    )
    assert list(rows_of(market).rows()) == [
        ("三年质保", None, "三年不用备修理费", 8, True),
        ("x", None, None, 1, False),
    ]
    assert position_summary(market, PARAMETERS).longest == 8
