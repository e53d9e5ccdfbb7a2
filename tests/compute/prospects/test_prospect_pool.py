"""The rules of the public pool: what falls back and when, an early warning, who may not take one again; the team."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from made_lists import made_list
from salesplan.compute.prospects.assign import BY_RULE, AssignChoice
from salesplan.compute.prospects.assign_page import AssignSummary, prospects_assigned
from salesplan.compute.prospects.people import people_of
from salesplan.compute.team.staff import owner_key
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.team import Member
from salesplan.model.records import Records
from salesplan.model.result import Result

AS_OF = date(2026, 6, 30)
TEAM = made_list("reps", id=["1", "2"], name=["X", "Y"], skill=[5, 3])


def days_ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def assigned(prospects: Records, choice: AssignChoice = BY_RULE, **told: Any) -> Result[AssignSummary]:  # noqa: ANN401 - values of a plan
    plan = Plan.model_validate({"parameters": {"prospects": told}})
    return prospects_assigned(prospects, TEAM, plan, AS_OF, choice)


def told(result: Result[AssignSummary]) -> list[tuple[Any, ...]]:
    return [(row["step"], row["id"], row["to"]) for row in result.rows.records()]


def owned(**columns: Any) -> Records:  # noqa: ANN401 - any cells
    """P1 of X, seen to today, and P0 of Y, which shows that contacts are recorded."""
    given = {
        "id": ["P1", "P0"],
        "owner": ["X", "Y"],
        "amount": [9, 1],
        "probability": [1, 1],
        "last_contact": [None, AS_OF],
    }
    return made_list("prospects", **{**given, **columns})


@pytest.mark.parametrize(("days", "step"), [(60, "reclaim"), (59, "warn"), (53, "warn"), (52, None)])
def test_idle_from_sixty_days_warned_seven_days_before(days: int, step: str | None) -> None:
    result = assigned(owned(last_contact=[days_ago(days), AS_OF]))
    assert told(result) == ([(step, "P1", None)] if step else [])
    assert (result.summary.idle, result.summary.soon) == (int(step == "reclaim"), int(step == "warn"))


def test_without_a_contact_the_days_count_from_creation() -> None:
    assert told(assigned(owned(created=[days_ago(60), AS_OF]))) == [("reclaim", "P1", None)]


def test_without_any_record_nothing_falls_back() -> None:
    result = assigned(owned(created=[days_ago(99), AS_OF], last_contact=[None, None]))
    assert (told(result), result.summary.idle) == ([], 0)
    assert "PROSPECTS-no-contacts" in {problem.code for problem in result.findings}


def test_reclaimed_ones_go_to_somebody_else() -> None:
    """X is the most skilled and has room, but he let it lie."""
    result = assigned(owned(last_contact=[days_ago(60), AS_OF]), AssignChoice(reclaim=True))
    assert told(result) == [("assign", "P1", "Y")]
    assert [(one.name, one.before, one.after) for one in result.summary.people] == [("X", 1, 0), ("Y", 1, 2)]


@pytest.mark.parametrize("protected", ["P1", "x", "1"])
def test_protected_ones_stay(protected: str) -> None:
    assert told(assigned(owned(last_contact=[days_ago(99), AS_OF]), protected=protected)) == []


@pytest.mark.parametrize(("days", "to"), [(29, "Y"), (30, "X"), (0, "Y"), (-1, "X")])
def test_who_gave_one_back_may_have_it_again_after_thirty_days(days: int, to: str) -> None:
    """X, the most skilled, gave it back; a day of return still to come is none."""
    records = owned(owner=[None, "Y"], previous_owner=["1", None], returned=[days_ago(days), None])
    assert told(assigned(records)) == [("assign", "P1", to)]


def test_taken_again_too_soon_is_told() -> None:
    records = owned(previous_owner=["X", None], returned=[days_ago(3), None])
    assert "PROSPECTS-cool-off" in {problem.code for problem in assigned(records).findings}
    assert "PROSPECTS-cool-off" not in {problem.code for problem in assigned(records, cool_off_days=3).findings}


# The team


@pytest.mark.parametrize(
    ("skills", "bands"),
    [
        ([5, 3, 1], "HML"),
        ([3], "H"),
        ([5, 1], "HM"),
        ([4, 4, 4, 4], "HHHH"),
        ([5, 4, 3, 3, 2, 2, 1, 1], "HHHHMMLL"),
        ([5, None, 1], "HLM"),
        ([None, None], "LL"),
    ],
)
def test_bands_are_thirds_of_the_people_by_skill(skills: list[int | None], bands: str) -> None:
    """Equal skill is in the upper band; without skill the lowest."""
    reps = made_list("reps", id=[f"{at:02}" for at in range(len(skills))], skill=skills)
    assert "".join(each.band for each in people_of(reps, 1, AS_OF).everyone) == bands


def test_who_left_does_not_make_the_bands() -> None:
    reps = made_list("reps", name=["A", "B"], skill=[5, 1], left=[days_ago(1), None])
    assert [(each.here, each.band) for each in people_of(reps, 1, AS_OF).everyone] == [(False, "H"), (True, "H")]


def test_a_mark_that_he_left_is_no_part_of_a_name_on_either_side() -> None:
    people = people_of(made_list("reps", name=["甲", "乙（离职）"]), 1, AS_OF)
    assert [[each.name for each in people.of(owner)] for owner in ("甲（已离职）", "乙", "乙(离职)")] == [
        ["甲"], ["乙（离职）"], ["乙（离职）"],
    ]  # fmt: skip


def test_a_person_in_two_rows_counts_once() -> None:
    """By id; by name where a row has none; two ids are two people, though they have one name."""
    reps = made_list("reps", id=["1", "1", None, "2", "3", None], name=["A", "A", "a", "B", "B", "C"])
    people = people_of(reps, 1, AS_OF)
    assert [each.key for each in people.everyone] == ["1", "2", "3", "C"]
    assert (people.again, people.namesakes) == (("A", "a"), ("B",))
    assert [each.key for each in people.of("b")] == ["2", "3"]
    assert [each.key for each in people.of(" 3")] == ["3"]


def test_namesakes_both_carry_what_is_in_their_name() -> None:
    """Nobody gets too much by mistake: each of the two is full."""
    reps = made_list("reps", id=["1", "2", "3"], name=["B", "B", "C"], skill=[5, 5, 1], capacity=[1, 1, 1])
    prospects = made_list("prospects", id=["P1", "P2"], owner=["B", None], amount=[5, 4], probability=[1, 1])
    result = prospects_assigned(prospects, reps, Plan(), AS_OF)
    assert told(result) == [("assign", "P2", "C")]
    assert "PROSPECTS-same-name" in {problem.code for problem in result.findings}


def test_regions_of_the_plan_s_team() -> None:
    reps = made_list("reps", name=["A"], team=["一组"])
    (person,) = people_of(reps, 7, AS_OF, (Member(name="a", region="华东"),)).everyone
    assert (person.places, person.capacity, person.skill) == (frozenset(("一组", "华东")), 7, None)


def test_skill_keeps_its_decimals() -> None:
    assert people_of(made_list("reps", name=["A"], skill=["3.5"]), 1, AS_OF).everyone[0].skill == Decimal("3.5")


@pytest.mark.parametrize(
    ("owner", "key"),
    [("张三（离职）", "张三"), ("张三(已停用)", "张三"), ("Ann [Inactive]", "ann"), ("（离职）", "(离职)")],
)
def test_marks_of_who_left_are_no_part_of_a_name(owner: str, key: str) -> None:
    assert owner_key(owner) == key
