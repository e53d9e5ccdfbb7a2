"""Sales laid on a ladder in whole numbers come to what the ladder says in exact fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.pay.ladder import Ladder, Step
from salesplan.compute.pay.laying import Laying

TIERS = (
    Step(Fraction(0), Fraction(1), Fraction(1, 20)),
    Step(Fraction(1), Fraction(6, 5), Fraction(2, 25)),
    Step(Fraction(6, 5), None, Fraction(1, 10)),
)
amounts = st.lists(st.decimals(-400, 400, places=2), min_size=1, max_size=8)
quotas = st.sampled_from([None, Fraction(0), Fraction(100), Fraction(1000, 7)])


def pieces_of(ladder: Ladder, quota: Fraction | None, sold: list[Decimal]) -> list[tuple[int, Fraction]]:
    """The stretches by ``Ladder.pieces``."""
    ends = [sum(sold[:at], Decimal(0)) for at in range(len(sold) + 1)]
    steps = [ladder.pieces(ends[at], ends[at + 1], quota, ends[-1]) for at in range(len(sold))]
    return [(piece.step, piece.amount) for pieces in steps for piece in pieces]


@settings(max_examples=50)
@given(amounts, quotas, st.sampled_from(["marginal", "whole"]), st.booleans())
def test_every_stretch_is_that_of_the_ladder(
    sold: list[Decimal],
    quota: Fraction | None,
    mode: Literal["marginal", "whole"],
    relative: bool,  # noqa: FBT001 - drawn
) -> None:
    ladder = Ladder(TIERS, mode, relative=relative)
    laying = Laying(ladder, quota, sum(sold, Decimal(0)), sold)
    at, found = 0, []
    for amount in sold:
        begun, at = at, at + laying.units(amount)
        found += [(step, Fraction(size, laying.unit)) for step, size in laying.cut(begun, at)]
    assert found == pieces_of(ladder, quota, sold)


def test_a_sale_up_to_a_limit_stays_below_it_and_the_next_lies_above() -> None:
    laying = Laying(Ladder(TIERS), Fraction(100), Decimal(130), [Decimal(100), Decimal("0.01")])
    assert laying.unit == 100
    assert laying.cut(0, 10_000) == [(0, 10_000)]
    assert laying.cut(10_000, 10_001) == [(1, 1)]
    assert laying.cut(13_000, 9_999) == [(2, -1_000), (1, -2_000), (0, -1)]
    assert laying.cut(5, 5) == []
