"""Proposals, decisions and the conclusion of a report, and what its check finds (methods.md 12.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from made_statements import DUE, bridge, classified, customers, deals, everywhere, made_found, result, track, with_goals
from salesplan.compute.meetings.actions import Agreed
from salesplan.compute.report.conclusion import LINES, conclusion
from salesplan.compute.report.decisions import decisions
from salesplan.compute.report.found import Found
from salesplan.compute.report.point import Point
from salesplan.compute.report.problems import problems
from salesplan.compute.report.proposals import answers, proposals
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.report.statement import Statement
from salesplan.compute.report.statement_codes import ANSWERED, CHANCES, EVIDENCE, PROBLEMS
from salesplan.compute.report.statement_findings import findings_of
from salesplan.compute.report.statements import statements
from salesplan.model.minutes import Action
from salesplan.model.period import Period
from salesplan.model.plan.report import Report
from salesplan.model.table import ColumnSpec, Table

WEST = Statement("problem", "behind_region", about="西南", evidence="targets")
LOST = Statement("problem", "lost_customers", evidence="states")
POINTS = (Point(WEST), Point(LOST))


def planned(*entries: dict[str, Any]) -> Found:
    return made_found({"report": {"proposals": list(entries)}})


def test_proposals_stand_in_the_order_of_the_problems() -> None:
    """What answers no problem of this report comes last, in the order of the plan."""
    told = proposals(
        planned(
            {"text": "d"},
            {"text": "c", "problem": "price_fall"},
            {"text": "b", "problem": "lost_customers"},
            {"text": "a", "problem": "behind_region", "about": "西南"},
        ),
        POINTS,
    )
    assert [each.text for each in told] == ["a", "b", "d", "c"]
    assert [each.evidence for each in told] == ["targets", "states", None, None]
    assert [each.place for each in told] == [f"report.proposals.{at}" for at in (3, 2, 0, 1)]


def test_the_same_is_proposed_once() -> None:
    found = planned(
        {"text": "Visit them", "owner": "Li"}, {"text": "visit  them", "owner": "Li"}, {"text": "Visit them"}
    )
    assert [(each.text, each.owner) for each in proposals(found, POINTS)] == [
        ("Visit them", "Li"),
        ("Visit them", None),
    ]


def test_open_actions_are_proposals_and_answer_whom_they_name() -> None:
    actions = [Action(what="给西南招人", owner="罗", due=date(2026, 7, 3)), Action(what="开会")]
    found = replace(made_found(), agreed=tuple(Agreed(each, date(2026, 6, 1), date(2026, 6, 22)) for each in actions))
    told = [(each.text, each.answers, each.origin, each.owner) for each in proposals(found, POINTS)]
    assert told == [("给西南招人", "behind_region", "minutes", "罗"), ("开会", None, "minutes", None)]


@pytest.mark.parametrize(
    ("goal", "owner", "answered"),
    [
        ({"metric": "revenue", "scope": {"region": "西南"}}, "罗", "behind_region"),
        ({"metric": "revenue", "scope": {"region": "华东"}}, "罗", None),
        ({"metric": "csat", "scope": {"region": "西南"}}, "罗", None),
        ({"metric": "revenue", "scope": {"region": "西南"}}, None, None),
    ],
)
def test_a_strategy_counts_where_its_goal_is_of_the_region(
    goal: dict[str, Any], owner: str | None, answered: str | None
) -> None:
    drawn = SimpleNamespace(text="招人", goals=(SimpleNamespace(id="G1"),), owner=owner)
    plan = {"goals": [{"id": "G1", "end": date(2026, 12, 31), **goal}]}
    told = proposals(made_found(plan, swot=result({"strategies": (drawn,)})), POINTS)
    assert [(each.answers, each.due) for each in told] == ([(answered, date(2026, 12, 31))] if answered else [])


def test_a_strategy_is_not_needed_where_the_plan_answers_itself() -> None:
    drawn = SimpleNamespace(text="招人", goals=(SimpleNamespace(id="G1"),), owner="罗")
    goal = {"id": "G1", "metric": "revenue", "scope": {"region": "西南"}}
    own = {"text": "a", "problem": "behind_region", "about": "西南"}
    plan = {"goals": [goal], "report": {"proposals": [own]}}
    told = proposals(made_found(plan, swot=result({"strategies": (drawn,)})), POINTS)
    assert [each.text for each in told] == ["a"]


def test_what_a_rule_proposes_answers_only_with_owner_and_day() -> None:
    task = Statement("proposal", "wake", answers="lost_customers", origin="rule", owner="Li", due=DUE)
    assert answers(task, LOST)
    assert not answers(replace(task, owner=None), LOST)
    assert not answers(replace(task, due=None), LOST)
    assert answers(replace(task, origin="plan", due=None), LOST)


def test_a_proposal_about_another_region_does_not_answer() -> None:
    task = Statement("proposal", "planned", answers="behind_region", origin="plan", owner="Li", due=DUE)
    assert answers(task, WEST)
    assert answers(replace(task, about="西南 "), WEST)
    assert not answers(replace(task, about="华东"), WEST)
    assert not answers(replace(task, answers="behind_person"), WEST)


def codes(*told: Statement) -> list[tuple[str, str | None]]:
    return [(each.code, each.place.key) for each in findings_of(told)]


def test_a_proposal_needs_owner_and_day() -> None:
    whole = Statement("proposal", "planned", text="x", origin="plan", owner="Li", due=DUE, place="report.proposals.3")
    assert codes(whole) == []
    assert codes(replace(whole, owner=None)) == [("REPORT-proposal-owner", "report.proposals.3.owner")]
    assert codes(replace(whole, due=None)) == [("REPORT-proposal-due", "report.proposals.3.due")]


def test_an_action_without_owner_is_put_right_in_the_minutes() -> None:
    (found,) = findings_of([Statement("proposal", "agreed", text="x", origin="minutes", due=DUE)])
    assert (found.code, found.place.key, str(found.fix)) == (
        "REPORT-proposal-owner",
        None,
        "在会议纪要的这条行动里写上",
    )


def test_an_unknown_problem_is_named_with_the_nearest() -> None:
    told = Statement(
        "proposal", "planned", "x", answers="lost_custmers", owner="Li", due=DUE, place="report.proposals.0"
    )
    (found,) = findings_of([told])
    assert (found.code, found.place.key) == ("REPORT-problem-unknown", "report.proposals.0.problem")
    assert str(found.fix).startswith(
        "是 lost_customers 吗？可以写：behind_total（全年目标完不成）、behind_region（区域落后）、"
    )
    assert all(code in str(found.fix) for code in ANSWERED)


@pytest.mark.parametrize("word", ["区域落后", "A region is behnd"])
def test_a_problem_in_words_is_known_by_its_code(word: str) -> None:
    told = Statement("proposal", "planned", "x", answers=word, owner="Li", due=DUE, place="report.proposals.0")
    assert [str(each.fix).startswith("是 behind_region 吗？") for each in findings_of([told])] == [True]


def test_a_problem_without_proposal_comes_with_the_line_to_paste() -> None:
    """The line is a proposal that the plan reads, and with it the finding is gone."""
    rule = Statement("proposal", "wake", answers="lost_customers", origin="rule", owner="Li", due=DUE)
    odd = replace(WEST, about='a: "b", {c} #')
    (found,) = findings_of([odd, LOST, rule])
    assert (found.code, found.severity, found.value) == ("REPORT-no-proposal", "warning", "behind_region")
    line = str(found.fix)[str(found.fix).index("report: {") :]
    report = Report.model_validate(yaml.safe_load(line)["report"])
    assert report.proposals[0].due == DUE
    told = proposals(made_found({"report": report.model_dump()}), [Point(odd)])
    assert not list(findings_of([odd, *told]))


def test_a_line_to_paste_goes_where_the_report_stands() -> None:
    """A second report: in the plan would be no plan: it goes under the one that is there, in its file."""
    alone = replace(made_found(), written="parts/report.yaml")
    (bare,) = findings_of([LOST], alone)
    start = "在 parts/report.yaml 的 report: 下加一行（改成你的话、人和日期）："
    assert str(bare.fix).startswith(f"{start}proposals: [{{problem: lost_customers, text: ")
    some = replace(planned({"text": "x", "owner": "Li", "due": DUE}), written="parts/report.yaml")
    (more,) = findings_of([LOST], some)
    assert "parts/report.yaml 的 report: 下的 proposals: 里加一行" in str(more.fix)
    line = str(more.fix)[str(more.fix).index("- {") :]
    assert yaml.safe_load(line)[0]["problem"] == "lost_customers"


@pytest.mark.parametrize(
    ("entry", "codes"),
    [
        ({"due": date(2026, 6, 30)}, []),
        ({"due": date(2026, 6, 29)}, ["REPORT-proposal-past"]),
        ({"problem": "behind_person", "about": "陈志明 "}, []),
        ({"problem": "behind_person", "about": "陈小明"}, ["REPORT-about-unknown"]),
        ({"problem": "behind_person", "about": "Anna"}, []),  # reviewed
        ({"problem": "behind_region", "about": "陈志明"}, ["REPORT-about-unknown"]),
        ({"problem": "product_fall", "about": "Pump"}, ["REPORT-about-unknown"]),
        ({"problem": "product_rise", "about": "Valve"}, []),
        ({"problem": "lost_customers", "about": "Somebody"}, []),
        ({"about": "Somebody"}, []),
    ],
)
def test_a_proposal_of_the_plan_is_for_a_day_to_come_and_about_somebody(
    entry: dict[str, Any], codes: list[str]
) -> None:
    sold = result({"by": "product"}, [{"product": "Valve"}, {"product": None}])
    rows = ({"region": "E", "light": "green"}, {"region": "E", "rep": "陈志明", "light": "green"})
    results = {"track": track(*({**row, "target": 1, "actual": None} for row in rows)), "pvm": sold}
    results["review"] = result({"sheets": ()}, [{"person": "Anna"}])
    told = {"text": "x", "owner": "Li", "due": DUE, **entry}
    found = made_found({"report": {"proposals": [told]}}, **results)
    wrong = list(findings_of(proposals(found, ()), found))
    assert [each.code for each in wrong] == codes
    assert not codes or entry.get("about") != "陈小明" or "陈志明" in str(wrong[0].fix)
    assert all(str(each.place.key).startswith("report.proposals.0.") for each in wrong)


def test_where_nobody_is_known_any_name_will_do() -> None:
    found = planned({"text": "x", "owner": "Li", "due": DUE, "problem": "behind_person", "about": "Li"})
    assert not list(findings_of(proposals(found, ()), found))


@pytest.mark.parametrize(
    ("entry", "keys"),
    [
        ({"owner": "Li", "due": date(2026, 7, 1)}, {}),
        ({"owner": "Li"}, {"REPORT-decision-due": "due"}),
        ({"due": date(2026, 7, 1)}, {"REPORT-decision-owner": "owner"}),
        ({"owner": "Li", "due": date(2026, 6, 30)}, {"REPORT-decision-past": "due"}),
    ],
)
def test_a_decision_of_the_plan_says_who_decides_until_when(entry: dict[str, Any], keys: dict[str, str]) -> None:
    """The day is that on which the report is made, not the last of its period."""
    made = made_found({"report": {"decisions": [{"text": "Hire", **entry}]}})
    found = replace(made, today=date(2026, 7, 1))
    wrong = list(findings_of(decisions(found, (), everywhere()), found))
    assert {each.code: each.place.key for each in wrong} == {
        code: f"report.decisions.0.{key}" for code, key in keys.items()
    }


def ruled(count: int, owner: str, code: str = "wake", **more: Any) -> Statement:  # noqa: ANN401 - its fields
    told = {"count": count, "owner": owner, "answers": "lost_customers", "origin": "rule", "due": DUE, **more}
    return Statement("proposal", code, **told)


def test_what_several_are_to_do_in_the_same_way_is_one_proposal() -> None:
    tasks = (ruled(6, "Chen", amount=Decimal(40)), ruled(3, "Huang", amount=Decimal(20)), ruled(1, "Li", "next_step"))
    told = proposals(made_found(), [replace(POINTS[1], tasks=tasks)])
    assert [(each.code, str(each.owner), each.count, each.amount) for each in told] == [
        ("wake", "Chen、Huang", 9, Decimal(60)),
        ("next_step", "Li", 1, None),
    ]
    assert str(told[0].names) == "Chen 6 家、Huang 3 家"
    (alone,) = proposals(made_found(), [replace(POINTS[1], tasks=tasks[:1])])
    assert (alone.owner, alone.names) == ("Chen", None)


def test_what_people_propose_comes_first_then_rules_by_money_so_many_at_most() -> None:
    """Where a rule names no money of its own it is that at stake: here 50."""
    tasks = [
        ruled(1, name, "next_step", amount=worth, text=name)
        for name, worth in (("A", Decimal(10)), ("B", None), ("C", Decimal(60)))
    ]
    points = [Point(LOST, Decimal(50), tuple(tasks))]
    plan: dict[str, Any] = {"report": {"proposals": [{"text": "own"}]}}
    found = replace(made_found(plan), agreed=(Agreed(Action(what="agreed"), DUE, DUE),))
    assert [each.text for each in proposals(found, points)] == ["own", "agreed", "C", "B", "A"]
    plan["parameters"] = {"report": {"rule_proposals": 2}}
    found = replace(made_found(plan), agreed=(Agreed(Action(what="agreed"), DUE, DUE),))
    assert [each.text for each in proposals(found, points)] == ["own", "agreed", "C", "B"]


@pytest.mark.parametrize(("today", "light"), [(date(2026, 7, 3), None), (date(2026, 7, 4), "red")])
def test_an_action_past_its_day_is_marked(today: date, light: str | None) -> None:
    agreed = (Agreed(Action(what="x", owner="Li", due=date(2026, 7, 3)), date(2026, 6, 1), date(2026, 6, 22)),)
    (told,) = proposals(replace(made_found(), agreed=agreed, today=today), ())
    assert told.light == light


def test_a_strategy_for_the_goal_that_is_behind_answers_it() -> None:
    drawn = SimpleNamespace(text="call", goals=(SimpleNamespace(id="G3"),), owner="Wu")
    plan = {"goals": [{"id": "G3", "name": "New customers", "metric": "new_customers", "end": date(2026, 12, 31)}]}
    behind = Point(Statement("problem", "goal_behind", about="New customers", evidence="goals_other"))
    told = proposals(made_found(plan, swot=result({"strategies": (drawn,)})), [Point(LOST), behind])
    assert [(each.answers, each.about, each.owner) for each in told] == [("goal_behind", "New customers", "Wu")]


def test_a_proposal_cannot_cost_less_than_nothing() -> None:
    for part in ("proposals", "decisions"):
        with pytest.raises(ValueError, match="greater than or equal to 0"):
            Report.model_validate({part: [{"text": "x", "cost": "-3万"}]})


def test_decisions_are_those_of_the_plan_what_costs_money_and_what_was_not_agreed() -> None:
    commitments = [
        {"path": "region=E", "amount": 1, "by": "Li"},
        {"path": "region=W", "amount": 1},
        {"path": "region=S", "amount": 1, "agreed_by": "Wu"},
    ]
    report = {"reader": "Boss", "decisions": [{"text": "Hire", "cost": 5}, {"text": "Move"}]}
    targets = [{"id": "revenue", "total": 1000, "by": ["region"], "commitments": commitments}]
    found = made_found({"report": report, "targets": targets}, track=track())
    costly = Statement("proposal", "planned", text="Buy", cost=Decimal(3), owner="Li", due=DUE)
    # the reader approves, whoever does it
    same, free = replace(costly, text="hire"), replace(costly, text="Talk", cost=None)
    told = decisions(found, [costly, same, free, replace(costly, text="Nothing", cost=Decimal(0))], everywhere())
    assert [(each.code, str(each.text), each.cost) for each in told] == [
        *(("asked", "Hire", 5), ("asked", "Move", None)),
        *(("approve", "Buy", 3), ("commitments", "按区域分的目标", None)),
    ]
    assert (told[2].owner, told[2].due) == ("Boss", None)
    assert (told[-1].count, told[-1].of, str(told[-1].names)) == (2, 3, "Li、region=W")


RATES = SimpleNamespace(active_at_start=10, churn_rate=Decimal(0))
MONTHS = (
    {"month": "2026-06", "target": 100, "actual": 90, "light": "amber"},
    {"month": "2026-07", "target": 100, "actual": None},
)


def pvm(change: int, **effects: int) -> Any:  # noqa: ANN401 - a result
    told = {
        key: Decimal(effects.get(key, 0))
        for key in ("price", "volume", "mix", "new", "lost", "returned", "no_quantity")
    }
    first = SimpleNamespace(name="A", change=Decimal(change))
    figures = {"by": "product", "base": Decimal(1000), "now": Decimal(1000 + change), "change": Decimal(change)}
    return result({**figures, "change_rate": None, "folded": False, "contributors": (first,), **told})


def whole(light: str = "green", **more: Any) -> Found:  # noqa: ANN401 - results
    row = {"timing": "in", "id": "D1", "name": "X", "weighted": Decimal(9)}
    west = {"region": "W", "target": 100, "actual": 1, "expected": 50, "landing": 50, "light": "red"}
    given = {
        "track": track(*MONTHS, west, light=light),
        "customers": classified(),
        "states": customers({"id": "1", "name": "A", "lifecycle": "active"}, rates=RATES),
        "deals": deals(9, row, won=100),
        "pvm": pvm(-100, volume=-130, price=30),
        "bridge": bridge(),
    }
    return made_found({"report": {"decisions": [{"text": "Hire", "cost": 5}]}}, **{**given, **more})


def money(*amounts: object) -> list[object]:
    """Amounts side by side."""
    return [*amounts]


def lines(found: Found) -> list[Statement]:
    return conclusion(found, problems(found, everywhere()), decisions(found, (), everywhere()), everywhere())


def test_the_conclusion_has_a_line_each_for_result_cause_customers_deals_decisions() -> None:
    told = lines(whole())
    assert [each.code for each in told] == ["result", "cause_volume", "customers", "pipeline", "decide"]
    result_, cause, people, pipeline, decide = told
    assert (result_.light, money(result_.amount, result_.target, result_.landing_rate)) == ("amber", [90, 100, 1])
    assert (cause.about, money(cause.amount, cause.effect)) == ("A", [-100, -130])
    assert (people.count, people.of) == (0, 10)
    assert (pipeline.about, pipeline.count, money(pipeline.amount, pipeline.target)) == ("2026-07", 1, [9, 100])
    assert pipeline.rate == Decimal("0.09")
    assert (decide.count, money(decide.cost)) == (1, [5])


def standing(*members: dict[str, Any], expected: int = 440) -> Found:
    """450 were sold of a year, so many were due."""
    found = whole()
    due = track(*MONTHS, *members, light="green")
    rows = [{**row, "expected": Decimal(expected)} if row["level"] == "total" else row for row in due.rows.records()]
    kinds = dict.fromkeys(rows[0], "text")
    again = result(vars(due.summary), rows, **kinds)  # type: ignore[arg-type] # all are text
    return replace(found, results={**found.results, "track": (again,)})


def one(light: str, ahead: int, region: str, rep: str | None = None) -> dict[str, Any]:
    figures = {"target": 100, "actual": 50 + ahead, "expected": 50, "landing": 100 + ahead}
    return {"region": region, "rep": rep, "light": light, **figures}


def test_the_second_line_says_who_carries_the_year_and_who_is_behind_by_money() -> None:
    members = [
        *(one("green", 40, "N"), one("green", 5, "E"), one("red", -9, "W"), one("red", -9, "W", "Luo")),
        *(one("amber", -12, "E", "Li"), one("amber", -3, "E", "Wu"), one("red", -2, "E", "He")),
    ]
    said = lines(standing(*members))[1]
    assert (said.code, said.about, money(said.amount, said.target, said.effect)) == ("standing", "N", [10, 40, -12])
    assert (str(said.names), said.light) == ("Li、W、Wu 等", "red")


def test_who_is_green_is_not_behind_and_nobody_carries_what_nobody_is_ahead_of() -> None:
    """Nor is who has no less than was due by the day, whatever the light."""
    rows = (one("green", -1, "N"), one("amber", -2, "E"), one("amber", 0, "S"))
    said = lines(standing(*rows, expected=460))[1]
    assert (said.about, str(said.names), said.light, money(said.amount)) == (None, "E", "amber", [-10])
    good = lines(standing(one("green", 3, "N")))[1]
    assert (good.about, good.names, good.light) == ("N", None, "green")
    assert lines(standing(one("green", 0, "N")))[1].code == "cause_volume"


def test_a_conclusion_has_five_lines_the_least_important_left_out() -> None:
    """The deals are left out; with goals in red the customers are, too."""
    found = standing(one("red", -2, "E"))
    assert [each.code for each in lines(found)] == ["result", "standing", "cause_volume", "customers", "decide"]
    goal = {"name": "CSAT", "measure": "csat", "pace": None, "attainment": None, "light": "red"}
    told = conclusion(found, (), decisions(found, (), everywhere()), with_goals(goal))
    assert [each.code for each in told] == ["result", "standing", "cause_volume", "goals_red", "decide"]
    assert len(told) == LINES
    red = told[3]
    assert (str(red.names), red.count, red.light, red.evidence) == ("CSAT", 1, "red", "goals_other")


def test_while_a_period_goes_on_its_pace_is_said() -> None:
    row = {"month": "2026-06", "target": 100, "actual": 90, "pace": 1, "light": "green"}
    assert [each.before for each in lines(whole(track=track(row)))][:1] == [Decimal(1)]
    over = {**row, "pace": Decimal("0.9")}
    assert [each.before for each in lines(whole(track=track(over)))][:1] == [None]


def test_lines_about_nothing_are_left_out() -> None:
    """Nobody was active, no deal is due, or none has a value."""
    nobody = customers({"id": "1", "name": "A", "lifecycle": "prospect"}, rates=SimpleNamespace(active_at_start=0))
    row = {"timing": "in", "id": "D1", "name": "X", "weighted": None}
    assert "customers" not in [each.code for each in lines(whole(states=nobody))]
    assert "pipeline" not in [each.code for each in lines(whole(deals=deals(None, row)))]
    assert "pipeline" not in [each.code for each in lines(whole(deals=deals(9)))]


def test_a_quarter_of_deals_is_called_by_its_name() -> None:
    """The deals of July to September stand against the targets of its months together."""
    quarter = deals(90, {"timing": "in", "id": "D1", "name": "X", "weighted": Decimal(90)}, won=100)
    quarter.summary.period = Period(date(2026, 7, 1), date(2026, 9, 30))
    months = [{"month": f"2026-0{at}", "target": 100, "actual": None} for at in (7, 8, 9)]
    found = whole(track=track(*MONTHS[:1], *months), deals=quarter)
    said = next(each for each in lines(found) if each.code == "pipeline")
    assert (said.about, money(said.target), said.rate) == ("2026-Q3", [300], Decimal("0.3"))


def test_sales_that_rose_have_their_cause_among_what_rose() -> None:
    assert lines(whole(pvm=pvm(10, price=40, volume=-30)))[1].code == "cause_price"
    assert lines(whole(pvm=pvm(0, price=40, volume=-40)))[1].code == "customers"


def test_without_targets_the_conclusion_says_what_was_sold() -> None:
    line, cause = lines(made_found(bridge=bridge(base=700), pvm=pvm(10, price=10)))  # the bridge: of other days
    assert (cause.code, cause.amount, cause.rate) == ("cause_price", None, None)
    assert (line.code, money(line.amount, line.target)) == ("sold", [1010, 1000])


def test_without_deals_the_conclusion_says_who_reached_the_target() -> None:
    rows = [
        {"person": name, "sales_attainment": rate}
        for name, rate in (("A", Decimal(1)), ("B", Decimal("0.99")), ("C", None))
    ]
    found = made_found(review=result({"sheets": ()}, rows))
    assert [(line.code, line.count, line.of) for line in conclusion(found, (), (), everywhere())] == [("people", 1, 2)]


def test_a_line_without_its_table_is_not_said() -> None:
    table = SectionTable("states", Table((ColumnSpec("a", "integer"),), tuples=[(1,)]))
    told = statements(whole(), (Section("customers", (table,)),))
    assert [each.code for each in told if each.part == "conclusion"] == ["customers", "decide"]


def test_a_report_of_nothing_says_nothing() -> None:
    assert statements(made_found(), ()) == []


def test_every_problem_and_chance_has_a_table_that_may_show_it() -> None:
    assert set(ANSWERED) == set(PROBLEMS) | set(CHANCES)
    assert set(ANSWERED) <= set(EVIDENCE)
