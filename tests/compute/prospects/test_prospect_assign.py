"""Prospects handed out: tier and skill, room, ties, regions, the best sum, and the fewest moves."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_lists import made_list
from salesplan.compute.prospects.assign import BY_RULE, AssignChoice
from salesplan.compute.prospects.assign_page import AssignSummary, prospects_assigned
from salesplan.compute.prospects.assigning import Placement, Waiting
from salesplan.compute.prospects.optimal import Place
from salesplan.compute.prospects.people import people_of
from salesplan.errors import BadUsage
from salesplan.model.plan.plan import Plan
from salesplan.model.records import Records
from salesplan.model.result import Result

AS_OF = date(2026, 6, 30)
BEST = AssignChoice(optimal=True)


def plan(**prospects: Any) -> Plan:  # noqa: ANN401 - values as a plan writes them
    return Plan.model_validate({"parameters": {"prospects": prospects}})


def waiting(*amounts: int | None, **columns: Any) -> Records:  # noqa: ANN401 - any cells
    """P1, P2 ... of these amounts, sure, without owners."""
    ids = [f"P{at}" for at in range(1, len(amounts) + 1)]
    return made_list("prospects", **{"id": ids, "amount": amounts, "probability": [1] * len(amounts), **columns})


def team(**people: tuple[Any, int]) -> Records:
    """People by name with skill and capacity."""
    skills, rooms = zip(*people.values(), strict=True)
    return made_list("reps", name=list(people), skill=skills, capacity=rooms)


def assigned(
    prospects: Records,
    reps: Records,
    choice: AssignChoice = BY_RULE,
    **told: Any,  # noqa: ANN401 - values as a plan writes them
) -> Result[AssignSummary]:
    return prospects_assigned(prospects, reps, plan(**told), AS_OF, choice)


def given_to(result: Result[AssignSummary]) -> dict[str, str | None]:
    return {str(row["id"]): row["to"] for row in result.rows.records() if row["step"] in ("assign", "nobody_free")}  # type: ignore[misc] # names


def codes(result: Result[AssignSummary]) -> list[str]:
    return [problem.code for problem in result.findings]


@pytest.mark.oracle("8.1-a")
def test_tiers_go_to_the_skill_of_the_tier() -> None:
    """P1 100k H, P2 60k M, P3 10k L; X skill 5 cap 1, Y 3 cap 1, Z 1 cap 2: X, Y, Z. X full: P1 to Y, warned."""
    prospects = waiting(100_000, 60_000, 10_000)
    result = assigned(prospects, team(X=(5, 1), Y=(3, 1), Z=(1, 2)))
    assert [row["tier"] for row in result.rows.records()] == ["H", "M", "L"]
    assert given_to(result) == {"P1": "X", "P2": "Y", "P3": "Z"}
    assert result.summary.fits == {"fits": 3, "below": 0, "above": 0}
    assert "PROSPECTS-skill-below" not in codes(result)

    full = assigned(prospects, team(X=(5, 0), Y=(3, 1), Z=(1, 2)))
    assert given_to(full) == {"P1": "Y", "P2": "Z", "P3": "Z"}
    below = [problem.value for problem in full.findings if problem.code == "PROSPECTS-skill-below"]
    assert below == ["P1", "P2"]
    told = next(problem for problem in full.findings if problem.value == "P1")
    assert (told.severity, "skill below tier" in told.what.in_("en")) == ("warning", True)


def test_open_prospects_take_room() -> None:
    """X has one already: her one place is taken, as in the second case of the worked figure."""
    prospects = waiting(100_000, 60_000, 10_000, 1, owner=[None, None, None, "X"])
    result = assigned(prospects, team(X=(5, 1), Y=(3, 1), Z=(1, 2)), tiers={"H": "0.25", "M": "0.25"})
    assert given_to(result) == {"P1": "Y", "P2": "Z", "P3": "Z"}
    assert [(one.name, one.before, one.given, one.after) for one in result.summary.people] == [
        ("X", 1, 0, 1), ("Y", 0, 1, 1), ("Z", 0, 2, 2),
    ]  # fmt: skip


def test_ties_go_to_fewer_open_ones_then_by_id() -> None:
    """B has one open, A and C none: A, C, then B, A, C in turn."""
    prospects = waiting(9, 8, 7, 6, 5, 1, owner=[None] * 5 + ["B"])
    people = made_list("reps", id=["2", "3", "1"], name=["A", "B", "C"], skill=[3, 3, 3])
    assert list(given_to(assigned(prospects, people)).values()) == ["C", "A", "C", "A", "B"]


def test_a_mid_one_goes_to_the_middle_then_up_then_down() -> None:
    half: dict[str, Any] = {"tiers": {"H": 0, "M": 1}}
    reps = team(X=(5, 1), Y=(3, 1), Z=(1, 5))
    assert given_to(assigned(waiting(3, 2, 1), reps, **half)) == {"P1": "Y", "P2": "X", "P3": "Z"}


def test_a_low_one_and_one_without_value_go_to_the_lowest_skill() -> None:
    result = assigned(waiting(3, None), team(X=(5, 9), Y=(3, 9), Z=(1, 1)), tiers={"H": 0, "M": 0})
    assert given_to(result) == {"P1": "Z", "P2": "Y"}
    assert [row["fit"] for row in result.rows.records()] == ["fits", "above"]


def test_nobody_has_room() -> None:
    result = assigned(waiting(3, 2), team(X=(5, 1)))
    assert given_to(result) == {"P1": "X", "P2": None}
    assert (result.summary.nobody_free, "PROSPECTS-nobody-free" in codes(result)) == (1, True)


def test_without_skills_everyone_is_alike_and_it_is_said() -> None:
    result = assigned(waiting(3, 2), made_list("reps", name=["X", "Y"]))
    assert given_to(result) == {"P1": "X", "P2": "Y"}
    assert [row["fit"] for row in result.rows.records()] == [None, None]
    assert "PROSPECTS-no-skill" in codes(result)


def test_without_a_capacity_the_plan_s_counts() -> None:
    assert given_to(assigned(waiting(3, 2), made_list("reps", name=["X"]), capacity=1)) == {"P1": "X", "P2": None}


@pytest.mark.parametrize(
    ("left", "hired", "owner", "to"),
    [
        (date(2026, 6, 29), None, "X", "Y"),  # gone since today: he gets nothing, and what he has is handed over
        (AS_OF, None, "X", None),  # his last day is worked: nothing to hand out
        (AS_OF, None, None, "Y"),  # whoever is about to leave is given nothing new
        (date(2027, 1, 31), None, None, "Y"),
        (None, date(2026, 7, 1), None, "Y"),  # not here yet
        (None, AS_OF, None, "X"),
    ],
)
def test_who_leaves_or_has_not_come_gets_nothing(
    left: date | None, hired: date | None, owner: str | None, to: str | None
) -> None:
    reps = made_list("reps", name=["X", "Y"], skill=[5, 1], left=[left, None], hired=[hired, None])
    result = assigned(waiting(3, owner=[owner]), reps)
    assert given_to(result).get("P1") == to
    if owner and to:
        assert [(row["why"], row["owner"]) for row in result.rows.records()] == [("owner_left", "X")]


@pytest.mark.parametrize("choice", [BY_RULE, BEST])
def test_the_plan_s_team_says_who_leaves_and_who_works_part_time(choice: AssignChoice) -> None:
    """X leaves in three months: nothing new. Y has half of 3, 1.5: room for 2. Z has room of his own."""
    members = [{"name": "X", "left": "2026-09-30"}, {"name": "Y", "share": "0.5"}, {"name": "Z", "share": "0.1"}]
    plan_ = Plan.model_validate({"team": {"members": members}, "parameters": {"prospects": {"capacity": 3}}})
    reps = made_list("reps", name=["X", "Y", "Z"], skill=[5, 3, 3], capacity=[None, None, 1])
    result = prospects_assigned(waiting(5, 4, 3, 2), reps, plan_, AS_OF, choice)
    loads = {one.name: (one.capacity, one.given, one.share, one.left) for one in result.summary.people}
    assert loads == {
        "X": (3, 0, 1, date(2026, 9, 30)), "Y": (2, 2, Decimal("0.5"), None), "Z": (1, 1, Decimal("0.1"), None),
    }  # fmt: skip


def test_who_left_by_the_plan_hands_over() -> None:
    plan_ = Plan.model_validate({"team": {"members": [{"name": "X", "left": "2026-06-29"}]}})
    result = prospects_assigned(waiting(5, owner=["X"]), team(X=(5, 9), Y=(1, 9)), plan_, AS_OF)
    assert given_to(result) == {"P1": "Y"}


def test_an_owner_nobody_knows_keeps_his() -> None:
    result = assigned(waiting(3, owner=["Lee Q"]), made_list("reps", name=["Lee"], skill=[3]))
    assert (result.summary.to_place, "OWNERS-unknown" in codes(result)) == (0, True)


def test_parked_claimed_and_customers_are_not_handed_out() -> None:
    """Parked for funds; another's claim; a customer already, who is named."""
    prospects = waiting(
        9, 8, 7, 6, name=["甲", "乙", "乙", "丙"], owner=[None, "X", "Y", None],
        available_funds=[1, 9, 9, 9], created=[None, date(2026, 6, 1), date(2026, 6, 2), None],
    )  # fmt: skip
    customers = made_list("customers", id=["C"], name=["丙"])
    reps = team(X=(5, 5), Y=(3, 5))
    result = prospects_assigned(prospects, reps, plan(min_funds="5"), AS_OF, customers=customers)
    assert [(row["id"], row["step"]) for row in result.rows.records()] == [("P4", "customer")]
    assert [(one.name, one.before) for one in result.summary.people] == [("X", 1), ("Y", 0)]


def test_the_same_region_comes_first_within_a_band() -> None:
    """Both are alike but for the region; by team name, too."""
    prospects = waiting(9, 8, region=["华南", "华东"])
    reps = made_list("reps", name=["X", "Y"], skill=[3, 3], region=["华东", None], team=[None, "华南"])
    assert given_to(assigned(prospects, reps)) == {"P1": "X", "P2": "Y"}
    assert given_to(assigned(prospects, reps, AssignChoice(region=True))) == {"P1": "Y", "P2": "X"}
    assert given_to(assigned(prospects, reps, region="yes")) == {"P1": "Y", "P2": "X"}


# Too many, and moved


def test_rebalance_moves_only_the_excess_and_the_least_valuable() -> None:
    """X has four, may have two: P4 without a value and P3, the least valuable, go to Y; nothing else moves."""
    prospects = waiting(50, 40, 30, None, owner=["X"] * 4)
    reps = team(X=(5, 2), Y=(5, 9))
    before = assigned(prospects, reps)
    assert (before.summary.to_place, before.summary.over) == (0, 2)
    assert [(row["step"], row["id"]) for row in before.rows.records()] == [("release", "P4"), ("release", "P3")]
    assert "PROSPECTS-over-capacity" in codes(before)
    after = assigned(prospects, reps, AssignChoice(rebalance=True))
    assert given_to(after) == {"P3": "Y", "P4": "Y"}
    assert (after.summary.moves, after.summary.over) == (2, 0)
    assert {row["why"] for row in after.rows.records()} == {"overload"}


def test_of_unknown_value_is_let_go_before_of_no_value() -> None:
    """P3 has no amount, P2 one of 0."""
    result = assigned(waiting(50, 0, None, owner=["X"] * 3), team(X=(5, 2), Y=(1, 0)))
    assert [row["id"] for row in result.rows.records() if row["step"] == "release"] == ["P3"]


def test_a_customer_is_not_let_go() -> None:
    """P2, of less value, is a customer already: P1 is let go."""
    prospects, reps = waiting(50, 1, name=["甲", "乙"], owner=["X", "X"]), team(X=(5, 1), Y=(1, 9))
    customers = made_list("customers", id=["C"], name=["乙"])
    choice = AssignChoice(rebalance=True)
    result = prospects_assigned(prospects, reps, plan(), AS_OF, choice, customers=customers)
    assert [(row["id"], row["step"]) for row in result.rows.records()] == [("P1", "assign"), ("P2", "customer")]


def test_of_equal_value_the_longest_idle_is_let_go() -> None:
    prospects = waiting(5, 5, 5, owner=["X"] * 3, last_contact=[date(2026, 6, 20), date(2026, 6, 1), AS_OF])
    result = assigned(prospects, team(X=(5, 2), Y=(1, 1)))
    assert [row["id"] for row in result.rows.records() if row["step"] == "release"] == ["P2"]


@pytest.mark.parametrize("protected", ["X", "p1 ", "甲"])
def test_protected_ones_never_move(protected: str) -> None:
    prospects = waiting(50, name=["甲"], owner=["x"])
    result = assigned(prospects, team(X=(5, 0), Y=(5, 9)), AssignChoice(rebalance=True), protected=[protected])
    assert (result.summary.to_place, result.summary.over) == (0, 1)


def test_who_cannot_be_relieved_keeps_his() -> None:
    result = assigned(waiting(5, 4, owner=["X", "X"]), team(X=(5, 1), Y=(1, 0)), AssignChoice(rebalance=True))
    assert (result.summary.to_place, result.summary.nobody_free, result.summary.over) == (0, 0, 1)


# The best sum


def test_the_best_sum_beats_the_rule_and_is_compared() -> None:
    """P1 is in the west, P2 in the east, both high; E and W are equally skilled. Both ways bring both home: 10 + 9."""
    prospects = waiting(10, 9, region=["west", "east"])
    reps = made_list("reps", name=["E", "W"], skill=[3, 3], region=["east", "west"], capacity=[1, 1])
    result = assigned(prospects, reps, AssignChoice(optimal=True, region=True), tiers={"H": 1})
    assert given_to(result) == {"P1": "W", "P2": "E"}
    assert (str(result.summary.worth), str(result.summary.by_rule), result.summary.different) == ("19", "19", 0)


def test_the_best_sum_may_leave_the_first_one_to_less_skill() -> None:
    """By rule P1 takes the middle place, though P2 is in the region of M; the sum wants it otherwise."""
    prospects = waiting(10, 9, region=["north", "south"])
    reps = made_list("reps", name=["H", "M", "L"], skill=[5, 3, 1], region=["north", "south", "x"], capacity=[1, 1, 1])
    told: dict[str, Any] = {"tiers": {"H": 0, "M": 1}}
    result = assigned(prospects, reps, AssignChoice(optimal=True, region=True), **told)
    assert given_to(result) == {"P1": "H", "P2": "M"}
    # 10 x 0.9 (one band above) + 9; by rule 10 x 0.8 (other region) + 9 x 0.9 x 0.8
    assert (str(result.summary.worth), str(result.summary.by_rule), result.summary.different) == ("18", "14.48", 2)


def test_the_best_sum_spreads_equal_ones() -> None:
    result = assigned(waiting(5, 5, 5, 5), team(X=(3, 9), Y=(3, 9)), BEST)
    assert [one.after for one in result.summary.people] == [2, 2]


def test_the_best_sum_gives_nobody_back_too_soon() -> None:
    """X, of the right skill, gave P1 back ten days ago; where nobody else is there, nobody has him."""
    prospects = waiting(10, previous_owner=["X"], returned=[date(2026, 6, 20)])
    assert given_to(assigned(prospects, team(X=(5, 1), Y=(1, 1)), BEST)) == {"P1": "Y"}
    assert given_to(assigned(prospects, team(X=(5, 1)), BEST)) == {"P1": None}


def test_the_rule_is_kept_where_it_is_worth_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps so coarse that scipy cannot tell values apart, as a stand-in: everything to the less skilled."""

    def poor(waiting: Sequence[Waiting], places: Sequence[Place], *_: object, **__: object) -> tuple[Placement, ...]:
        return tuple(Placement(each, places[-1].person) for each in waiting)

    monkeypatch.setattr("salesplan.compute.prospects.optimal._chosen", poor)
    assert given_to(assigned(waiting(10), team(X=(5, 1), Y=(1, 1)), BEST)) == {"P1": "X"}


def test_without_scipy_it_is_said_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(BadUsage, match="scipy") as refused:
        assigned(waiting(5), team(X=(3, 9)), BEST)
    assert 'pip install "salesplan[assign]"' in refused.value.problems[0].fix.in_("en")
    assert given_to(assigned(waiting(5), team(X=(3, 9)))) == {"P1": "X"}


def test_too_many_for_the_best_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesplan.compute.prospects.optimal.MOST_CELLS", 3)
    with pytest.raises(BadUsage, match="optimal"):
        assigned(waiting(5, 5), team(X=(3, 2)), BEST)


SMALL = st.lists(st.tuples(st.integers(0, 50), st.sampled_from(["e", "w"])), min_size=1, max_size=4)
PEOPLE = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 2), st.sampled_from(["e", "w"])), min_size=1, max_size=3)


@given(SMALL, PEOPLE)
@settings(max_examples=60)
def test_no_other_assignment_is_worth_more(
    prospects: list[tuple[int, str]], people: list[tuple[int, int, str]]
) -> None:
    """Against every possible way to place as many as there is room for, each worth value x fit."""
    records = waiting(*(value for value, _ in prospects), region=[region for _, region in prospects])
    names = [f"R{at}" for at in range(len(people))]
    skills, rooms, regions = zip(*people, strict=True)
    reps = made_list("reps", name=names, skill=skills, capacity=rooms, region=regions)
    result = assigned(records, reps, AssignChoice(optimal=True, region=True))
    band = {one.name: one.band for one in people_of(reps, 20, AS_OF).everyone}
    rows = {str(row["id"]): row for row in result.rows.records()}

    def worth(at: int, name: str) -> Fraction:
        steps = "HML".index(band[name]) - "HML".index(str(rows[f"P{at + 1}"]["tier"] or "L"))
        share = Fraction("0.5") ** steps if steps > 0 else Fraction("0.9") ** -steps
        away = regions[names.index(name)] != prospects[at][1]
        return prospects[at][0] * share * (Fraction("0.8") if away else 1)

    room = min(len(prospects), sum(rooms))
    best = max(
        sum((worth(at, name) for at, name in enumerate(way) if name), Fraction(0))
        for way in product([None, *names], repeat=len(prospects))
        if sum(name is not None for name in way) == room
        and all(way.count(n) <= r for n, r in zip(names, rooms, strict=True))
    )
    assert result.summary.placed == room
    assert abs(Fraction(result.summary.worth) - best) <= Fraction(1, 10**5)
    assert result.summary.by_rule is not None
    assert result.summary.worth >= result.summary.by_rule


@given(
    st.lists(st.sampled_from([None, "X", "Y", "Z"]), max_size=8).filter(bool),
    st.lists(st.integers(0, 4), min_size=3, max_size=3),
)
def test_moves_are_the_fewest_and_nobody_gets_more_than_he_may(owners: list[str | None], rooms: list[int]) -> None:
    """Moved is exactly the excess, as far as others have room after those without an owner are placed."""
    reps = made_list("reps", name=["X", "Y", "Z"], skill=[5, 3, 1], capacity=rooms)
    result = assigned(waiting(*range(1, len(owners) + 1), owner=owners), reps, AssignChoice(rebalance=True))
    held = [owners.count(name) for name in ("X", "Y", "Z")]
    free = sum(max(room - has, 0) for room, has in zip(rooms, held, strict=True))
    excess = sum(max(has - room, 0) for room, has in zip(rooms, held, strict=True))
    new = min(owners.count(None), free)
    assert (result.summary.placed - result.summary.moves, result.summary.moves) == (new, min(excess, free - new))
    assert all(one.after <= max(one.capacity, one.before) for one in result.summary.people)
    assert sum(one.after for one in result.summary.people) == sum(held) + new
