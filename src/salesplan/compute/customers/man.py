"""MAN: how able to pay, how entitled to decide, how much in need a customer is, as a score and one of eight cells."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import ceil
from operator import add, and_
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import chosen, ratio, whole_weights
from salesplan.compute.sums import wide
from salesplan.model.plan.customers import CELLS, ManParameters

Frame = nw.DataFrame[Any]
FACTORS: Mapping[str, str] = {"purchasing_power": "M", "authority": "A", "need": "N"}
MAN_CELLS: tuple[str, ...] = CELLS
"""Capital: the factor is present. A missing factor counts as absent here and stands in ``man_missing``."""
IDEAL = "MAN"
"""All three factors are present."""
MAN_MISSING: tuple[str, ...] = ("M", "A", "N", "MA", "MN", "AN")
"""The factors still to be asked for; a customer of whom nothing is known has no cell and is in class U."""
MAN_TREATMENTS: Mapping[str, str] = {
    "MAN": "ask_for_order",
    "MAn": "create_need",
    "MaN": "reach_decider",
    "mAN": "solve_payment",
    "Man": "cultivate",
    "mAn": "explain_value",
    "maN": "win_advocate",
    "man": "stop",
}
"""What each cell is to be treated with (methods.md 3.2)."""
_LOWEST, _SPAN = 1, 4
_HUNDRED = 100


def with_man(frame: Frame, parameters: ManParameters, scales: Mapping[str, int]) -> Frame:
    """``man_score`` (0 to 100), ``man_cell``, ``man_missing`` and ``man_provisional`` from the three factors (1 to 5).

    The score is 100 x sum of weight x (x - 1) / 4; with a factor missing, the weights of the others are scaled to 1 and
    the score is provisional. Nothing known: all null. A factor is present from ``present_at`` on.
    """
    known = reduce(add, (_known(c).cast(nw.Int64()) for c in FACTORS))
    frame = frame.with_columns(man_known=known)
    some, all_ = nw.col("man_known") > 0, nw.col("man_known") == len(FACTORS)
    return frame.with_columns(
        man_score=nw.when(some).then(_score(parameters.weights, scales)),
        man_cell=nw.when(some).then(_cell(parameters.present_at, scales)),
        man_missing=nw.when(some & ~all_).then(_missing()),
        man_provisional=some & ~all_,
    ).drop("man_known")


def _known(column: str) -> nw.Expr:
    return ~nw.col(column).is_null()


def _score(weights: tuple[Decimal, ...], scales: Mapping[str, int]) -> nw.Expr:
    """Whole numbers throughout: all factors are brought to the finest scale of the three."""
    finest = max(scales.get(column, 0) for column in FACTORS)
    above, below = [], []
    for column, weight in zip(FACTORS, whole_weights(weights), strict=True):
        value = wide(nw.col(column)) * wide(10 ** (finest - scales.get(column, 0))) - wide(_LOWEST * 10**finest)
        above.append(nw.when(_known(column)).then(value * wide(weight * _HUNDRED)).otherwise(wide(0)))
        below.append(nw.when(_known(column)).then(wide(weight * _SPAN * 10**finest)).otherwise(wide(0)))
    whole = reduce(add, below)
    return nw.when(whole > 0).then(ratio(reduce(add, above), nw.when(whole > 0).then(whole).otherwise(wide(1))))


def _cell(present_at: Decimal, scales: Mapping[str, int]) -> nw.Expr:
    letters = [
        nw.when(nw.col(column) >= ceil(Fraction(present_at) * 10 ** scales.get(column, 0)))
        .then(nw.lit(letter))
        .otherwise(nw.lit(letter.lower()))
        for column, letter in FACTORS.items()
    ]
    return nw.concat_str(*letters)


def _missing() -> nw.Expr:
    letters = {column: nw.col(column).is_null() for column in FACTORS}
    cases = []
    for code in MAN_MISSING:
        wanted = [letters[c] if letter in code else ~letters[c] for c, letter in FACTORS.items()]
        cases.append((reduce(and_, wanted), code))
    return chosen(*cases, default=nw.lit(None, dtype=nw.String()))
