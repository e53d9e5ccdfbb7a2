"""Portions to hand out: each member's periods and inner members, which sum to the split."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from salesplan.compute.targets.grid.portions import portions
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import decompose
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear
from salesplan.model.plan.targets import Commitment
from salesplan.model.target_sheets import TargetSheets

CALENDAR = work_calendar("CN", range(2025, 2027))
AS_OF = date(2026, 3, 1)
WEIGHTS = {
    "region": {"东": Decimal(3), "西": Decimal(1)},
    "team": {"一": Decimal(1), "二": Decimal(1)},
    "rep": {"甲": Decimal(2), "乙": Decimal(1)},
}


def sheets(level: str, by: str = "region,team,quarter,month,rep", **more: Any) -> TargetSheets:  # noqa: ANN401 - any field
    commitments = more.pop("commitments", ())
    levels = tuple(by.split(","))
    weights = {level: given for level, given in WEIGHTS.items() if level in levels}
    basis = {level: "even" for level in levels if level in ("quarter", "month")}
    total = more.pop("total", Decimal(2400))
    request = SplitRequest("T", total, levels, FiscalYear(2026), weights=weights, basis=basis, **more)
    made = decompose(request, history=None, calendar=CALENDAR, as_of=AS_OF)
    return portions(made, level, AS_OF, plan="P", currency="CNY", commitments=commitments)


def test_a_portion_has_its_periods_and_inner_members() -> None:
    found = sheets("team")
    assert (found.outer, found.inner, len(found.members)) == (("region",), "rep", 4)
    first = found.members[0]
    assert (first.name, first.outer, first.columns) == ("一", ("东",), ("乙", "甲"))
    assert [first.totals[-1], *first.cells[-1]] == [900, 300, 600]
    assert [line.name for line in found.periods][:5] == ["2026-01", "2026-02", "2026-03", "2026-Q1", "2026-04"]
    assert found.periods[3].parts == (0, 1, 2)
    assert found.periods[-1].parts == found.top == (3, 7, 11, 15)
    assert found.titles() == ["东 一", "东 二", "西 一", "西 二"]


def test_those_above_stand_from_the_outside_in() -> None:
    assert sheets("rep").members[0].outer == ("东", "一")
    assert sheets("region").titles() == ["东", "西"]


@pytest.mark.parametrize("level", ["region", "team", "rep"])
def test_the_portions_sum_to_the_total_in_every_line(level: str) -> None:
    found = sheets(level)
    for at, line in enumerate(found.periods):
        for member in found.members:
            assert sum((member.totals[part] for part in line.parts), Decimal(0)) in (0, member.totals[at])
            assert not member.columns or sum(member.cells[at]) == member.totals[at]
    assert sum(member.totals[-1] for member in found.members) == found.total


def test_the_margin_is_that_of_the_level_that_is_handed_out() -> None:
    found = sheets("team", hedge={"region": Decimal("0.05"), "team": Decimal("0.10")})
    assert found.members[0].handed_out[-1] == 990
    inner = sheets("region", hedge={"region": Decimal("0.10"), "rep": Decimal("0.20")}).members[0]
    assert [amount * 11 for amount in inner.totals] == [amount * 10 for amount in inner.handed_out]
    assert sheets("region", hedge={"region": Decimal("0.05")}).members[0].handed_out[-1] == 1890
    assert sheets("region").members[0].handed_out == ()


@pytest.mark.parametrize("level", ["region", "team", "rep"])
def test_what_is_handed_out_sums_in_every_line_to_that_of_the_year(level: str) -> None:
    """A team has 900 and 10 %: 990, 82 or 83 a month, of which its two get 27 or 28 and 55."""
    found = sheets(level, hedge={"team": Decimal("0.10"), "quarter": Decimal("0.10")})
    assert sum(member.handed_out[-1] for member in found.members) == Decimal(2640)
    for member in found.members:
        for at, line in enumerate(found.periods):
            assert sum((member.handed_out[part] for part in line.parts), Decimal(0)) in (0, member.handed_out[at])
            assert not member.columns or sum(member.handed_cells[at]) == member.handed_out[at]
            assert abs(member.handed_out[at] - member.totals[at] * Decimal("1.1")) <= 1
    if level == "team":
        assert {*found.members[0].handed_out[:3]} == {Decimal(82), Decimal(83)}


def test_margins_below_0_stand_below() -> None:
    found = sheets("region", total=Decimal(-2400), hedge={"region": Decimal("0.10")}).members[0]
    assert [found.totals[-1], found.handed_out[-1], *found.handed_cells[0]] == [-1800, -1980, -83, -82]


def test_without_periods_there_is_the_year_alone() -> None:
    found = sheets("region", "region")
    assert ([line.depth for line in found.periods], found.top) == ([0], (0,))


def test_who_agreed_stands_with_the_year_of_the_member() -> None:
    agreed = Commitment(path="region=东", amount=Decimal(1), agreed_by=("陈总",), agreed_on=date(2025, 12, 20))
    part = Commitment(path="region=西/quarter=Q1", amount=Decimal(1), agreed_by=("李总",))
    found = sheets("region", commitments=(agreed, part, Commitment(path="region=西", amount=Decimal(1))))
    assert [member.agreed for member in found.members] == [("陈总", "2025-12-20"), ()]
