"""Targets after actuals."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.targets.replans.open_period import OpenPeriod
from salesplan.compute.targets.replans.replanning import Replanned, ReplanRule, replan

PLAN = (250, 300, 300, 350)


def after(*actuals: int, half: Fraction | None = None) -> list[OpenPeriod]:
    """The four quarters after some are over; with ``half`` the last of the actuals is of a period still open."""
    left = [Fraction(0)] * len(actuals) + [Fraction(1)] * (4 - len(actuals))
    if half is not None:
        left[len(actuals) - 1] = half
    brought = (*actuals, *[0] * (4 - len(actuals)))
    return [OpenPeriod(t, a, part, i // 2) for i, (t, a, part) in enumerate(zip(PLAN, brought, left, strict=True))]


@pytest.mark.oracle("2.7-a")
def test_what_is_left_goes_by_the_original_targets() -> None:
    found = replan(1200, after(200))
    assert found.targets == (200, 316, 316, 368)
    assert (found.remaining, found.gap, found.uplift) == (1000, 0, Fraction(1000, 950))


@pytest.mark.parametrize(
    ("rule", "actuals", "targets", "gap"),
    [
        ("next_only", (200,), (200, 350, 300, 350), 0),
        ("next_only", (600,), (600, 0, 300, 350), -50),
        ("keep", (200,), (200, 300, 300, 350), 50),
        ("floor_original", (200,), (200, 316, 316, 368), 0),
        ("floor_original", (250,), (250, 300, 300, 350), 0),
        ("floor_original", (260,), (260, 300, 300, 350), -10),
        ("within_quarter", (200,), (200, 350, 300, 350), 0),
        ("within_quarter", (200, 250), (200, 250, 300, 350), 100),
        ("within_quarter", (600,), (600, 0, 300, 350), -50),
        ("roll_forward", (1200,), (1200, 0, 0, 0), 0),
        ("roll_forward", (1300,), (1300, 0, 0, 0), -100),
        ("roll_forward", (200, 300, 300, 300), (200, 300, 300, 300), 100),
        ("floor_original", (200, 300, 300, 300), (200, 300, 300, 300), 100),
        ("next_only", (200, 300, 300, 300), (200, 300, 300, 300), 100),
    ],
)
def test_each_rule(rule: ReplanRule, actuals: tuple[int, ...], targets: tuple[int, ...], gap: int) -> None:
    found = replan(1200, after(*actuals), rule)
    assert (found.targets, found.gap) == (targets, gap)


def test_a_period_half_over_counts_with_its_days_left() -> None:
    # Left: 1200 - 250 - 100 = 850 over 150 (half of 300), 300 and 350.
    found = replan(1200, after(250, 100, half=Fraction(1, 2)))
    assert found.targets == (250, 100 + 159, 319, 372)
    assert found.uplift == Fraction(850, 800)


def test_keep_leaves_a_period_half_over_as_it_was() -> None:
    assert replan(1200, after(250, 400, half=Fraction(1, 2)), "keep").targets == (250, 300, 300, 350)


def test_original_targets_of_0_count_as_equal() -> None:
    periods = [OpenPeriod(10, 4, Fraction(0)), OpenPeriod(0), OpenPeriod(0)]
    assert replan(10, periods) == Replanned((4, 3, 3), 6, 0, None)


@pytest.mark.parametrize(("open_targets", "targets"), [((500, 200), (400, 270)), ((200, 500), (270, 400))])
def test_the_odd_part_goes_to_the_first_in_rank_wherever_it_stands(
    open_targets: tuple[int, int], targets: tuple[int, int]
) -> None:
    """670 over 500 and 200 is 4.29 and 1.71 hundreds: the latter has the larger fraction, so the sixth and the 70."""
    periods = [OpenPeriod(300, 330, Fraction(0)), *map(OpenPeriod, open_targets)]
    assert replan(1000, periods, unit=100).targets == (330, *targets)


AMOUNTS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(-(10**4), 10**6)), min_size=1, max_size=12)


@given(AMOUNTS, st.integers(0, 12), st.integers(0, 4), st.sampled_from([1, 100]))
def test_the_years_total_is_conserved(amounts: list[tuple[int, int]], over: int, quarters: int, unit: int) -> None:
    total = sum(target for target, _ in amounts)
    share = [Fraction(0)] * min(over, len(amounts)) + [Fraction(1)] * max(len(amounts) - over, 0)
    if 0 < over <= len(amounts):
        share[over - 1] = Fraction(quarters, 4)
    periods = [
        OpenPeriod(target, actual if part < 1 else 0, part, i // 3)
        for i, ((target, actual), part) in enumerate(zip(amounts, share, strict=True))
    ]
    found = replan(total, periods, unit=unit)
    assert sum(found.targets) + found.gap == total
    if any(share) and found.remaining >= 0:
        assert found.gap == 0
    floored = replan(total, periods, "floor_original", unit)
    assert floored.gap <= 0 or not any(share)
