"""Deals by stage: conversion, days, who is stuck, who skipped or went back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_lists import made_list
from salesplan.compute.activity.stages import conversions, stages_of
from salesplan.model.plan.plan import Plan

AS_OF = date(2026, 6, 30)
PROCESS = ("接洽", "需求分析", "产品推荐", "谈判", "签约")


def plan_of(*stages: str | dict[str, object], **parameters: object) -> Plan:
    process = [stage if isinstance(stage, dict) else {"name": stage} for stage in stages]
    return Plan.model_validate({"strategy": {"process": process}, "parameters": parameters})


@pytest.mark.oracle("7.4-a")
def test_conversion_of_fifty_contacts() -> None:
    """50, 30, 18, 12 and 6 deals reached the stages: 60.0, 60.0, 66.7, 50.0 %, 12.0 % in all."""
    stage = [name for name, count in zip(PROCESS, (20, 12, 6, 6), strict=False) for _ in range(count)]
    status = ["open"] * 20 + ["lost"] * 24 + ["won"] * 6
    found = stages_of(made_list("deals", stage=[*stage, *["签约"] * 6], status=status), plan_of(*PROCESS), AS_OF)
    assert [each.reached for each in found.stages] == [50, 30, 18, 12, 6]
    rates = [each.conversion for each in found.stages[:-1]]
    assert rates == [Decimal("0.6"), Decimal("0.6"), Decimal("0.666667"), Decimal("0.5")]
    assert found.stages[-1].conversion is None
    assert found.signed_share == Decimal("0.12")
    assert (found.deals, found.open, found.won, found.lost, found.lost_unplaced) == (50, 20, 6, 24, 0)


def test_nobody_came_so_far() -> None:
    assert conversions((3, 0, 0)) == (Decimal(0), None)


@settings(max_examples=30)
@given(st.lists(st.sampled_from([*PROCESS, "不认识", None]), min_size=1, max_size=30))
def test_a_later_stage_is_never_reached_by_more(stages: list[str | None]) -> None:
    reached = [e.reached for e in stages_of(made_list("deals", stage=stages), plan_of(*PROCESS), AS_OF).stages]
    assert reached == sorted(reached, reverse=True)
    assert reached[0] == sum(stage in PROCESS for stage in stages)


def test_a_lost_deal_that_does_not_say_where_is_in_no_stage() -> None:
    deals = made_list("deals", stage=["接洽", "输单", "赢单", "想想"], status=["进行中", "输单", "赢单", "进行中"])
    found = stages_of(deals, plan_of(*PROCESS), AS_OF)
    assert [each.reached for each in found.stages] == [2, 1, 1, 1, 1]
    assert (found.lost_unplaced, found.unplaced, found.signed_share) == (1, 1, Decimal("0.5"))


def test_without_a_process_the_usual_stages_are_taken() -> None:
    found = stages_of(made_list("deals", stage=["初步接洽", "方案报价"]), Plan(), AS_OF)
    assert [each.stage.zh for each in found.stages if not isinstance(each.stage, str)] == list(PROCESS)
    assert [each.reached for each in found.stages] == [2, 1, 1, 0, 0]


def test_a_process_without_signing_ends_with_the_deals_won() -> None:
    found = stages_of(made_list("deals", stage=["A", "B", "B"], status=["", "won", ""]), plan_of("A", "B"), AS_OF)
    assert [(str(each.stage), each.reached) for each in found.stages] == [("A", 3), ("B", 2), ("赢单", 1)]
    assert found.stages[-1].max_days is None


def test_stages_after_signing_show_where_a_deal_is_in_them() -> None:
    process = (*PROCESS, {"name": "订单处理", "max_days": 45}, "售后")
    without = stages_of(made_list("deals", stage=["谈判"]), plan_of(*process), AS_OF)
    assert [str(each.stage) for each in without.stages] == list(PROCESS)
    found = stages_of(made_list("deals", stage=["订单处理", "谈判"]), plan_of(*process), AS_OF)
    assert (str(found.stages[-1].stage), found.stages[-1].max_days) == ("订单处理", 45)
    assert found.signed_share == Decimal("0.5")


@pytest.mark.parametrize(("day", "over"), [(date(2026, 6, 16), None), (date(2026, 6, 15), 1)])
def test_a_deal_is_stuck_beyond_the_days_of_its_stage(day: date, over: int | None) -> None:
    """14 days are allowed in a need: on the 14th day it is not stuck, on the 15th it is, by 1."""
    deals = made_list(
        "deals", id=["D1"], stage=["需求分析"], stage_since=[day], owner=["王五"], created=[date(2026, 1, 1)]
    )
    found = stages_of(deals, plan_of(*PROCESS), AS_OF)
    assert found.days == "since"
    assert [(d.id, d.owner, d.limit, d.over) for d in found.stuck] == ([] if over is None else [("D1", "王五", 14, 1)])
    assert [each.stuck for each in found.stages] == [0, int(over is not None), 0, 0, 0]


@pytest.mark.parametrize(("created", "over"), [(date(2026, 6, 2), 0), (date(2026, 6, 1), 1)])
def test_of_a_deal_of_unknown_course_the_days_of_all_stages_so_far_are_allowed(created: date, over: int) -> None:
    """Contact and need may take 14 days each: a deal in need is stuck when it is older than 28 days."""
    found = stages_of(made_list("deals", stage=["需求分析"], created=[created]), plan_of(*PROCESS), AS_OF)
    assert found.days == "age"
    assert sum(each.over for each in found.stuck) == over
    assert (found.skipped, found.backward) == (None, None)


def test_the_plans_own_days_count() -> None:
    plan = plan_of({"name": "接洽", "max_days": 3}, "谈判", process={"max_days": [20, 5]})
    deals = made_list("deals", stage=["接洽", "谈判"], stage_since=[date(2026, 6, 25)] * 2)
    assert [(d.stage, d.over) for d in stages_of(deals, plan, AS_OF).stuck] == [("接洽", 2)]


def test_median_of_days_in_a_stage() -> None:
    days = [date(2026, 6, 30), date(2026, 6, 27), date(2026, 6, 20), None]
    found = stages_of(made_list("deals", stage=["接洽"] * 4, stage_since=days), plan_of(*PROCESS), AS_OF).stages[0]
    assert (found.open, found.cases, found.median_days) == (4, 3, Decimal(3))


def test_the_longest_beyond_its_days_comes_first() -> None:
    days = [date(2026, 6, 1), date(2026, 5, 1), date(2026, 6, 1)]
    deals = made_list("deals", id=["D1", "D2", "D3"], stage=["接洽"] * 3, stage_since=days, amount=[10, 1, 20])
    assert [d.id for d in stages_of(deals, plan_of(*PROCESS), AS_OF).stuck] == ["D2", "D3", "D1"]


def test_a_course_shows_what_was_skipped_and_what_went_back() -> None:
    """D1 goes from contact to negotiation and back to need; D2 stands once, so that its course is not known."""
    deals = made_list(
        "deals",
        id=["D1", "D1", "D1", "D2"],
        stage=["需求分析", "接洽", "谈判", "谈判"],
        stage_since=[date(2026, 6, 20), date(2026, 5, 1), date(2026, 6, 10), date(2026, 6, 1)],
        owner=["李四"] * 4,
    )
    found = stages_of(deals, plan_of(*PROCESS), AS_OF)
    assert found.deals == 2
    assert [(m.id, m.stages) for m in found.skipped or ()] == [("D1", ("产品推荐",))]
    assert [(m.id, m.owner, m.stages) for m in found.backward or ()] == [("D1", "李四", ("谈判", "需求分析"))]
    assert [each.reached for each in found.stages] == [2, 2, 2, 2, 0]
    assert [each.open for each in found.stages] == [0, 1, 0, 1, 0]


def test_two_deals_of_one_number_are_two_and_one_written_twice_is_one() -> None:
    deals = made_list("deals", id=["D1", "D1", "D2", "D2"], stage=["接洽"] * 4, amount=[1, 2, 3, 3])
    assert stages_of(deals, plan_of(*PROCESS), AS_OF).deals == 3


def test_deals_of_after_the_as_of_are_not_there_yet() -> None:
    deals = made_list("deals", stage=["接洽"] * 2, created=[date(2026, 7, 1), AS_OF])
    assert stages_of(deals, plan_of(*PROCESS), AS_OF).deals == 1


def test_no_deals() -> None:
    found = stages_of(made_list("deals", stage=[]), plan_of(*PROCESS), AS_OF)
    assert (found.deals, found.signed_share, found.days, found.stuck) == (0, None, "none", ())
    assert [(each.reached, each.conversion) for each in found.stages] == [(0, None)] * 5
