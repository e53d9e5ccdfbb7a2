"""Prices, promotions and channels, worked by hand (methods.md 6.6)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.rounding import percent_text, rounded, told_apart
from salesplan.compute.strategy.channels import contribution, cost_ratio, uncovered, unknown_segments
from salesplan.compute.strategy.offers import gift_discount, spend_and_save
from salesplan.compute.strategy.prices import priced
from salesplan.compute.strategy.promotions import deciding, lacking_figures, offer_cases
from salesplan.model.figures import figure
from salesplan.model.near import plain_name
from salesplan.model.plan.market import Segment
from salesplan.model.plan.strategy import Channel, Price, Promotion

FACTOR = Decimal("1.2")


def offer(**keys: object) -> Promotion:
    return Promotion.model_validate({"name": "促销", **keys})


def price(**keys: object) -> Price:
    return Price.model_validate({"product": "泵", **keys})


@pytest.mark.parametrize(
    ("keys", "standing"),
    [
        ({"price": "100", "cost": "80", "min_margin": "25%", "value": "120"}, "inside"),
        ({"price": "99.99", "cost": "80", "min_margin": "25%"}, "below_floor"),
        ({"price": "80.01", "cost": "80"}, "inside"),
        ({"price": "80", "cost": "80"}, "no_margin"),
        ({"price": "79", "cost": "80", "value": "70"}, "no_margin"),
        ({"price": "120", "value": "120"}, "inside"),
        ({"price": "120.01", "value": "120", "rival": "500"}, "above_ceiling"),
        ({"price": "120", "rival": "100"}, "inside"),
        ({"price": "120.01", "rival": "100"}, "above_ceiling"),
        ({"price": "100"}, "unknown"),
        ({"cost": "80", "rival": "100"}, "unknown"),
    ],
)
def test_where_a_price_lies(keys: dict[str, str], standing: str) -> None:
    assert priced(price(**keys), FACTOR).standing == standing


def test_a_price_in_figures() -> None:
    """Floor 4480 x 1.25, ceiling min(7800, 6300 x 1.2), margin (6800 - 4480) / 6800."""
    found = priced(price(price="6800", cost="4480", min_margin="25%", value="7800", rival="6300"), FACTOR)
    assert (found.floor, found.ceiling) == (Decimal(5600), Decimal(7560))
    assert found.margin == Fraction(2320, 6800)
    assert not found.no_room
    assert found.lacking == ()


@pytest.mark.parametrize(
    ("keys", "lacking"),
    [
        ({}, ("cost", "demand", "rival")),
        ({"cost": "0"}, ("demand", "rival")),
        ({"cost": "1", "demand": "询价多"}, ("rival",)),
        ({"cost": "1", "value": "2", "rival": "3"}, ()),
    ],
)
def test_the_three_bases(keys: dict[str, str], lacking: tuple[str, ...]) -> None:
    assert priced(price(**keys), FACTOR).lacking == lacking


def test_no_room_and_no_margin_of_a_price_of_0() -> None:
    found = priced(price(price="0", cost="100", value="90"), FACTOR)
    assert found.no_room
    assert found.margin is None
    assert not priced(price(cost="90", value="90"), FACTOR).no_room


@pytest.mark.oracle("6.6-a")
def test_promotion_as_the_plan_holds_it() -> None:
    """m 40 %, d 10 %: a third more. 满300减50: a sixth at 300, a ninth at 450."""
    assert deciding(offer(kind="打折", margin="40%", discount="10%")).needed == Fraction(1, 3)
    below, at, average = offer_cases(offer(kind="满减", margin="40%", spend="300", save="50", basket="450"))
    assert (below.discount, at.discount, average.discount) == (Fraction(0), Fraction(1, 6), Fraction(1, 9))
    assert percent_text(at.discount or 0) == "16.7%"
    assert percent_text(average.discount or 0) == "11.1%"


@pytest.mark.parametrize(
    ("discount", "uplift", "verdict"),
    [
        ("10%", "50%", "pays"),  # 10 / (30 - 10): breaks even exactly
        ("10%", "49.9%", "short"),
        ("10%", None, "unknown"),
        ("30%", "900%", "loses"),
        ("29.9%", "900%", "short"),
        ("31%", "900%", "loses"),
        ("0", "0", "nothing"),
    ],
)
def test_verdicts(discount: str, uplift: str | None, verdict: str) -> None:
    given_ = {"expected_uplift": uplift} if uplift else {}
    assert deciding(offer(kind="discount", margin="30%", discount=discount, **given_)).verdict == verdict


def test_change_of_gross_profit() -> None:
    """A margin of 40 less 10 leaves 30 of 40; half as much again is sold: 1.5 x 30 / 40 = 1.125."""
    assert deciding(offer(kind="discount", margin="40%", discount="10%", expected_uplift="50%")).profit == Fraction(
        1, 8
    )
    assert deciding(offer(kind="discount", margin="0", discount="0", expected_uplift="50%")).profit is None
    assert (
        offer_cases(offer(kind="满减", margin="40%", spend="300", save="50", basket="450", expected_uplift="50%"))[
            0
        ].profit
        == 0
    )


def test_a_gift_counts_at_its_cost() -> None:
    assert gift_discount(Decimal(150), Decimal(6000)) == Fraction(1, 40)
    assert gift_discount(Decimal(150), Decimal(0)) is None
    found = deciding(offer(kind="赠品", gift_cost="150", price="6000", margin="12.5%"))
    assert (found.discount, found.needed) == (Fraction(1, 40), Fraction(1, 4))


@pytest.mark.parametrize(
    ("keys", "cases"),
    [
        ({"basket": "450"}, ["below", "threshold", "average"]),
        ({"basket": "300"}, ["below", "threshold"]),
        ({}, ["below", "threshold"]),
        ({"basket": "299"}, ["below", "threshold", "average"]),
    ],
)
def test_baskets_of_money_off(keys: dict[str, str], cases: list[str]) -> None:
    found = offer_cases(offer(kind="满减", margin="40%", spend="300", save="50", **keys))
    assert [case.case for case in found] == cases


def test_money_off_for_every_sum() -> None:
    """750 holds 300 twice: 100 off."""
    once = deciding(offer(kind="满减", margin="40%", spend="300", save="50", basket="750"))
    every = deciding(offer(kind="满减", margin="40%", spend="300", save="50", basket="750", repeats="是"))
    assert (once.discount, every.discount) == (Fraction(50, 750), Fraction(100, 750))
    assert spend_and_save(Decimal(5), Decimal(0), Decimal(0)) is None


@pytest.mark.parametrize(
    ("keys", "lacking"),
    [
        ({}, ("kind",)),
        ({"kind": "discount"}, ("discount",)),
        ({"kind": "gift"}, ("gift_cost", "price")),
        ({"kind": "spend_and_save", "save": "0"}, ("spend", "basket")),
        ({"kind": "discount", "discount": "0"}, ()),
    ],
)
def test_figures_that_are_lacking(keys: dict[str, str], lacking: tuple[str, ...]) -> None:
    assert lacking_figures(offer(**keys)) == lacking


@pytest.mark.parametrize(
    "keys",
    [{}, {"kind": "gift"}, {"kind": "满减"}, {"kind": "满减", "spend": "0", "save": "0"}, {"discount": "5%"}],
)
def test_what_cannot_be_worked_out_is_unknown(keys: dict[str, str]) -> None:
    assert [case.verdict for case in offer_cases(offer(margin="40%", **keys))] == ["unknown"]


def test_without_a_margin_nothing_is_judged() -> None:
    assert deciding(offer(kind="打折", discount="10%", expected_uplift="50%")).verdict == "unknown"


@given(
    margin=st.decimals("0.01", "0.99", places=2),
    discount=st.decimals("0.01", "0.99", places=2),
)
def test_at_the_break_even_uplift_profit_is_as_before(margin: Decimal, discount: Decimal) -> None:
    case = deciding(offer(kind="discount", margin=str(margin), discount=str(discount)))
    if discount >= margin:
        assert (case.needed, case.verdict) == (None, "loses")
    else:
        assert case.needed is not None
        assert (1 + case.needed) * (Fraction(margin) - Fraction(discount)) == Fraction(margin)


def channel(**keys: object) -> Channel:
    return Channel.model_validate({"name": "直销", **keys})


def test_what_a_channel_brings() -> None:
    """1,000,000 x 20 % - 150,000."""
    found = channel(sales="100万", margin="20%", cost="15万")
    assert contribution(found) == 50_000
    assert cost_ratio(found) == Fraction(15, 100)
    assert contribution(channel(sales="100万", margin="20%")) is None
    assert cost_ratio(channel(sales="0", cost="5")) is None
    assert contribution(channel(sales="0", margin="20%", cost="5")) == -5


def test_segments_are_reached_by_id_or_name() -> None:
    segments = [Segment(id="A", name="水务"), Segment(id="B"), Segment(id="C", name="食品")]
    channels = [channel(segments=["水务"]), channel(segments=["ｂ"])]
    assert uncovered(segments, channels) == [2]
    assert uncovered(segments, []) == [0, 1, 2]
    assert unknown_segments(channel(segments=["a", "食 品", "D"]), segments) == ["食 品", "D"]


@pytest.mark.parametrize(
    ("value", "share"),
    [
        (Fraction(1, 3), Decimal("0.333333")),
        (Fraction(2, 3), Decimal("0.666667")),
        (Fraction(-2, 3), Decimal("-0.666667")),
        (Fraction(5, 10**7), Decimal("0.000001")),
        (Fraction(0), Decimal(0)),
    ],
)
def test_shares_are_rounded_half_up(value: Fraction, share: Decimal) -> None:
    assert rounded(value) == share


def test_figures_in_sentences() -> None:
    assert rounded(None) is None
    assert told_apart(Fraction(1, 3), Decimal("0.333")) == ("33.33%", "33.30%")
    assert told_apart(Fraction(1, 3), Fraction(1, 2)) == ("33.3%", "50.0%")
    assert told_apart(Fraction(1, 3), Fraction(1, 3)) == ("33.333333%", "33.333333%")
    assert figure(Decimal("1200.50")) == "1,200.5"
    assert figure(Decimal(1200)) == "1,200"
    assert plain_name(" Ａ  b ") == "a b"
