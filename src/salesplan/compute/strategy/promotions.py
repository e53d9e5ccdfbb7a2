"""What a promotion gives away and how much more must be sold for it to pay (methods.md 6.6)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.strategy.offers import break_even_uplift, gift_discount, spend_and_save
from salesplan.model.plan.strategy import Promotion

Basket = Literal["any", "below", "threshold", "average"]
Verdict = Literal["pays", "short", "loses", "nothing", "unknown"]


@dataclass(frozen=True)
class OfferCase:
    """A promotion on one basket.

    ``case``: ``any`` for discounts and gifts; for 满减 a basket ``below`` the sum, at the ``threshold``, and the
    ``average`` one. ``discount`` is a share of the price, ``needed`` the extra volume that makes up for it,
    ``profit`` by which share gross profit changes with the volume expected. ``verdict``: it ``pays``, falls ``short``,
    ``loses`` money on every unit, gives ``nothing`` away, or is ``unknown``.
    """

    case: Basket
    basket: Decimal | None
    discount: Fraction | None
    needed: Fraction | None
    profit: Fraction | None
    verdict: Verdict


def offer_cases(promotion: Promotion) -> tuple[OfferCase, ...]:
    """The promotion on every basket that tells something; the last one decides."""
    if promotion.kind == "spend_and_save":
        return tuple(_case(promotion, case, basket, given) for case, basket, given in _baskets(promotion))
    return (_case(promotion, "any", None, _plain_discount(promotion)),)


def deciding(promotion: Promotion) -> OfferCase:
    """The case by which a promotion is judged: its average basket, else the threshold, else the only one."""
    return offer_cases(promotion)[-1]


def lacking_figures(promotion: Promotion) -> tuple[str, ...]:
    """The keys without which the discount of its kind cannot be worked out."""
    wanted = {"discount": ("discount",), "gift": ("gift_cost", "price"), "spend_and_save": ("spend", "save", "basket")}
    keys = ("kind",) if promotion.kind is None else wanted[promotion.kind]
    return tuple(key for key in keys if getattr(promotion, key) is None)


def _plain_discount(promotion: Promotion) -> Fraction | None:
    if promotion.kind == "gift":
        if promotion.gift_cost is None or promotion.price is None:
            return None
        return gift_discount(promotion.gift_cost, promotion.price)
    return Fraction(promotion.discount) if promotion.kind and promotion.discount is not None else None


def _baskets(promotion: Promotion) -> list[tuple[Basket, Decimal | None, Fraction | None]]:
    """Below the sum, at it, and the average basket where that is another one."""
    spend, save = promotion.spend, promotion.save
    if not spend or save is None:
        return [("average", promotion.basket, None)]
    found: list[tuple[Basket, Decimal | None, Fraction | None]] = [
        ("below", spend, Fraction(0)),
        ("threshold", spend, spend_and_save(spend, spend, save, repeats=promotion.repeats)),
    ]
    basket = promotion.basket
    if basket is not None and basket != spend:
        found.append(("average", basket, spend_and_save(basket, spend, save, repeats=promotion.repeats)))
    return found


def _case(promotion: Promotion, case: Basket, basket: Decimal | None, given: Fraction | None) -> OfferCase:
    margin, uplift = promotion.margin, promotion.expected_uplift
    if given is None or margin is None:
        return OfferCase(case, basket, given, None, None, "nothing" if given == 0 else "unknown")
    needed = break_even_uplift(margin, given)
    profit = None
    if uplift is not None and margin:
        profit = (1 + Fraction(uplift)) * (Fraction(margin) - given) / Fraction(margin) - 1
    if case == "below":  # nobody buys more for an offer that he does not get
        profit = Fraction(0) if margin else None
    return OfferCase(case, basket, given, needed, profit, _verdict(given, needed, uplift))


def _verdict(given: Fraction, needed: Fraction | None, uplift: Decimal | None) -> Verdict:
    if needed is None:
        return "loses"
    if given == 0:
        return "nothing"
    if uplift is None:
        return "unknown"
    return "pays" if Fraction(uplift) >= needed else "short"
