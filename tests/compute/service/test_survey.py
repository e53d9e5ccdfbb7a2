"""A survey: who answered what, whose figures are shown, who is to be called, what goes with overall satisfaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_lists import made_list
from salesplan.compute.customers.links import LinkedRows
from salesplan.compute.customers.population import Population, of_list
from salesplan.compute.service.drivers import correlation
from salesplan.compute.service.survey import SurveyLists, SurveyRules, SurveySummary, survey
from salesplan.compute.team.staff import NO_TEAM, Colleague, Staff
from salesplan.load.calendar import work_calendar
from salesplan.model.plan.service import Service, SurveyParameters
from salesplan.model.records import Records
from salesplan.model.result import Result
from salesplan.model.window import parse_window

CHINA = work_calendar("CN", range(2025, 2028))
AS_OF = date(2026, 6, 30)
DAY = date(2026, 6, 1)


def answers(*rows: dict[str, Any]) -> Records:
    """Answers with the columns that any of them has."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    return made_list("survey", **{key: [row.get(key) for row in rows] for key in keys})


def result_of(
    *rows: dict[str, Any],
    plan: dict[str, Any] | None = None,
    as_of: date = AS_OF,
    window: str = "all",
    population: Population | None = None,
    contacts: LinkedRows | None = None,
    staff: Staff = NO_TEAM,
) -> Result[SurveySummary]:
    rules = SurveyRules(SurveyParameters(), Service.model_validate(plan or {}), CHINA)
    return survey(SurveyLists(answers(*rows), population, contacts, staff), rules, as_of, parse_window(window))


def scores(*values: int, **more: str) -> list[dict[str, Any]]:
    """One answer a score, each of a customer of its own."""
    return [{"customer_name": f"客户{at}", "date": DAY, "score": value, **more} for at, value in enumerate(values)]


def test_satisfaction_recommendation_and_their_margins() -> None:
    s = result_of(
        *(
            {"score": a, "nps": b}
            for a, b in zip((5, 5, 4, 4, 4, 3, 3, 2, 5, 4), (10, 9, 9, 8, 7, 7, 6, 5, 10, 3), strict=True)
        )
    ).summary
    assert (s.figures.answers, s.figures.csat, s.figures.mean) == (10, Decimal("0.7"), Decimal("0.78"))
    assert s.figures.nps == Decimal("0.1")
    assert s.figures.nps_margin is not None
    assert round(s.figures.nps_margin * 100, 1) == Decimal("51.5")
    assert (s.promoters, s.passives, s.detractors) == (4, 3, 3)


@pytest.mark.parametrize(("count", "shown"), [(4, False), (5, True)])
def test_fewer_than_five_answers_are_not_shown(count: int, shown: object) -> None:
    result = result_of(*scores(*[5] * count))
    assert (result.summary.figures.csat is not None) is shown
    assert ("SURVEY-few" in [each.code for each in result.findings]) is not shown


@pytest.mark.parametrize(("count", "margin"), [(29, True), (30, False)])
def test_the_margin_stands_below_thirty_answers(count: int, margin: object) -> None:
    assert (result_of(*scores(*[5] * count)).summary.figures.csat_margin is not None) is margin


def test_rows_without_a_score_were_sent_and_not_answered() -> None:
    s = result_of(*scores(5), *({"customer_name": f"无{at}", "date": DAY} for at in range(4))).summary
    assert (s.response.sent, s.response.answered, s.response.share) == (5, 1, Decimal("0.2"))
    assert result_of(*scores(5)).summary.response.share is None


def test_the_plan_says_how_many_were_sent() -> None:
    plan = {"survey": {"sent": "20"}}
    s = result_of(*scores(5, 4, 3), plan=plan).summary
    assert (s.response.sent, s.response.share, s.response.from_plan) == (20, Decimal("0.15"), True)
    few = result_of(*scores(5, 4, 3), plan={"survey": {"sent": "2"}})
    assert few.summary.response.share is None
    assert [each.code for each in few.findings if each.code == "SURVEY-sent"] == ["SURVEY-sent"]


@pytest.mark.parametrize(("sent", "warned"), [(5, False), (6, True)])
def test_a_low_response_is_a_warning(sent: int, warned: object) -> None:
    result = result_of(*scores(5), plan={"survey": {"sent": str(sent)}})
    assert ("SURVEY-response" in [each.code for each in result.findings]) is warned


@pytest.mark.parametrize(
    ("score", "nps", "called"),
    [(2, None, True), (3, None, False), (5, 6, True), (5, 7, False), (None, 0, True), (1, 10, True)],
)
def test_detractors_and_low_scores_are_to_be_called(score: int | None, nps: int | None, called: object) -> None:
    result = result_of({"customer_name": "甲", "date": DAY, "score": score, "nps": nps})
    assert bool(result.summary.low) is called
    assert bool(len(result.rows)) is called


def test_the_low_score_of_one_item_is_enough() -> None:
    base = {"customer_name": "甲", "date": DAY}
    result = result_of(
        {**base, "item": "总体满意度", "score": 5}, {**base, "item": "价格", "score": 2, "comment": "贵"}
    )
    (row,) = result.rows.records()
    assert (row["score"], row["low_items"], row["comment"]) == (Decimal(5), "价格 2", "贵")


@pytest.mark.parametrize(
    ("contact", "as_of", "status", "late"),
    [
        (None, date(2026, 6, 3), "due", None),
        (None, date(2026, 6, 4), "overdue", 1),
        (date(2026, 6, 1), date(2026, 6, 4), "overdue", 1),
        (date(2026, 6, 2), date(2026, 6, 4), "contacted", None),
    ],
)
def test_a_contact_after_the_answer_settles_it(
    contact: date | None, as_of: date, status: str, late: int | None
) -> None:
    customers = made_list("customers", id=["C1"], name=["甲"], owner=["张三"])
    population = _population(customers)
    linked = None
    if contact:
        frame = nw.from_dict({"customer_key": ["C1"], "date": [contact]}, backend="polars")
        linked = LinkedRows(frame, (), 0, 0, ())
    result = result_of(
        {"customer_id": "C1", "date": DAY, "score": 1}, as_of=as_of, population=population, contacts=linked
    )
    (row,) = result.rows.records()
    assert (row["status"], row["due"], row["overdue_days"]) == (status, date(2026, 6, 3), late)
    assert (row["customer"], row["owner"]) == ("C1 甲", "张三")
    assert result.summary.to_call == (0 if status == "contacted" else 1)


def _population(customers: Records) -> Population:
    return of_list(customers, AS_OF, 365)


def test_unknown_customers_count_and_the_near_name_is_offered() -> None:
    population = _population(made_list("customers", id=["C0001"], name=["甲"]))
    result = result_of({"customer_id": "c0001", "date": DAY, "score": 1}, population=population)
    (problem,) = [each for each in result.findings if each.code == "SERVICE-unknown-customer"]
    assert "c0001 → C0001" in problem.fix.in_("zh")
    assert result.summary.low == 1


def test_groups_are_hidden_when_small_and_stand_lowest_first() -> None:
    rows = [
        *scores(5, 5, 5, 5, 5, touchpoint="售前"),
        *scores(5, 4, 3, 3, 3, touchpoint="售后"),
        *scores(1, touchpoint="售中"),
    ]
    lines = [line for line in result_of(*rows).summary.groups if line.by == "touchpoint"]
    assert [(line.name, line.figures.csat) for line in lines] == [
        ("售后", Decimal("0.4")), ("售前", Decimal(1)), ("售中", None),
    ]  # fmt: skip


def test_a_touchpoint_has_a_target_of_its_own() -> None:
    rows = scores(5, 5, 5, 5, 5, 5, 3, touchpoint="售后")
    result = result_of(*rows, plan={"survey": {"targets": {"售后": "90%"}}})
    told = [each.what.in_("zh") for each in result.findings if each.code == "SURVEY-below-target"]
    assert told == ["售后 的满意度 85.7%，低于目标 90%"]


def test_with_an_overall_item_satisfaction_is_that_of_the_overall_answers() -> None:
    rows = [{"customer_name": f"客{at}", "date": DAY, "item": item, "score": score}
            for at in range(5) for item, score in (("总体满意度", 5), ("价格", 1))]  # fmt: skip
    s = result_of(*rows).summary
    assert (s.figures.answers, s.figures.csat, s.response.answered) == (5, Decimal(1), 5)
    items = {line.name: line.figures.csat for line in s.groups if line.by == "item"}
    assert items == {"总体满意度": Decimal(1), "价格": Decimal(0)}


def _with_items(count: int) -> list[dict[str, Any]]:
    rows = []
    for at in range(count):
        overall = 1 + at % 5
        base = {"customer_name": f"客{at}", "date": DAY}
        rows += [{**base, "item": "总体满意度", "score": overall}, {**base, "item": "交货", "score": overall}]
        rows += [{**base, "item": "价格", "score": 6 - overall}, {**base, "item": "态度", "score": 4}]
    return rows


def test_drivers_are_the_correlation_with_the_overall_score() -> None:
    s = result_of(*_with_items(30)).summary
    assert [(d.item, d.answers, d.correlation, d.few) for d in s.drivers] == [
        ("交货", 30, Decimal(1), False), ("价格", 30, Decimal(-1), False), ("态度", 30, None, False),
    ]  # fmt: skip
    few = result_of(*_with_items(29)).summary
    assert {(d.answers, d.correlation, d.few) for d in few.drivers} == {(29, None, True)}


def test_the_correlation_is_exact() -> None:
    pairs = [(Fraction(x), Fraction(y)) for x, y in ((1, 2), (2, 1), (3, 4), (4, 3), (5, 5))]
    assert correlation(pairs) == Decimal("0.8")
    assert correlation([(Fraction(1), Fraction(1))]) is None


def test_months_and_the_window() -> None:
    early = [{**row, "date": date(2026, 4, 2)} for row in scores(5, 5, 5, 5, 5)]
    rows = [*early, *scores(1, 1, 1, 1, 5), *({**row, "date": date(2026, 7, 1)} for row in scores(1))]
    result = result_of(*rows)
    assert [(m.month, m.figures.answers, m.figures.csat) for m in result.summary.months] == [
        ("2026-04", 5, Decimal(1)), ("2026-05", 0, None), ("2026-06", 5, Decimal("0.2")),
    ]  # fmt: skip
    assert (result.summary.later, result.inputs[0].left_out) == (1, {"after_as_of": 1})
    june = result_of(*rows, window="2026-06-01..2026-06-30")
    assert (june.summary.figures.answers, june.inputs[0].left_out) == (5, {"after_as_of": 1, "earlier": 5})


def test_answers_without_a_day_count_in_no_month() -> None:
    result = result_of(*scores(5, 5, 5, 5), {"customer_name": "乙", "score": 1})
    assert (result.summary.figures.answers, result.summary.undated) == (5, 1)
    assert [row["status"] for row in result.rows.records()] == ["undated"]
    assert "SURVEY-no-date" in [each.code for each in result.findings]


def test_themes_with_what_was_decided() -> None:
    plan = {"themes": [
        {"theme": "交期", "decision": "备货", "owner": "陈", "due": "2026-06-01"},
        {"theme": "服务", "result": "好了"}, {"theme": "价格", "decision": "谈", "due": "2026-06-30"},
    ]}  # fmt: skip
    rows = [*scores(1, theme="交期、质量"), *scores(5, 1, theme="质量")]
    found = [(line.theme, line.answers, line.low, line.state) for line in result_of(*rows, plan=plan).summary.themes]
    assert found == [
        ("质量", 3, 2, "open"), ("交期", 1, 1, "overdue"), ("价格", 0, 0, "decided"), ("服务", 0, 0, "done"),
    ]  # fmt: skip


def test_people_whom_the_team_does_not_know_are_named() -> None:
    staff = Staff((Colleague("张三"),))
    result = result_of(*scores(5, rep="张三三"), *scores(5, rep="张三"), staff=staff)
    told = [each.value for each in result.findings if each.code == "OWNERS-unknown"]
    assert told == ["张三三"]


def test_a_list_of_unanswered_only_shows_no_figure() -> None:
    result = result_of({"customer_name": "甲", "date": DAY, "score": None})
    assert (result.summary.figures.csat, result.summary.response.share) == (None, Decimal(0))
    assert "SURVEY-no-answers" in [each.code for each in result.findings]


_ROW = st.fixed_dictionaries(
    {
        "customer_name": st.sampled_from(["甲", "乙", "丙", None]),
        "date": st.sampled_from([DAY, date(2026, 5, 1), None]),
        "item": st.sampled_from(["总体", "价格", None]),
        "touchpoint": st.sampled_from(["售前", "售后", None]),
        "score": st.sampled_from([1, 2, 3, 4, 5, None]),
        "nps": st.sampled_from([0, 6, 7, 9, 10, None]),
    }
)


@settings(max_examples=40)
@given(st.lists(_ROW, min_size=1, max_size=25), st.randoms())
def test_shares_are_shares_and_the_order_of_rows_does_not_matter(rows: list[dict[str, Any]], chance: Random) -> None:
    s = result_of(*rows).summary
    mixed = list(rows)
    chance.shuffle(mixed)
    assert result_of(*mixed).summary == s
    for each in (s.figures, *(line.figures for line in s.groups), *(month.figures for month in s.months)):
        assert each.csat is None or 0 <= each.csat <= 1
        assert each.nps is None or -1 <= each.nps <= 1
    assert s.response.share is None or 0 <= s.response.share <= 1
    assert s.to_call <= s.low <= s.response.answered


def test_a_full_response_is_100_percent() -> None:
    assert result_of(*scores(5, 4), plan={"survey": {"sent": "2"}}).summary.response.share == Decimal(1)


def test_a_cell_that_is_no_score_was_an_answer_all_the_same() -> None:
    records = answers({"customer_name": "甲", "date": DAY, "score": None}, {"customer_name": "乙", "date": DAY})
    rules = SurveyRules(SurveyParameters(), Service(), CHINA)
    bad = replace(records, bad={"score": frozenset({(0, 2)})})
    assert survey(SurveyLists(bad), rules, AS_OF, parse_window("all")).summary.response.answered == 1


def test_answers_without_a_name_are_a_questionnaire_each() -> None:
    rows = [{"date": DAY, "item": "总体", "score": 5}, {"date": DAY, "item": "总体", "score": 4}]
    assert result_of(*rows).summary.response.answered == 2
    named = [{**row, "customer_name": "甲"} for row in rows]
    assert result_of(*named).summary.response.answered == 1


def test_a_rep_by_number_and_by_name_is_one_and_the_owner_goes_where_nobody_is_named() -> None:
    staff = Staff((Colleague("张三", "S01"),))
    people = _population(made_list("customers", id=["C1"], name=["甲"], owner=["S01"]))
    rows = [*scores(5, 5, rep="S01"), *scores(5, 5, rep="张三"), {"customer_id": "C1", "date": DAY, "score": 5}]
    s = result_of(*rows, staff=staff, population=people).summary
    assert [(line.name, line.figures.answers) for line in s.groups if line.by == "rep"] == [("张三", 5)]


@pytest.mark.parametrize(
    ("overall", "nps", "price", "why"),
    [(2, 6, 5, "both"), (2, 7, 5, "overall"), (5, 6, 2, "detractor"), (5, 10, 2, "item")],
)
def test_what_asks_for_a_call(overall: int, nps: int, price: int, why: str) -> None:
    base = {"customer_name": "甲", "date": DAY}
    result = result_of(
        {**base, "item": "总体满意度", "score": overall, "nps": nps}, {**base, "item": "价格", "score": price}
    )
    assert [row["why"] for row in result.rows.records()] == [why]
    assert result.summary.low_item == (why == "item")
