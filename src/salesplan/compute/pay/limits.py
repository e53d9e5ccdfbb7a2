"""Limits, rates and sums of a commission rule as sentences quote them."""

from __future__ import annotations

from fractions import Fraction

from salesplan.compute.pay.ladder import Ladder
from salesplan.compute.pay.pay_lines import CENTS
from salesplan.compute.rounding import half_up, percent_text
from salesplan.model.figures import figure
from salesplan.model.plan.commission import MONEY_MEASURES, CommissionRule
from salesplan.text import Text

_DIGITS = 4


def title_of(one: CommissionRule) -> str:
    """The rule's name, else its id."""
    return one.name or one.id


def attained(limit: Fraction, ladder: Ladder) -> str:
    """``120%`` of a quota; without one the amount or number itself."""
    if not ladder.relative:
        return figure(half_up(limit, CENTS))
    digits = next((n for n in range(_DIGITS) if Fraction(half_up(limit * 100, n)) == limit * 100), _DIGITS)
    return percent_text(limit, digits)


def money(value: Fraction | None) -> str:
    """An amount to the cent, without cents where there are none."""
    return "" if value is None else figure(half_up(value, CENTS))


def rate_text(rate: Fraction, one: CommissionRule) -> Text | str:
    """``5%``, or ``每个 800`` where the measure is counted."""
    if one.measure in MONEY_MEASURES:
        digits = next((n for n in range(_DIGITS) if Fraction(half_up(rate * 100, n)) == rate * 100), _DIGITS)
        return percent_text(rate, digits)
    return Text("每个 {each}", "{each} each").format(each=money(rate))
