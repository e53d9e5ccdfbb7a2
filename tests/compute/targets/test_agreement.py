"""Top-down against bottom-up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.targets.agreeing.agreement import Agreed, agree, midpoint, scaled_down

COMMITTED, CEILINGS = [300, 250, 350], [400, 260, 400]


@pytest.mark.oracle("2.5-a")
def test_the_gap_goes_by_headroom() -> None:
    assert agree(1000, COMMITTED, CEILINGS) == Agreed((363, 256, 381))


@pytest.mark.oracle("2.5-b")
def test_what_nobody_has_room_for_is_said() -> None:
    assert agree(1100, COMMITTED, CEILINGS) == Agreed((400, 260, 400), unplaced=40)


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (900, Agreed((300, 250, 350))),
        (899, Agreed((300, 250, 350), stretch=1)),
        (1060, Agreed((400, 260, 400))),
        (1061, Agreed((400, 260, 400), unplaced=1)),
    ],
)
def test_at_the_edges(total: int, expected: Agreed) -> None:
    assert agree(total, COMMITTED, CEILINGS) == expected


def test_a_commitment_above_its_ceiling_stands() -> None:
    assert agree(100, [60, 20], [50, 50]) == Agreed((60, 40))
    assert agree(120, [60, 20], [50, 50]) == Agreed((60, 50), unplaced=10)


def test_scaled_down_and_midpoint() -> None:
    assert scaled_down(800, COMMITTED) == Agreed((267, 222, 311))
    assert midpoint(1000, [500, 300, 200], COMMITTED) == Agreed((421, 290, 289))
    assert midpoint(1000, [500, 300, 200], COMMITTED, Fraction(1)) == Agreed((500, 300, 200))


PEOPLE = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=12)


@given(st.integers(0, 10**7), PEOPLE, st.sampled_from([1, 100]))
def test_nobody_is_forced_and_everything_is_accounted_for(total: int, people: list[tuple[int, int]], unit: int) -> None:
    committed, ceilings = [own for own, _ in people], [most for _, most in people]
    found = agree(total, committed, ceilings, unit)
    assert sum(found.parts) + found.unplaced - found.stretch == total
    for part, own, most in zip(found.parts, committed, ceilings, strict=True):
        assert own <= part <= max(own, most)
