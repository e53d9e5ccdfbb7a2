"""Weights made of several: a blend of history, potential and capacity, and what a person can sell (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from salesplan.compute.allocation import Weight


def blend_weights(
    components: Mapping[str, Mapping[str, Weight] | None], blend: Mapping[str, Weight]
) -> dict[str, Fraction]:
    """Each member's share: the components' own shares, mixed in the proportions of ``blend``.

    A component that is None, or all 0, drops out and the others make up for it. A member that a component does not
    know has the share 0 there. Without any component every member weighs 0.
    """
    known = {
        name: given for name, given in components.items() if given is not None and any(given.values()) and blend[name]
    }
    together = sum((Fraction(blend[name]) for name in known), Fraction(0))
    members = dict.fromkeys(member for given in components.values() if given for member in given)
    weights = dict.fromkeys(members, Fraction(0))
    for name, given in known.items():
        whole = sum((Fraction(weight) for weight in given.values()), Fraction(0))
        for member, weight in given.items():
            weights[member] += Fraction(blend[name]) / together * Fraction(weight) / whole
    return weights


def capacity(
    workdays: Weight,
    calls_a_day: Weight,
    conversions: tuple[Weight, ...],
    average_order: Weight,
    *,
    ramp: Weight = 1,
    availability: Weight = 1,
) -> Fraction:
    """What one person can sell in a period, in money: days, calls, the rates from call to order, the average order.

    ``ramp`` (0..1) is how far a new person has come, ``availability`` (0..1) the part of the days that is worked.
    """
    amount = Fraction(workdays) * Fraction(calls_a_day) * Fraction(average_order)
    for rate in (*conversions, ramp, availability):
        amount *= Fraction(rate)
    return amount
