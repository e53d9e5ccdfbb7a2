"""What holds for any split: every sum exact, every pin and limit met whenever some table has room, no order matters."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import TypeVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import Decomposed, decompose
from salesplan.errors import SalesplanError
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear

CALENDAR = work_calendar("CN", range(2025, 2028))
MEMBERS = ("region", "channel", "team", "rep", "product")
PERIODS = {"half": 2, "quarter": 4, "month": 12}
UNIT = 100
T = TypeVar("T")
Leaf = tuple[str, ...]
Table = dict[tuple[Leaf, int], int]


def made(request: SplitRequest) -> Decomposed:
    return decompose(request, history=None, calendar=CALENDAR, as_of=date(2026, 3, 1))


def attempt(request: SplitRequest) -> Decomposed | set[str]:
    """The split, or the codes of what forbids it."""
    try:
        return made(request)
    except SalesplanError as refused:
        return {problem.code for problem in refused.problems}


class AnyCase:
    """A split of any levels, and some table of its innermost targets that adds up: its sums can all be pinned."""

    def __init__(self, seed: int, members: int, times: tuple[str, ...], width: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - test data
        self.levels, self.times = MEMBERS[:members], times
        self.names = {level: [f"{level[0]}{n}" for n in range(self.rng.randint(1, width))] for level in self.levels}
        self.periods = PERIODS[times[-1]] if times else 1
        amounts = (0, 0, 1, 3, 10, 200)
        leaves = list(product(*self.names.values()))
        self.table = {(leaf, at): self.rng.choice(amounts) * UNIT for leaf in leaves for at in range(self.periods)}

    def sums(self) -> dict[str, int]:
        """Every target by path: any members from outside in, in any period."""
        found: dict[str, int] = {}
        for (leaf, at), amount in self.table.items():
            for depth in range(len(leaf) + 1):
                names = [f"{level}={name}" for level, name in zip(self.levels, leaf[:depth], strict=False)]
                for period in (None, *self.times):
                    if names or period:
                        path = "/".join([*names, *([self._period(period, at)] if period else [])])
                        found[path] = found.get(path, 0) + amount
        return found

    def _period(self, level: str, at: int) -> str:
        number = at * PERIODS[level] // self.periods + 1
        return f"{level}=2026-{number:02}" if level == "month" else f"{level}=2026-{level[0].upper()}{number}"

    def request(self, fixed: int) -> SplitRequest:
        """The split with so many of the table's sums pinned or limited."""
        sums = self.sums()
        chosen = self.rng.sample(sorted(sums), min(fixed, len(sums)))
        pins = {path: sums[path] for path in chosen if self.rng.random() < 0.5}
        limited = [path for path in chosen if path not in pins]
        least = {path: max(sums[path] - self.rng.choice([0, 3 * UNIT]), 0) for path in limited}
        most = {path: sums[path] + self.rng.choice([0, 2 * UNIT]) for path in limited if self.rng.random() < 0.5}
        weights = {
            level: {name: Decimal(self.rng.choice([0, 1, 2, 50])) for name in names}
            for level, names in self.names.items()
        }
        by = [*self.levels]
        for level in self.times:
            by.insert(
                self.rng.randint(max((by.index(t) + 1 for t in self.times if t in by), default=0), len(by)), level
            )
        return SplitRequest(
            "T",
            Decimal(sum(self.table.values())),
            tuple(by),
            FiscalYear(2026),
            unit=Decimal(UNIT),
            weights=weights,
            pins=decimals(pins),
            least=decimals(least),
            most=decimals(most),
        )

    def shuffled(self, request: SplitRequest) -> SplitRequest:
        """The same wishes, written in another order."""
        weights = {level: self._mixed(given) for level, given in self._mixed(request.weights).items()}
        pins, least, most = (self._mixed(given) for given in (request.pins, request.least, request.most))
        return replace(request, weights=weights, pins=pins, least=least, most=most)

    def _mixed(self, given: Mapping[str, T]) -> dict[str, T]:
        return {name: given[name] for name in self.rng.sample(sorted(given), len(given))}


def decimals(amounts: Mapping[str, int]) -> dict[str, Decimal]:
    return {path: Decimal(amount) for path, amount in amounts.items()}


def check(split: Decomposed) -> None:
    """Everything adds up and lies where it was put."""
    assert split.targets.adds_up(UNIT, remainder=False)
    assert split.targets.cells[0][0] == int(split.request.total)
    for (item, time), (low, high) in split.grid.fixed.spots.items():
        assert low <= split.targets.cells[item][time] <= high
    assert all(cell >= 0 for line in split.targets.cells for cell in line)


TIMES = st.sampled_from([("month",), ("quarter",), ("quarter", "month"), ("half", "quarter")])


@given(seed=st.integers(0, 2**32), members=st.integers(1, 2), times=TIMES, fixed=st.integers(0, 30))
@example(seed=76224, members=2, times=("quarter",), fixed=25)  # factors that once ran out of a float's range
def test_any_tree_meets_what_is_fixed_where_one_level_is_inner(
    seed: int, members: int, times: tuple[str, ...], fixed: int
) -> None:
    """One or two levels of members against periods: whatever can be met is."""
    case = AnyCase(seed, members, times, 4)
    request = case.request(fixed)
    inner = [path for path in (*request.pins, *request.least) if is_inner(path, case)]
    split = attempt(request)
    if not isinstance(split, Decomposed):
        # Only a block of outer members in outer periods can be out of reach, and that is said.
        assert inner
        assert split == {"SPLIT-table-clash"}
        return
    check(split)
    assert made(case.shuffled(request)).targets.cells == split.targets.cells


def is_inner(path: str, case: AnyCase) -> bool:
    """Whether a path names an outer member in an outer period, which is no line of any one table."""
    levels = [part.partition("=")[0] for part in path.split("/")]
    outer = [level for level in levels if level in case.levels]
    times = [level for level in levels if level in case.times]
    return bool(outer) and len(outer) < len(case.levels) and bool(times) and times[-1] != case.times[-1]


@given(seed=st.integers(0, 2**32), members=st.integers(3, 5), fixed=st.integers(0, 20))
def test_any_tree_of_members_alone_meets_what_is_fixed(seed: int, members: int, fixed: int) -> None:
    case = AnyCase(seed, members, (), 3)
    request = case.request(fixed)
    split = made(request)
    check(split)
    assert made(case.shuffled(request)).targets.cells == split.targets.cells


@given(seed=st.integers(0, 2**32), members=st.integers(3, 4), fixed=st.integers(0, 12))
def test_any_tree_of_five_levels_is_exact_or_says_why(seed: int, members: int, fixed: int) -> None:
    case = AnyCase(seed, members, ("month",) if members == 4 else ("quarter", "month"), 2)
    split = attempt(case.request(fixed))
    if isinstance(split, Decomposed):
        check(split)
    else:
        assert split == {"SPLIT-table-clash"}


@pytest.mark.parametrize("fixed", [0, 60])
def test_a_tree_of_ten_thousand_leaves_with_pins_and_limits(fixed: int) -> None:
    case = AnyCase(7, 4, (), 1)
    case.names = {level: [f"{level[0]}{n}" for n in range(10)] for level in case.levels}
    case.table = {(leaf, 0): case.rng.choice([0, 1, 5, 40]) * UNIT for leaf in product(*case.names.values())}
    split = made(case.request(fixed))
    assert sum(not node.children for node in split.targets.items) == 10_000
    check(split)
