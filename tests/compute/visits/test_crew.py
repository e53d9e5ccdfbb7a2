from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from made_lists import made_list
from salesplan.compute.visits.crew import ALONE, Member, crew_of

AS_OF = date(2026, 7, 1)
FOUR = Fraction(4)


def test_an_owner_is_found_by_name_or_number_however_it_is_written() -> None:
    reps = made_list("reps", id=["R1", "R2", None], name=["王 芳", None, "Bob Li"], contacts_per_day=["2.5", None, 0])
    crew = crew_of(reps, {"王　芳": 3, "r1": 1, "R2": 2, "ｂｏｂ li": 1, None: 4}, FOUR, AS_OF)
    assert crew.of == {"王　芳": "王 芳", "r1": "王 芳", "R2": "R2", "ｂｏｂ li": "Bob Li"}
    assert set(crew.members) == {Member("王 芳", Fraction(5, 2)), Member("R2", FOUR), Member("Bob Li", Fraction(0))}
    assert (crew.absent, crew.unknown, crew.without_team) == ({"": "no_owner"}, (), False)


@pytest.mark.parametrize(("left", "is_there"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True), (None, True)])
def test_who_left_is_out_from_the_day_after_his_last(left: date | None, *, is_there: bool) -> None:
    crew = crew_of(made_list("reps", name=["A", "B"], left=[left, None]), {"A": 1, "B": 1}, FOUR, AS_OF)
    assert [member.name for member in crew.members] == (["A", "B"] if is_there else ["B"])
    assert crew.absent.get("A") == (None if is_there else "left")


def test_the_plans_team_gives_last_days_that_the_list_does_not() -> None:
    reps = made_list("reps", name=["A", "B"], left=[None, date(2026, 9, 1)])
    crew = crew_of(reps, {"A": 1}, FOUR, AS_OF, {"a": date(2026, 7, 9), "B": date(2026, 8, 1)})
    assert [member.left for member in crew.members] == [date(2026, 7, 9), date(2026, 9, 1)]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 6, 30), False), (date(2026, 7, 1), True), (date(2026, 7, 9), True), (date(2026, 7, 10), False),
    ],
)  # fmt: skip
def test_first_and_last_day_are_worked(day: date, *, works: bool) -> None:
    assert Member("A", FOUR, date(2026, 7, 1), date(2026, 7, 9)).works(day) == works


def test_an_unknown_owner_is_offered_the_nearest_and_joined_to_nobody() -> None:
    crew = crew_of(made_list("reps", name=["陈志明", "林晓燕"]), {"陈志名": 5, "陈志明": 1, "GTX": 2}, FOUR, AS_OF)
    assert [(each.name, each.rows, each.near) for each in crew.unknown] == [("陈志名", 5, "陈志明"), ("GTX", 2, None)]
    assert crew.absent == {"": "no_owner", "陈志名": "unknown", "GTX": "unknown"}


def test_a_mark_that_he_left_is_no_part_of_a_name_on_either_side() -> None:
    reps = made_list("reps", name=["甲", "乙（离职）"])
    crew = crew_of(reps, {"甲（已离职）": 1, "乙": 2}, FOUR, AS_OF)
    assert (crew.of, crew.unknown) == ({"甲（已离职）": "甲", "乙": "乙（离职）"}, ())


def test_without_a_team_every_owner_is_in_it() -> None:
    crew = crew_of(None, {"B": 1, "Ａ": 2, "a": 1, None: 1}, FOUR, AS_OF, {"b": date(2026, 7, 3)})
    assert crew.of == {"B": "B", "a": "a", "Ａ": "a"}
    assert crew.members == (Member("B", FOUR, left=date(2026, 7, 3)), Member("a", FOUR))
    assert crew.absent == {"": "no_owner"}


def test_without_owners_and_team_one_person_has_them_all() -> None:
    crew = crew_of(None, {None: 7}, FOUR, AS_OF)
    assert (crew.members, crew.of, crew.absent) == ((Member(ALONE, FOUR),), {"": ALONE}, {})


@pytest.mark.parametrize("able", [[1, 2], [2, 1]])
def test_of_two_people_of_one_name_the_one_who_can_do_less_counts_whatever_their_order(able: list[int]) -> None:
    reps = made_list("reps", name=["A", "A"], contacts_per_day=able)
    assert crew_of(reps, {"A": 1}, FOUR, AS_OF).members == (Member("A", Fraction(1)),)
