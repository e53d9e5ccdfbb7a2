"""One plan under several scenarios: which total each has, how far targets differ, what is refused and where."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.targets.request import request_of, total_of
from salesplan.compute.targets.scenarios import Assumed, assumed, changed_total, refused, side_by_side, under_one
from salesplan.compute.targets.split import Decomposed, decompose
from salesplan.compute.targets.versions.difference import relative
from salesplan.compute.targets.versions.scenario_copy import amount_like, copied, share_like, still_relative
from salesplan.errors import BadInput, BadUsage, Place, Problem, SalesplanError
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear
from salesplan.model.plan.plan import Plan
from salesplan.text import Text

CALENDAR = work_calendar("CN", [2026])
REGIONS = {"id": "regions", "of": "T", "by": "region", "weights": {"region": {"东": "3", "南": "2", "西": "1"}}}
PLAN: dict[str, Any] = {
    "unit": "10",
    "targets": [{"id": "T", "total": "1000", "by": "quarter", "basis": "even"}, REGIONS],
    "factors": [{"name": "新品", "kind": "internal", "effect": "+8%", "confidence": "0.5"}],
    "scenarios": [
        {"id": "high", "name": "乐观", "totals": {"T": "+10%"}},
        {"id": "low", "totals": {"T": "900"}, "factors": {"新品": {"effect": "2%"}}},
    ],
}


def plan(**more: Any) -> Plan:  # noqa: ANN401 - any key of a plan
    return Plan.model_validate({**PLAN, **more})


def split_of(under: Plan, entry: str) -> Decomposed:
    target = next(t for t in under.targets if t.id == entry)
    request = request_of(target, total_of(target, under.targets), FiscalYear(2026), unit=under.unit)
    return decompose(request, history=None, calendar=CALENDAR, as_of=FiscalYear(2026).period.first)


def compared(under: Plan, entry: str, *words: str) -> list[dict[str, Any]]:
    made = [(each, split_of(each.plan, entry)) for each in assumed(under, words)]
    return list(side_by_side(made, FiscalYear(2026).period.first).rows.records())


@pytest.mark.parametrize(
    ("total", "by", "unit", "expected", "exact"),
    [
        ("1000", "0.1", "1", "1100", True),
        ("1000", "-0.1", "1", "900", True),
        ("1000", "0.0004", "1", "1000", False),  # 1000.4
        ("1000", "0.0005", "1", "1001", False),  # 1000.5: half goes up
        ("1000", "0.0014", "1", "1001", False),
        ("1000", "0.04", "100", "1000", False),
        ("1000", "0.05", "100", "1100", False),
        ("1000", "0.05", "0.01", "1050", True),
        ("-1000", "0.0005", "1", "-1001", False),  # away from 0, as in the factors
        ("0", "0.5", "1", "0", True),
        ("1000", "-1", "1", "0", True),
        ("99999999999999999999", "0.1", "1", "109999999999999999999", False),  # ..998.9
    ],
)
def test_a_change_in_percent_is_rounded_half_up_to_the_unit(
    total: str, by: str, unit: str, expected: str, *, exact: bool
) -> None:
    assert changed_total(Decimal(total), Decimal(by), Decimal(unit)) == (Decimal(expected), exact)


def test_each_scenario_has_its_total_and_its_factors() -> None:
    found = {each.scenario.id: each.plan for each in assumed(plan(), ["base", "high", "low"])}
    assert {name: p.targets[0].total for name, p in found.items()} == {"base": 1000, "high": 1100, "low": 900}
    assert [p.factors[0].effect for p in found.values()] == [Decimal("0.08"), Decimal("0.08"), Decimal("0.02")]
    assert found["low"].factors[0].confidence == Decimal("0.5")


@pytest.mark.parametrize("word", ["base", "计划", "計劃", "plan"])
def test_the_plan_as_it_stands_is_always_there(word: str) -> None:
    (found,) = assumed(plan(), [word])
    assert (found.scenario.id, found.plan.targets) == ("base", plan().targets)


def test_a_declared_base_is_what_it_says_and_a_name_is_as_good_as_an_id() -> None:
    declared = plan(scenarios=[{"id": "base", "name": "中性", "totals": {"T": "990"}}, {"id": "B", "name": "好"}])
    assert [each.plan.targets[0].total for each in assumed(declared, ["base"])] == [990]
    assert [each.plan.targets[0].total for each in assumed(declared, ["计划"])] == [990]
    assert [each.scenario.id for each in assumed(declared, ["好", "中性"])] == ["B", "base"]
    assert [each.scenario.id for each in assumed(declared, ["计划", "base"])] == ["base"]  # the same one, once


def test_unknown_scenarios_are_refused_with_the_nearest_and_all_of_them() -> None:
    with pytest.raises(BadUsage) as caught:
        assumed(plan(), ["hihg", "x", "low"])
    assert [(p.value, p.fix.in_("en")) for p in caught.value.problems] == [
        ("hihg", "did you mean high? There are base, high, low"),
        ("x", "choose one of base, high, low"),
    ]


def test_what_a_scenario_names_and_the_plan_has_not_is_said_at_once_with_its_place() -> None:
    odd = {"id": "odd", "totals": {"t": "+1%", "regions": "5"}, "factors": {"新": {"effect": "1%"}, "促销": {}}}
    with pytest.raises(BadInput) as caught:
        assumed(plan(scenarios=[odd]), ["odd"])
    assert [(p.code, p.place.key) for p in caught.value.problems] == [
        ("SCENARIO-no-entry", "scenarios.odd.totals.t"),
        ("SCENARIO-of", "scenarios.odd.totals.regions"),
        ("SCENARIO-no-factor", "scenarios.odd.factors.新"),
        ("SCENARIO-no-factor", "scenarios.odd.factors.促销"),
    ]
    assert caught.value.problems[2].fix.in_("en") == "did you mean 新品? There are 新品"
    assert caught.value.problems[3].fix.in_("en") == "choose one of 新品"
    assert assumed(plan(scenarios=[odd]), ["base"])  # what is not asked for is not looked at


def test_a_total_that_was_rounded_is_said() -> None:
    (found,) = assumed(plan(scenarios=[{"id": "odd", "totals": {"T": "+3.3%"}}]), ["odd"])
    assert found.plan.targets[0].total == 1030
    assert [(p.code, p.severity, p.place.key) for p in found.findings] == [
        ("SCENARIO-rounded", "note", "scenarios.odd.totals.T")
    ]
    (own,) = assumed(plan(scenarios=[{"id": "odd", "totals": {"T": "+3.3%"}}]), ["odd"], unit=Decimal(1))
    assert (own.plan.targets[0].total, own.findings) == (Decimal(1033), ())


@pytest.mark.parametrize(("by", "asked"), [("+50%", False), ("50.1%", True), ("110%", True), ("-90%", False)])
def test_a_change_that_may_be_meant_as_a_part_of_the_plan_is_asked_about(by: str, *, asked: bool) -> None:
    (found,) = assumed(plan(unit="1", scenarios=[{"id": "odd", "totals": {"T": by}}]), ["odd"])
    assert [p.code for p in found.findings] == ["SCENARIO-large"] * asked
    if by == "110%":
        assert found.findings[0].what.in_("en") == "scenario odd adds 110% to the plan, which makes 2,100"


def test_scenarios_side_by_side_by_hand() -> None:
    # 1000 as 3:2:1 in tens: 500 + 333.3 + 166.7 = 500, 330, 170. 1100: 550 + 366.7 + 183.3 = 550, 370, 180.
    # 900: 450, 300, 150. An entry that is of another follows its total.
    rows = compared(plan(), "regions", "base", "high", "low")
    assert [(r["region"], r["level"], r["scenario"], r["target"], r["difference"]) for r in rows] == [
        (None, "total", "base", 1000, 0),
        (None, "total", "high", 1100, 100),
        (None, "total", "low", 900, -100),
        ("东", "region", "base", 500, 0),
        ("东", "region", "high", 550, 50),
        ("东", "region", "low", 450, -50),
        ("南", "region", "base", 330, 0),
        ("南", "region", "high", 370, 40),
        ("南", "region", "low", 300, -30),
        ("西", "region", "base", 170, 0),
        ("西", "region", "high", 180, 10),
        ("西", "region", "low", 150, -20),
    ]
    assert rows[4]["change"] == Decimal("0.1")
    assert rows[7]["change"] == Decimal("0.121212121212121")


def test_the_summary_measures_every_scenario_against_the_first() -> None:
    made = [(each, split_of(each.plan, "T")) for each in assumed(plan(), ["low", "base"])]
    found = side_by_side(made, FiscalYear(2026).period.first)
    assert [(c.id, c.total, c.difference, c.change, c.exact) for c in found.summary.scenarios] == [
        ("low", Decimal(900), Decimal(0), Decimal(0), True),
        ("base", Decimal(1000), Decimal(100), Decimal("0.111111111111111"), True),
    ]
    assert (found.parameters[0].name, found.parameters[0].value) == ("scenario", ("low", "base"))


def test_one_scenario_alone_is_an_ordinary_split_that_names_it() -> None:
    (high,) = assumed(plan(), ["high"])
    found = under_one(high, split_of(high.plan, "T"), FiscalYear(2026).period.first)
    assert (found.command, found.summary.scenario, found.summary.total) == ("targets split", "high", Decimal(1100))
    assert found.parameters[0].value == "high"


@given(
    total=st.integers(0, 10**9),
    changes=st.lists(st.integers(-100, 300), min_size=1, max_size=3),
    shares=st.lists(st.integers(1, 99), min_size=1, max_size=5),
)
@settings(max_examples=40)
def test_differences_of_every_level_sum_to_that_of_the_totals(
    total: int, changes: list[int], shares: list[int]
) -> None:
    under = plan(
        unit="1",
        targets=[
            {"id": "T", "total": str(total), "by": "region,quarter", "basis": "even",
             "weights": {"region": {f"r{i}": str(w) for i, w in enumerate(shares)}}}
        ],
        scenarios=[{"id": f"s{i}", "totals": {"T": f"{c:+d}%"}} for i, c in enumerate(changes)],
    )  # fmt: skip
    rows = compared(under, "T", "base", *(f"s{i}" for i in range(len(changes))))
    for scenario in ("base", *(f"s{i}" for i in range(len(changes)))):
        own = [r for r in rows if r["scenario"] == scenario]
        sums = {level: sum(r["difference"] for r in own if r["level"] == level) for level in ("region", "quarter")}
        assert set(sums.values()) == {own[0]["difference"]}


def fault(text: str, key: str = "pins") -> Problem:
    return Problem("SPLIT-x", "error", Text(text, text), Text("改", "mend"), Place(key=key))


def failure(*texts: str, kind: type[SalesplanError] = BadInput) -> SalesplanError:
    return kind(fault(text) for text in texts)


def test_faults_name_their_scenario_unless_all_have_them() -> None:
    found = refused({"base": failure("both"), "high": failure("both", "own")}, 2)
    assert [p.what.in_("en") for p in found.problems] == ["both", "scenario high: own"]
    alone = refused({"high": failure("own")}, 2)
    assert [p.what.in_("zh") for p in alone.problems] == ["情景 high：own"]
    only = refused({"high": failure("own")}, 1)
    assert [p.what.in_("en") for p in only.problems] == ["scenario high: own"]


def test_faults_are_wrong_usage_only_where_all_are() -> None:
    assert isinstance(refused({"a": failure("x", kind=BadUsage), "b": failure("y", kind=BadUsage)}, 2), BadUsage)
    assert isinstance(refused({"a": failure("x", kind=BadUsage), "b": failure("y")}, 2), BadInput)


@pytest.mark.parametrize(
    ("old", "share", "expected"),
    [
        ("1000", "1100", "1100"),
        ("1,000", "1100", "1,100"),
        ("2800万", "30800000", "3080万"),
        ("2800万元", "30801234.5", "3080.12345万元"),
        ("1.2亿", "132000000", "1.32亿"),
        ("100", "0", "0"),
        ("1000万", "0", "0万"),
        (None, "1100.50", "1100.5"),
        ("100", "20000000", "20000000"),
    ],
)
def test_an_amount_is_written_the_way_the_old_one_was(old: str | None, share: str, expected: str) -> None:
    assert amount_like(old, Decimal(share)) == expected


@pytest.mark.parametrize(
    ("old", "share", "expected"),
    [
        ("+8%", "0.10", "+10%"),
        ("+8%", "-0.10", "-10%"),
        ("+8%", "0", "0%"),
        ("8%", "0.125", "12.5%"),
        ("8\uff05", "0.1", "10\uff05"),
        ("0.08", "0.1", "0.1"),
        (None, "0.50", "0.5"),
        ("+0.08", "1", "+1"),
    ],
)
def test_a_share_is_written_the_way_the_old_one_was(old: str | None, share: str, expected: str) -> None:
    assert share_like(old, Decimal(share)) == expected


def nothing(_path: tuple[str | int, ...]) -> str | None:
    return None


def edits(under: Plan, scenario: str, entry: str | None = None) -> list[tuple[tuple[str | int, ...], Any]]:
    (chosen,) = assumed(under, [scenario])
    return [(edit.path, edit.value) for edit in copied(under, chosen, entry, nothing)]


def test_what_a_scenario_puts_into_the_plan() -> None:
    assert edits(plan(), "base") == []
    assert edits(plan(), "high") == [(("targets", 0, "total"), "1100")]
    assert edits(plan(), "low") == [(("targets", 0, "total"), "900"), (("factors", 0, "effect"), "0.02")]
    assert edits(plan(), "high", "regions") == [(("targets", 0, "total"), "1100")]  # the total it rests on
    two = plan(
        targets=[*PLAN["targets"], {"id": "U", "total": "500", "by": "quarter", "basis": "even"}],
        scenarios=[{"id": "high", "totals": {"T": "+10%", "U": "+10%"}}],
    )
    assert edits(two, "high", "U") == [(("targets", 2, "total"), "550")]
    assert [path for path, _ in edits(two, "high")] == [("targets", 0, "total"), ("targets", 2, "total")]


def test_scenarios_in_percent_move_with_a_total_that_is_written() -> None:
    def told(scenario: str) -> list[str]:
        (chosen,) = assumed(plan(), [scenario])
        found = copied(plan(), chosen, None, nothing)
        return [p.what.in_("en") for p in still_relative(plan(), found)]

    assert told("base") == []
    assert told("low") == [
        "these scenarios are written in percent and count from the new total from now on: high T +10%"
    ]


def test_a_difference_is_a_share_of_what_was_there_before() -> None:
    rows = [
        ("100", "10", "0.1"),
        ("1", "-1", "-1"),
        ("0", "5", None),
        ("-1", "5", None),
        ("3", "1", "0.333333333333333"),
    ]
    for old, difference, expected in rows:
        wanted = None if expected is None else Decimal(expected)
        assert relative(Decimal(old), Decimal(difference)) == wanted
    assert relative(None, Decimal(5)) is None
    assert relative(Decimal(5), None) is None


def test_an_assumption_of_nothing_leaves_the_plan_alone() -> None:
    (found,) = assumed(plan(), ["base"])
    assert isinstance(found, Assumed)
    assert found.plan == plan()
    assert found.findings == ()
