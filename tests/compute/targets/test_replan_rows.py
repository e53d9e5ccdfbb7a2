"""Many rows planned anew at once: every row keeps its total, every group of rows its fair periods."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.targets.grid.spreading import group_of, line_of, spread
from salesplan.compute.targets.grid.tree import Node, numbered
from salesplan.compute.targets.replans.open_period import OpenPeriod, PlannedRow
from salesplan.compute.targets.replans.replanning import (
    Replanned,
    ReplanRule,
    replan,
    replan_rows,
)

RULES: tuple[ReplanRule, ...] = ("roll_forward", "next_only", "within_quarter", "keep", "floor_original")


def tree(*sizes: int) -> list[Node]:
    """A company of regions with so many people each; the root, the regions, the people."""
    root = Node("total", "")
    root.add([Node("region", f"R{i}") for i in range(len(sizes))])
    for region, size in zip(root.children, sizes, strict=True):
        region.add([Node("rep", f"{region.name}-{i:04}") for i in range(size)])
    return numbered(root)


def rows_of(
    nodes: Sequence[Node], targets: Sequence[Sequence[int]], actuals: Sequence[Sequence[int]], left: Sequence[Fraction]
) -> dict[int, PlannedRow]:
    leaves = [node for node in nodes if not node.children]
    return {
        node.index: PlannedRow(
            sum(line),
            [
                OpenPeriod(target, actual, share, j // 3)
                for j, (target, actual, share) in enumerate(zip(line, brought, left, strict=True))
            ],
        )
        for node, line, brought in zip(leaves, targets, actuals, strict=True)
    }


def below(node: Node) -> list[int]:
    return [node.index] if not node.children else [at for child in node.children for at in below(child)]


def column(found: dict[int, Replanned], node: Node, j: int) -> int:
    return sum(found[at].targets[j] for at in below(node))


def test_by_hand_two_people_and_their_company() -> None:
    """
    Each has 100 a month for 3 months; January brought 89 and 69, so 211 and 231 are left for two months.

        person  left  fair a month  February  March
        A       211   105.5         106       105
        B       231   115.5         115       116
        sum     442   221           221       221: rounding one by one would give 106 + 116 = 222 and 220
    """
    nodes = tree(2)
    rows = rows_of(nodes, [(100, 100, 100)] * 2, [(89, 0, 0), (69, 0, 0)], [Fraction(0), Fraction(1), Fraction(1)])
    found = replan_rows(rows, nodes[0])
    assert [column(found, nodes[0], j) for j in range(3)] == [158, 221, 221]
    assert sorted(abs(row.targets[1] - row.targets[2]) for row in found.values()) == [1, 1]
    assert [sum(row.targets) for row in found.values()] == [300, 300]


def test_who_is_ahead_lowers_nobody_else() -> None:
    nodes = tree(2)
    rows = rows_of(nodes, [(10, 10, 10)] * 2, [(50, 0, 0), (0, 0, 0)], [Fraction(0), Fraction(1), Fraction(1)])
    ahead, behind = replan_rows(rows, nodes[0]).values()
    assert (ahead.targets, ahead.remaining, ahead.gap) == ((50, 0, 0), -20, -20)
    assert (behind.targets, behind.remaining, behind.gap) == ((0, 15, 15), 30, 0)


def test_the_odd_part_goes_to_the_period_under_way() -> None:
    periods = [OpenPeriod(1000, 333), OpenPeriod(1000, 0, Fraction(1))]
    half = [OpenPeriod(1000, 333, Fraction(1, 2)), OpenPeriod(1000)]
    # Left 1667 over 1 : 2 in hundreds: 16 units are 5 and 11, and 67 go to the first.
    assert replan(2000, half, unit=100).targets == (333 + 567, 1100)
    # Without one under way: 8 and 8 units, the odd 67 to the first of equals.
    assert replan(2000, [OpenPeriod(0, 333, Fraction(0)), *periods[1:], OpenPeriod(1000)], unit=100).targets == (
        333,
        867,
        800,
    )


def test_floors_that_are_no_whole_units_are_kept_all_the_same() -> None:
    periods = [OpenPeriod(150), OpenPeriod(150), OpenPeriod(100, 90, Fraction(0))]
    found = replan(400, periods, "floor_original", 100)
    assert min(found.targets[:2]) >= 150
    assert sum(found.targets) == 400


@pytest.mark.parametrize("rule", RULES)
def test_one_row_alone_is_the_same_as_among_others_of_its_kind(rule: ReplanRule) -> None:
    """A single row rounds by largest remainder, whatever tree it hangs in."""
    left = [Fraction(0), Fraction(1, 3), Fraction(1), Fraction(1)]
    line, brought = (250, 300, 300, 350), (200, 50, 0, 0)
    nodes = tree(1)
    (found,) = replan_rows(rows_of(nodes, [line], [brought], left), nodes[0], rule).values()
    own = [OpenPeriod(t, a, s, j // 3) for j, (t, a, s) in enumerate(zip(line, brought, left, strict=True))]
    assert found == replan(1200, own, rule)


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[Node], dict[int, PlannedRow], int]:
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    columns = draw(st.integers(1, 12))
    over = draw(st.integers(0, columns))
    share = draw(st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(10, 21), Fraction(1)]))
    left = [Fraction(0)] * over + [Fraction(1)] * (columns - over)
    if over:
        left[over - 1] = share
    unit = draw(st.sampled_from([1, 100]))
    nodes = tree(*sizes)
    targets = st.lists(st.integers(0, 50).map(lambda n: n * unit), min_size=columns, max_size=columns)
    actuals = st.lists(st.integers(-300, 5000), min_size=columns, max_size=columns)
    rows = draw(st.lists(st.tuples(targets, actuals), min_size=sum(sizes), max_size=sum(sizes)))
    brought = [[a if s < 1 else 0 for a, s in zip(line, left, strict=True)] for _, line in rows]
    return nodes, rows_of(nodes, [line for line, _ in rows], brought, left), unit


@settings(max_examples=60)
@given(grids(), st.sampled_from(RULES))
def test_the_years_total_is_conserved_or_the_gap_is_told_exactly(
    made: tuple[list[Node], dict[int, PlannedRow], int], rule: ReplanRule
) -> None:
    nodes, rows, unit = made
    found = replan_rows(rows, nodes[0], rule, unit)
    lefts = [period.left for period in next(iter(rows.values())).periods]
    for at, row in rows.items():
        new = found[at]
        assert sum(new.targets) + new.gap == row.total
        closed = [j for j, left in enumerate(lefts) if not left]
        assert all(new.targets[j] == row.periods[j].actual for j in closed)
        if rule == "roll_forward" and any(lefts):
            assert new.gap == min(row.remaining, 0)
        if rule == "floor_original":
            open_at = [j for j, left in enumerate(lefts) if left]
            own = [int(row.periods[j].open_target) for j in open_at]
            rest = [new.targets[j] - row.periods[j].actual for j in open_at]
            assert all(more >= least for more, least in zip(rest, own, strict=True))
    whole = sum(row.total for row in rows.values())
    assert sum(sum(new.targets) for new in found.values()) + sum(new.gap for new in found.values()) == whole
    if rule == "roll_forward" and any(lefts) and all(row.remaining >= 0 for row in rows.values()):
        assert sum(sum(new.targets) for new in found.values()) == whole


@settings(max_examples=25)
@given(st.randoms(use_true_random=False))
def test_no_group_of_rows_drifts_from_its_fair_periods(chance: random.Random) -> None:
    """Every row, region and the company have each month their fair share rounded down or up."""
    nodes = tree(*(chance.randint(1, 12) for _ in range(chance.randint(1, 4))))
    people = [node for node in nodes if not node.children]
    lines = {
        n.index: line_of(chance.randint(1, 999), [chance.randint(1, 99) for _ in range(5)], [0] * 5) for n in people
    }
    regions = [group_of([lines[child.index] for child in region.children]) for region in nodes[0].children]
    whole = group_of(regions)
    spread(whole)
    for line in (whole, *regions, *lines.values()):
        assert sum(line.cells) == line.total
        for cell, share in zip(line.cells, line.fair, strict=True):
            assert abs(cell - Fraction(share, 1 << 40)) < 2
    for region in regions:
        assert region.cells == [sum(cells) for cells in zip(*(line.cells for line in region.inner), strict=True)]
    assert all(abs(c - Fraction(s, 1 << 40)) < 1 for c, s in zip(whole.cells, whole.fair, strict=True))


def test_a_thousand_rows_that_round_alike_leave_the_month_where_it_belongs() -> None:
    """1,000 people with 1 left over two equal months: 500 each, not 1,000 and 0."""
    nodes = tree(400, 600)
    left = [Fraction(0), Fraction(1), Fraction(1)]
    rows = rows_of(nodes, [(1, 1, 1)] * 1000, [(2, 0, 0)] * 1000, left)
    found = replan_rows(rows, nodes[0])
    assert [column(found, nodes[0], j) for j in range(3)] == [2000, 500, 500]
    assert [[column(found, region, j) for j in (1, 2)] for region in nodes[0].children] == [[200, 200], [300, 300]]


def test_rows_without_a_common_period_are_never_bent() -> None:
    """
    Each row has 1 left. One may sell in February and March, the other in April and May: each month's share is a half.
    Rounded for both together, February and March would get 1 each, and no table has these sums.
    """
    nodes = tree(2)
    left = [Fraction(0), *[Fraction(1)] * 4]
    rows = rows_of(nodes, [(5, 1, 1, 0, 0), (5, 0, 0, 1, 1)], [(6, 0, 0, 0, 0), (6, 0, 0, 0, 0)], left)
    found = replan_rows(rows, nodes[0])
    assert [row.targets for row in found.values()] == [(6, 1, 0, 0, 0), (6, 0, 0, 1, 0)]


def test_a_period_planned_below_zero_counts_as_nothing_planned() -> None:
    """After returns a period may have been left with a target below 0: it gets no part of what is left."""
    periods = [OpenPeriod(100, 40, Fraction(0)), OpenPeriod(-30), OpenPeriod(50)]
    assert replan(120, periods).targets == (40, 0, 80)
