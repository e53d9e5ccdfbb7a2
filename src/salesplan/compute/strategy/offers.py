"""What a price and a promotion must bring: floor and ceiling, uplift to break even, spend-and-save (methods.md 6.6)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

CEILING = Decimal("1.2")
"""A price may be at most this many times the strongest rival's."""


def price_floor(unit_cost: Decimal, least_margin: Decimal) -> Decimal:
    """The lowest price: unit cost and the margin that it must bring at least, as a share of the cost."""
    return unit_cost * (1 + least_margin)


def price_ceiling(value: Decimal | None, rival: Decimal | None, factor: Decimal = CEILING) -> Decimal | None:
    """The highest price: what it is worth to the customer, or the strongest rival's times ``factor`` if that is less.

    What is not known does not bind; None when neither is.
    """
    known = [price for price in (value, rival * factor if rival is not None else None) if price is not None]
    return min(known) if known else None


def break_even_uplift(margin: Decimal, discount: Decimal | Fraction) -> Fraction | None:
    """By which share volume must grow for a discount to pay: discount over what is left of the margin.

    Both are shares of the price. None when the discount eats the whole margin: every unit then loses money.
    """
    left = Fraction(margin) - Fraction(discount)
    return Fraction(discount) / left if left > 0 else None


def gift_discount(cost: Decimal, price: Decimal) -> Fraction | None:
    """赠品: the effective discount of a gift, its cost over the price of what it comes with; None for a price of 0."""
    return Fraction(cost) / Fraction(price) if price else None


def spend_and_save(basket: Decimal, spend: Decimal, save: Decimal, *, repeats: bool = False) -> Fraction | None:
    """满减: the effective discount on a basket of "save Y for every (or once for) X spent"; 0 below X.

    None for an empty basket, and where nothing need be spent.
    """
    if basket <= 0 or spend <= 0:
        return None
    times = int(basket // spend)
    return Fraction(save * (times if repeats else min(times, 1))) / Fraction(basket)
