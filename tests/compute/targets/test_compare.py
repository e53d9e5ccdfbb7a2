"""The targets of two plans beside each other: which node is which, and that differences add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.targets.compare import CompareSummary, Version, compare
from salesplan.compute.targets.request import request_of, total_of
from salesplan.compute.targets.split import Decomposed, decompose
from salesplan.compute.targets.versions.difference import amounts_by_node, level_of, path_of
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear
from salesplan.model.plan.plan import Plan
from salesplan.model.result import Result

CALENDAR = work_calendar("CN", [2026, 2027])
AS_OF = FiscalYear(2026).period.first
ENTRY: dict[str, Any] = {
    "id": "T",
    "total": "1000",
    "by": "region,quarter",
    "basis": {"quarter": "even"},
    "weights": {"region": {"东": "3", "南": "2"}},
}


def made(plan: Plan, entry: str, year: int) -> Decomposed:
    target = next(t for t in plan.targets if t.id == entry)
    request = request_of(target, total_of(target, plan.targets), FiscalYear(year), unit=plan.unit)
    return decompose(request, history=None, calendar=CALENDAR, as_of=AS_OF)


def version(name: str, *entries: Mapping[str, Any], year: int = 2026) -> Version:
    plan = Plan.model_validate({"targets": list(entries)})
    return Version(name, plan, {entry.id: made(plan, entry.id, year) for entry in plan.targets})


def beside(old: Version, new: Version, *, every: bool = False) -> Result[CompareSummary]:
    return compare(old, new, as_of=AS_OF, every=every)


def targets(found: Result[CompareSummary]) -> list[tuple[Any, ...]]:
    keys = ("what", "level", "key", "old", "new", "difference")
    return [tuple(r[k] for k in keys) for r in found.rows.records() if r["kind"] == "target"]


def test_only_targets_that_differ_by_hand() -> None:
    # 600 and 400; with 东 at 1000 of 1400 the other keeps its 400, and so do its quarters.
    new = {**ENTRY, "total": "1400", "pins": {"region=南": "400"}}
    found = beside(version("a", ENTRY), version("b", new))
    assert targets(found) == [
        ("changed", "total", "total", 1000, 1400, 400),
        ("changed", "region", "region=东", 600, 1000, 400),
        *(("changed", "quarter", f"region=东/quarter=2026-Q{q}", 150, 250, 100) for q in (1, 2, 3, 4)),
    ]
    (entry,) = found.summary.entries
    assert (entry.old, entry.new, entry.difference) == (Decimal(1000), Decimal(1400), Decimal(400))
    assert entry.change == Decimal("0.4")
    assert (entry.compared, entry.changed, found.summary.exact) == (11, 6, True)
    assert found.summary.changes == {"entry": 2, "target": 6}
    assert not found.summary.same


def test_all_targets_where_every_one_is_asked_for() -> None:
    found = beside(version("a", ENTRY), version("b", ENTRY), every=True)
    assert found.summary.same
    assert len(targets(found)) == 11
    assert {(what, difference) for what, *_, difference in targets(found)} == {(None, 0)}
    assert targets(beside(version("a", ENTRY), version("b", ENTRY))) == []


def test_a_member_that_is_new_counts_from_nothing_and_the_sums_still_add_up() -> None:
    new = {**ENTRY, "weights": {"region": {"东": "3", "西": "2"}}}
    found = beside(version("a", ENTRY), version("b", new))
    rows = targets(found)
    assert rows[0] == ("added", "region", "region=西", None, 400, 400)
    assert rows[5] == ("removed", "region", "region=南", 400, None, -400)
    assert rows[9] == ("removed", "quarter", "region=南/quarter=2026-Q4", 100, None, -100)
    assert found.summary.exact
    assert next(r["change"] for r in found.rows.records() if r["kind"] == "target") is None


def test_a_target_of_0_that_is_new_is_told() -> None:
    new = {**ENTRY, "weights": {"region": {"东": "3", "南": "2", "西": "0"}}}
    rows = targets(beside(version("a", ENTRY), version("b", new)))
    assert rows[0] == ("added", "region", "region=西", None, 0, 0)


def test_entries_of_only_one_plan_have_no_targets_compared() -> None:
    found = beside(version("a", ENTRY), version("b", ENTRY, {**ENTRY, "id": "U", "total": "500"}))
    assert [(r["kind"], r["what"], r["id"], r["new"]) for r in found.rows.records()] == [("entry", "added", "U", 500)]
    assert [entry.id for entry in found.summary.entries] == ["T"]


def test_entries_that_could_not_be_split_keep_their_keys() -> None:
    old, new = version("a", ENTRY), version("b", {**ENTRY, "total": "1100"})
    found = beside(Version("a", old.plan), new)
    assert [(r["kind"], r["key"]) for r in found.rows.records()] == [("entry", "total")]
    assert found.summary.entries == ()
    assert found.summary.exact


@pytest.mark.parametrize(
    ("by", "levels", "noted"),
    [
        ("region,quarter", {"total", "region", "quarter"}, False),
        ("region,month", {"total", "region"}, True),
        ("region", {"total", "region"}, True),
        ("quarter,region", {"total"}, True),
    ],
)
def test_levels_are_compared_as_far_as_they_are_the_same(by: str, levels: set[str], *, noted: bool) -> None:
    found = beside(version("a", ENTRY), version("b", {**ENTRY, "by": by, "basis": {}, "total": "2000"}))
    assert {level for _, level, *_ in targets(found)} == levels
    assert [p.code for p in found.findings] == ["COMPARE-levels"] * noted
    assert found.summary.exact


def test_periods_of_another_year_are_not_compared() -> None:
    found = beside(version("a", ENTRY), version("b", {**ENTRY, "total": "2000"}, year=2027))
    assert {level for _, level, *_ in targets(found)} == {"total", "region"}
    assert "another year" in found.findings[0].what.in_("en")


def test_both_parts_of_a_week_that_is_cut_are_compared() -> None:
    weeks = {"id": "T", "total": "365000", "by": "month,week", "basis": "even"}
    one = made(Plan.model_validate({"targets": [weeks]}), "T", 2026)
    by, found = one.request.by, amounts_by_node(one.targets)
    parts = [key for key in found if key[1] == "2026-W05"]  # Monday January 26 to Sunday February 1
    assert [path_of(key, by) for key in parts] == ["month=2026-01/week=2026-W05", "month=2026-02/week=2026-W05"]
    assert sum(amount for key, amount in found.items() if level_of(key, by) == "week") == 365000


def test_changes_of_keys_have_differences_where_both_are_numbers() -> None:
    factor = {"name": "新品", "kind": "internal", "effect": "8%"}
    old = Version("a", Plan.model_validate({"factors": [factor], "targets": [ENTRY]}))
    changed = {**ENTRY, "total": "1500", "pins": {"region=东": "10"}, "of": None}
    new = Version("b", Plan.model_validate({"factors": [{**factor, "effect": "12%"}], "targets": [changed]}))
    rows = {r["key"]: (r["old"], r["new"], r["difference"], r["change"]) for r in beside(old, new).rows.records()}
    assert rows == {
        "effect": (Decimal("0.08"), Decimal("0.12"), Decimal("0.04"), None),  # points, not a share of a share
        "total": (1000, 1500, 500, Decimal("0.5")),
        "pins.region=东": (None, 10, None, None),  # what was not given is not 0
    }


@given(
    totals=st.tuples(st.integers(0, 10**8), st.integers(0, 10**8)),
    old=st.dictionaries(st.sampled_from("甲乙丙丁"), st.integers(1, 9), min_size=1),
    new=st.dictionaries(st.sampled_from("乙丙丁戊"), st.integers(1, 9), min_size=1),
)
@settings(max_examples=40)
def test_differences_sum_to_that_of_the_totals_whoever_comes_and_goes(
    totals: tuple[int, int], old: dict[str, int], new: dict[str, int]
) -> None:
    plans = [
        version("x", {**ENTRY, "by": "rep,quarter", "total": str(total), "weights": {"rep": weights}})
        for total, each in zip(totals, (old, new), strict=True)
        if (weights := {name: str(weight) for name, weight in each.items()})
    ]
    found = beside(*plans, every=True)
    assert found.summary.exact
    for level in ("total", "rep", "quarter"):
        assert sum(row[5] for row in targets(found) if row[1] == level) == totals[1] - totals[0]


def test_differences_that_do_not_add_up_are_never_called_exact() -> None:
    sound = version("a", ENTRY)
    own = sound.made["T"]
    cells = [list(row) for row in own.targets.cells]
    cells[1][0] += 1  # one region is 1 more, its quarters and the total are not
    broken = Version("b", sound.plan, {"T": replace(own, targets=replace(own.targets, cells=cells))})
    found = beside(sound, broken)
    assert not found.summary.exact
    assert not found.summary.same
