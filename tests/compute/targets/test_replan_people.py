"""Re-plans with people who come and go: nobody is charged while away, colleagues carry what is still owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.targets.actuals.actuals import actuals_of
from salesplan.compute.targets.grid.tree import Node, numbered
from salesplan.compute.targets.replan import Replan, ReplanTerms, replan_targets
from salesplan.compute.targets.replans.handing_over import Handover
from salesplan.compute.targets.replans.open_period import OpenPeriod, PlannedRow
from salesplan.compute.targets.replans.replanning import ReplanRule, replanned_rows
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import Decomposed, decompose
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear
from salesplan.model.plan.team import Member, Team
from salesplan.model.records import ROW, SOURCE, Records

CALENDAR = work_calendar("CN", range(2025, 2028))
RULES: tuple[ReplanRule, ...] = ("roll_forward", "next_only", "floor_original", "within_quarter")
QUARTERS = [f"quarter=2026-Q{i}" for i in range(1, 5)]


def plan(members: Sequence[Member], pins: Mapping[str, int]) -> Decomposed:
    request = SplitRequest(
        "T",
        Decimal(1200),
        ("region", "rep", "quarter"),
        FiscalYear(2026),
        team=Team(members=tuple(members)),
        pins={path: Decimal(amount) for path, amount in pins.items()},
    )
    return decompose(request, history=None, calendar=CALENDAR, as_of=date(2026, 1, 1))


def replanned(made: Decomposed, lines: Sequence[tuple[str, str, str, int]], **terms: Any) -> Replan:  # noqa: ANN401 - any term
    frame = pl.DataFrame(
        [(0, n, date.fromisoformat(day), *names, amount) for n, (day, *names, amount) in enumerate(lines, start=2)],
        schema={
            SOURCE: pl.Int64,
            ROW: pl.Int64,
            "date": pl.Date,
            "region": pl.String,
            "rep": pl.String,
            "amount": pl.Int64,
        },
        orient="row",
    )
    counted = Records("orders", nw.from_native(frame, eager_only=True), {"amount": 0})
    day = date(2026, 6, 30)
    days = [date(2026, m, 5) for m in range(1, 7)]
    return replan_targets(made, actuals_of(made, counted, day), ReplanTerms(**terms), as_of=day, order_days=days)


def rep(done: Replan, name: str) -> list[int]:
    return [int(leaf.revised) for leaf in done.record.leaves if leaf.item["rep"] == name]


def company() -> Decomposed:
    """甲 leaves half-way through the year; 乙 and 丙 beside him have 60 and 180 a quarter, 丁 elsewhere 35."""
    members = [
        Member(name="甲", region="东", left=date(2026, 6, 30)),
        Member(name="乙", region="东"),
        Member(name="丙", region="东"),
        Member(name="丁", region="西"),
    ]
    pins = {f"region=东/rep=甲/{q}": 50 for q in QUARTERS[:2]}
    pins |= {f"region=东/rep=乙/{q}": 60 for q in QUARTERS} | {f"region=东/rep=丙/{q}": 180 for q in QUARTERS}
    pins |= {f"region=西/rep=丁/{q}": 35 for q in QUARTERS}
    return plan(members, pins)


EVEN = [("2026-01-05", "东", "乙", 120), ("2026-01-05", "东", "丙", 360), ("2026-01-05", "西", "丁", 70)]


def test_who_has_left_owes_nothing_more_and_colleagues_carry_it_by_their_targets() -> None:
    """甲 brought 60 of 100: the 40 go to 乙 and 丙 as 120 to 360, so 10 and 30; 丁 has nothing to do with it."""
    done = replanned(company(), [*EVEN, ("2026-01-05", "东", "甲", 60)])
    assert rep(done, "甲") == [60, 0, 0, 0]
    assert rep(done, "乙") == [120, 0, 65, 65]
    assert rep(done, "丙") == [360, 0, 195, 195]
    assert rep(done, "丁") == [70, 0, 35, 35]
    assert [done.result.summary.revised, done.result.summary.gap] == [1200, 0]
    (found,) = done.result.findings
    assert (found.code, found.severity) == ("REPLAN-passed-on", "warning")
    assert "东 甲 40" in found.what.in_("zh")


def test_targets_that_are_kept_hand_nothing_over() -> None:
    done = replanned(company(), [*EVEN, ("2026-01-05", "东", "甲", 60)], rule="keep")
    assert [problem.code for problem in done.result.findings] == ["REPLAN-gap"]
    assert rep(done, "乙") == [120, 0, 60, 60]


@pytest.mark.parametrize(("rule", "later"), [("next_only", [70, 60]), ("floor_original", [65, 65])])
def test_other_rules_hand_it_over_too(rule: Any, later: list[int]) -> None:  # noqa: ANN401
    done = replanned(company(), [*EVEN, ("2026-01-05", "东", "甲", 60)], rule=rule)
    assert rep(done, "甲") == [60, 0, 0, 0]
    assert rep(done, "乙")[2:] == later
    assert done.result.summary.gap == 0


def test_without_a_colleague_of_the_region_the_next_level_carries_it() -> None:
    members = [Member(name="甲", region="东", left=date(2026, 6, 30)), Member(name="丁", region="西")]
    pins = {f"region=东/rep=甲/{q}": 200 for q in QUARTERS[:2]} | {f"region=西/rep=丁/{q}": 200 for q in QUARTERS}
    lines = [("2026-01-05", "东", "甲", 300), ("2026-01-05", "西", "丁", 400)]
    done = replanned(plan(members, pins), lines)
    assert rep(done, "丁") == [400, 0, 250, 250]
    gone = [Member(name=name, region="东", left=date(2026, 6, 30)) for name in "甲乙"]
    ends = {f"region=东/rep={name}/{q}": 300 for name in "甲乙" for q in QUARTERS[:2]}
    nobody = replanned(plan(gone, ends), [("2026-01-05", "东", "甲", 300), ("2026-01-05", "东", "乙", 500)])
    assert nobody.result.summary.gap == 400
    assert [problem.code for problem in nobody.result.findings] == ["REPLAN-nobody", "REPLAN-gap"]


def tree(sizes: Sequence[int]) -> Node:
    root = Node("total", "")
    root.add([Node("region", f"R{i}") for i in range(len(sizes))])
    for region, size in zip(root.children, sizes, strict=True):
        region.add([Node("rep", f"{region.name}-{i}") for i in range(size)])
    return numbered(root)[0]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_year_is_conserved_whoever_comes_and_goes(data: st.DataObject) -> None:
    root = tree(data.draw(st.lists(st.integers(1, 3), min_size=1, max_size=3)))
    rule = data.draw(st.sampled_from(RULES))
    unit = data.draw(st.sampled_from([1, 100]))
    lefts = [Fraction(0), Fraction(0), data.draw(st.sampled_from([Fraction(0), Fraction(3, 7)])), *[Fraction(1)] * 3]
    rows = {}
    for region in root.children:
        for node in region.children:
            away = data.draw(st.lists(st.booleans(), min_size=6, max_size=6))
            targets = [0 if gone else data.draw(st.integers(0, 50)) * unit for gone in away]
            brought = [data.draw(st.integers(0, 5000)) if left < 1 else 0 for left in lefts]
            periods = zip(targets, brought, lefts, (0, 0, 0, 1, 1, 1), away, strict=True)
            rows[node.index] = PlannedRow(sum(targets), [OpenPeriod(*each) for each in periods])
    found, handed = replanned_rows(rows, root, rule, unit)
    for at, row in rows.items():
        asked = [new - period.actual for new, period in zip(found[at].targets, row.periods, strict=True)]
        assert all(not more for more, period in zip(asked, row.periods, strict=True) if period.away or not period.left)
        assert min(asked) >= 0
    assert all(sum(each.to.values()) == each.amount for each in handed if each.to)
    if rule == "roll_forward":
        _is_conserved(rows, [sum(each.targets) for each in found.values()], handed)


def _is_conserved(rows: Mapping[int, PlannedRow], revised: Sequence[int], handed: Sequence[Handover]) -> None:
    """The new targets are the total, more what was brought beyond it, less what nobody is left to bring."""
    total = sum(row.total for row in rows.values())
    stranded = sum(each.amount for each in handed if not each.to)
    assert total - stranded <= sum(revised)
    owed = {at: row.remaining for at, row in rows.items()}
    for each in handed:
        owed[each.at] -= each.amount
        for at, part in each.to.items():
            owed[at] += part
    assert sum(revised) == total - stranded - sum(min(left, 0) for left in owed.values())
