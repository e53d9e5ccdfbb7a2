"""What people carry of each period: gaps fall on the colleagues who are there, years and periods agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import fsum, isclose

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.targets.people.carrying import carried
from salesplan.compute.targets.people.people import People
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import Decomposed, decompose
from salesplan.load.calendar import work_calendar
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import FiscalYear, Period, month_of
from salesplan.model.plan.targets import SplitParameters
from salesplan.model.plan.team import Member, Team
from salesplan.model.records import Records

CHINA = work_calendar("CN", range(2024, 2028))
YEAR = FiscalYear(2026)
STAYS = Member(name="甲")
LEAVES = Member(name="乙", left=date(2026, 6, 30))
HALVES = {"half": {"H1": Decimal(40), "H2": Decimal(60)}}
QUARTER = Period(date(2026, 1, 1), date(2026, 3, 31))


def made(
    team: Sequence[Member],
    by: str,
    total: int,
    *,
    orders: Records | None = None,
    basis: Mapping[str, str] | None = None,
    weights: Mapping[str, Mapping[str, Decimal]] | None = None,
) -> dict[str, list[int]]:
    """The innermost periods of the people, by name."""
    team_ = Team(members=tuple(team))
    request = SplitRequest(
        "T", Decimal(total), tuple(by.split(",")), YEAR, team=team_, basis=basis or {}, weights=weights or {}
    )
    return _cells(decompose(request, history=orders, calendar=CHINA, as_of=date(2026, 1, 1)))


def _cells(split: Decomposed) -> dict[str, list[int]]:
    times = [node.index for node in split.targets.times if not node.children]
    people = [node for node in split.targets.items if node.level == "rep"]
    return {node.name: [split.targets.cells[node.index][at] for at in times] for node in people}


def seasonal_orders(months: Sequence[int]) -> Records:
    """One order a month of 2025, without names."""
    days = [date(2025, month, 15) for month in range(1, 13)]
    frame = pl.DataFrame({"date": days, "amount": [*months]}, schema={"date": pl.Date, "amount": pl.Int64})
    return Records("orders", nw.from_native(frame, eager_only=True))


def test_a_gap_falls_on_the_colleague_who_is_there_while_it_lasts() -> None:
    """Two alike: 40 of the first half go 1:1, 60 of the second to who is left. The year is their sum."""
    assert made([STAYS, LEAVES], "rep,half", 100, weights=HALVES) == {"甲": [20, 60], "乙": [20, 0]}


def test_weights_of_people_hold_in_every_period() -> None:
    """3:1 in the first half: 30 and 10."""
    weights = HALVES | {"rep": {"甲": Decimal(3), "乙": Decimal(1)}}
    assert made([STAYS, LEAVES], "rep,half", 100, weights=weights) == {"甲": [30, 60], "乙": [10, 0]}


def test_below_a_team_its_own_periods_are_carried() -> None:
    """All of the company's halves are one team's; a second team below takes its share of both, 1:1 in weight."""
    alone = [member.model_copy(update={"team": "A"}) for member in (STAYS, LEAVES)]
    assert made(alone, "team,rep,half", 100, weights=HALVES) == {"甲": [20, 60], "乙": [20, 0]}
    weights = HALVES | {"team": {"A": Decimal(1), "B": Decimal(1)}}
    both = made([*alone, Member(name="丙", team="B")], "team,rep,half", 2_000_000, weights=weights)
    halves = [800_000, 1_200_000]
    assert [sum(column) for column in zip(*both.values(), strict=True)] == halves
    assert abs(both["甲"][0] - both["乙"][0]) < halves[0] * 0.02, "alike while both are there"
    assert sum(both["甲"]) + sum(both["乙"]) == sum(both["丙"]) == 1_000_000


def test_capacity_and_blends_are_carried_alike() -> None:
    expected = {"甲": [20, 60], "乙": [20, 0]}
    for basis in ("capacity", "blend"):
        assert made([STAYS, LEAVES], "rep,half", 100, weights=HALVES, basis={"rep": basis}) == expected


def test_those_who_stay_keep_one_proportion_in_all_months() -> None:
    """2:1 whatever the month: what the third leaves open is carried by both as they weigh."""
    team = [STAYS, Member(name="丙"), LEAVES]
    weights = {"rep": {"甲": Decimal(2), "丙": Decimal(1), "乙": Decimal(3)}}
    season = seasonal_orders([60, 40, 60, 40, 100, 100, 60, 140, 110, 110, 90, 90])
    found = made(team, "rep,month", 600_000, orders=season, weights=weights, basis={"month": "seasonal"})
    assert all(abs(two - 2 * one) <= 2 for two, one in zip(found["甲"], found["丙"], strict=True))
    # 1,000 a point of the season: of January's 36,000 2/6 and, with nobody else gone, of July's 36,000 2/3
    assert found["甲"][0] == 12_000
    assert found["甲"][6] == 24_000
    assert found["乙"] == [18_000, 12_000, 18_000, 12_000, 30_000, 30_000, *[0] * 6]


def test_a_quarter_counts_its_months_by_the_season() -> None:
    """January is 3/5 of the quarter: who leaves then has 3 in 5 of a full seat, so 3:5 of the 160."""
    january = Member(name="乙", left=date(2026, 1, 31))
    orders = seasonal_orders([30, 10, 10, 48, 1, 1, 48, 1, 1, 48, 1, 1])
    found = made([STAYS, january], "rep,quarter", 640, orders=orders, basis={"quarter": "seasonal"})
    assert found == {"甲": [100, 160, 160, 160], "乙": [60, 0, 0, 0]}


def test_parts_weigh_the_days_of_a_year() -> None:
    """Three months of weights 3, 1, 1; their working days are 22, 20, 22."""
    parts = [(month_of(2026, 1), Fraction(3)), (month_of(2026, 2), Fraction(1)), (month_of(2026, 3), Fraction(1))]
    january = Member(name="乙", left=date(2026, 1, 31))
    settings_ = SplitParameters()
    team = Team(members=(january, Member(name="丙", joined=date(2026, 3, 17), ramp=False)))
    seen = People(team, QUARTER, WorkCalendar(), settings_, parts)
    assert seen.presence({"rep": "乙"}, QUARTER) == Fraction(3, 5)
    assert seen.presence({"rep": "丙"}, QUARTER) == Fraction(1, 5) * Fraction(11, 22)
    assert seen.presence({"rep": "丙"}, month_of(2026, 3)) == Fraction(11, 22)
    assert [seen.days(seat) for seat in seen.seats] == [64 * Fraction(3, 5), 64 * Fraction(1, 10)]
    assert seen.availability({"rep": "乙"}) == Fraction(22, 64), "the days worked, whatever they weigh"
    alike = People(team, QUARTER, WorkCalendar(), settings_)
    assert alike.presence({"rep": "乙"}, QUARTER) == Fraction(22, 64)


def test_a_part_without_working_days_goes_by_its_days() -> None:
    off = WorkCalendar(special={date(2026, 2, n): False for n in range(1, 29)})
    parts = [(month_of(2026, 1), Fraction(1)), (month_of(2026, 2), Fraction(1)), (month_of(2026, 3), Fraction(2))]
    seen = People(Team(members=(Member(name="乙", left=date(2026, 2, 7)),)), QUARTER, off, SplitParameters(), parts)
    assert seen.presence({"rep": "乙"}, QUARTER) == Fraction(1, 4) + Fraction(1, 4) * Fraction(7, 28)


ONE = Fraction(1)
ZERO = Fraction(0)


@pytest.mark.parametrize(
    ("weights", "worth", "whole", "expected"),
    [
        ([2, 1], [[ONE, ONE], [ONE, ZERO]], [0.5, 0.5], [[0.75, 1.5], [0.75, 0]]),
        ([0, 1], [[ONE, ONE], [ONE, ZERO]], [0.5, 0.5], [[0, 0.5], [0.5, 0]]),  # nobody there weighs anything
        ([1, 1], [[ONE, ZERO], [ONE, ZERO]], [0.5, 0.5], [[1, 0], [1, 0]]),  # nobody there at all
        ([1, 1], [[ZERO, ZERO], [ONE, ONE]], [0.5, 0.5], [[0, 0], [1, 1]]),  # there on no day that counts
    ],
)
def test_what_is_carried(
    weights: list[int], worth: list[list[Fraction]], whole: list[float], expected: list[list[float]]
) -> None:
    assert carried(weights, worth, [Fraction(1, 2)] * 2, whole) == expected


@settings(max_examples=40, deadline=None)
@given(
    weights=st.lists(st.integers(0, 9), min_size=2, max_size=5).filter(any),
    gaps=st.lists(st.integers(1, 4), min_size=5, max_size=5),
)
def test_every_period_is_carried_in_full(weights: list[int], gaps: list[int]) -> None:
    """The first is always there, the others leave one period or more early."""
    worth = [[Fraction(int(i == 0 or j < gap)) for j in range(4)] for i, gap in zip(range(len(weights)), gaps)]  # noqa: B905 - as many as there are weights
    whole = [0.1, 0.2, 0.3, 0.4]
    cells = carried(weights, worth, [Fraction(n, 10) for n in (1, 2, 3, 4)], whole)
    for j, amount in enumerate(whole):
        assert isclose(fsum(line[j] for line in cells), amount * sum(weights))
    assert all(
        cell == 0 or there
        for line, seat in zip(cells, worth, strict=True)
        for cell, there in zip(line, seat, strict=True)
    )
