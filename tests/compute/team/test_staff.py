from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from made_lists import made_list
from salesplan.compute.team.staff import Staff, in_two_teams, staff_findings, staff_of
from salesplan.errors import Place
from salesplan.model.plan.team import Member, Team

JUNE_30 = date(2026, 6, 30)
TEAM = Team(
    members=(
        Member(name="甲", region="华东", share=Decimal("0.6"), left=date(2026, 9, 30)),
        Member(name="待招", joined=date(2026, 9, 1), vacancy=True),
        Member(name="丁", joined=date(2026, 7, 1)),
    )
)


def listed() -> Staff:
    reps = made_list("reps", id=["R1", "R2", None], name=["甲", "乙", "丙（离职）"], share=[None, 5, None])
    return staff_of(reps, TEAM)


def test_the_plan_tells_what_the_list_leaves_open() -> None:
    first = listed().of("甲")
    assert first is not None
    assert (first.region, first.share, first.left) == ("华东", Decimal("0.6"), date(2026, 9, 30))


def test_people_are_known_by_number_name_width_and_a_mark_of_leaving() -> None:
    staff = listed()
    for word, name in {"r1": "甲", "Ｒ１": "甲", " 甲 ": "甲", "甲（离职）": "甲", "丙": "丙（离职）"}.items():
        found = staff.of(word)
        assert found is not None, word
        assert found.name == name
    assert staff.of("戊") is None
    assert staff.of(None) is None


def test_without_a_list_the_plan_is_the_team_and_seats_to_be_filled_are_nobody() -> None:
    staff = staff_of(None, TEAM)
    assert [one.name for one in staff.listed] == ["甲", "丁"]
    assert [one.name for one in staff.there(JUNE_30)] == ["甲"]
    assert not staff_of(None, Team())


@pytest.mark.parametrize(("day", "there"), [(29, False), (30, True), (31, True)])
def test_the_first_and_the_last_day_are_worked(day: int, *, there: bool) -> None:
    first = Staff(staff_of(made_list("reps", name=["A"], hired=[date(2026, 7, 30)], left=[date(2026, 7, 31)])).listed)
    assert first.listed[0].is_there(date(2026, 7, day)) is there
    assert first.listed[0].is_gone(date(2026, 8, 1))
    assert not first.listed[0].is_gone(date(2026, 7, 31))


def test_a_person_in_two_teams_is_named_and_the_first_row_counts() -> None:
    staff = staff_of(made_list("reps", name=["A", "a ", "B", "B"], team=["一组", "二组", "一组", "一组"]))
    assert [(one.name, one.team) for one in staff.listed] == [("A", "一组"), ("B", "一组")]
    (problem,) = in_two_teams(staff, Place(file="team.xlsx"))
    assert problem.code == "TEAM-two-teams"
    assert "一组、二组" in problem.what.in_("zh")


def test_strangers_are_offered_whom_they_may_mean() -> None:
    (stranger,) = listed().unknown({"乙 ": 3, "R-2": 2})
    assert (stranger.name, stranger.rows) == ("R-2", 2)
    assert Staff().unknown({"x": 1}) == ()


def test_who_owns_nothing_is_told_unless_he_has_left() -> None:
    assert listed().without(["r2"], JUNE_30) == ("甲", "丙（离职）")
    assert listed().without(["r2"], date(2026, 10, 1)) == ("丙（离职）",)


def test_people_of_one_name_are_told_apart_by_their_numbers_and_named() -> None:
    names, teams = ["张伟", "张伟", "李四"], ["一组", "二组", None]
    staff = staff_of(made_list("reps", id=["R1", "R2", "张伟"], name=names, team=teams))
    assert [staff.of(word) is one for word, one in zip(["R1", "r2", "张伟"], staff.listed, strict=True)] == [True] * 3
    assert [(p.code, p.value) for p in staff_findings(staff, Place())] == [("TEAM-namesakes", "张伟")]
    again = staff_of(made_list("reps", id=["R1", "R1"], name=["张伟", "张伟"], team=["一组", "二组"]))
    assert [p.code for p in staff_findings(again, Place())] == ["TEAM-two-teams"]
