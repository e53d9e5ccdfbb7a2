"""Whose a row is by the cell that names its people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from made_lists import made_list
from salesplan.compute.team.rep_cells import (
    everyone_of,
    person_of,
    rep_findings,
    shares_of,
    split_among,
    with_team_names,
)
from salesplan.compute.team.staff import Colleague, Staff

TEAM = Staff((Colleague("张三", "S01"), Colleague("李四", "S02"), Colleague("王五", "S03")))
NAMESAKES = Staff((Colleague("张伟", "R1"), Colleague("张伟", "R2")))


def orders(*reps: str | None, amount: int = 1) -> Any:  # noqa: ANN401 - Records
    return made_list("orders", date=[date(2026, 6, 1)] * len(reps), rep=list(reps), amount=[amount] * len(reps))


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("S01", "张三"),
        ("ｓ０１", "张三"),
        ("王五（离职）", "王五"),
        (" 李四 ", "李四"),
        ("外人", "外人"),
        ("", None),
        (None, None),
    ],
)
def test_one_person_however_he_is_written(cell: str | None, name: str | None) -> None:
    assert person_of(cell, TEAM) == name


def test_the_second_of_one_name_keeps_his_number() -> None:
    assert [person_of(cell, NAMESAKES) for cell in ("R1", "R2", "张伟")] == ["张伟", "R2", "张伟"]
    named = with_team_names(orders("R1", "R2"), "rep", NAMESAKES)
    assert named.frame.get_column("rep").to_list() == ["张伟", "R2"]


@pytest.mark.parametrize(
    ("cell", "refuse", "even"),
    [
        ("S01", (("张三", 1),), (("张三", 1),)),
        ("S01、李四", (), (("张三", 1), ("李四", 1))),
        ("S01 60%、李四40%", (("张三", 3), ("李四", 2)), (("张三", 3), ("李四", 2))),
        ("张三60%、李四30%", (), ()),
        ("张三、S01", (), (("张三", 2),)),
        ("外人、李四", (), (("外人", 1), ("李四", 1))),
    ],
)
def test_shares_by_the_plans_one_rule(cell: str, refuse: tuple[Any, ...], even: tuple[Any, ...]) -> None:
    assert shares_of([cell], TEAM, "refuse") == {cell: refuse}
    assert shares_of([cell], TEAM, "even") == {cell: even}


def test_a_visit_of_two_is_of_both_whatever_their_shares() -> None:
    assert everyone_of(["S01、李四"], TEAM) == {"S01、李四": (("张三", 1), ("李四", 1))}


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("S01", "张三"),
        ("S01、李四", "张三、李四"),
        ("张三/李四", "张三/李四"),
        ("S01 60%、李四40%", "张三:3、李四:2"),
        ("S01 50%、李四50%", "张三:1、李四:1"),
        ("S01、张三", "张三"),
        ("外人", "外人"),
        (None, None),
    ],
)
def test_a_list_in_the_names_of_the_team(cell: str | None, named: str | None) -> None:
    """The column has the team's names, and whom it names and their shares are the same as before."""
    found = with_team_names(orders(cell), "rep", TEAM).frame.get_column("rep").to_list()
    assert found == [named]
    for shared in ("refuse", "even"):
        before = shares_of([cell], TEAM, shared)
        after = shares_of(found, TEAM, shared)
        parts = [[(name, share / sum(s for _, s in each)) for name, share in each] for each in before.values()]
        again = [[(name, share / sum(s for _, s in each)) for name, share in each] for each in after.values()]
        assert again == parts or cell == "S01、张三"


def test_parts_of_a_row_add_up_to_it() -> None:
    """0.01 over three people goes to the first; a return is cut alike; without shares the row stays as it is."""
    made = orders("张三、李四、王五", "S01", "张三70%、李四30%", None)
    frame = made.frame.with_columns(amount=made.frame.get_column("amount") * 0 + 1)
    even = split_among(frame, "rep", ("amount",), TEAM, "even").select("rep", "amount").rows()
    assert sorted(even, key=repr) == sorted(
        [("S01", 1), (None, 1), ("张三", 1), ("李四", 0), ("王五", 0), ("张三", 1), ("李四", 0)], key=repr
    )
    refused = split_among(frame, "rep", ("amount",), TEAM, "refuse").get_column("rep").to_list()
    assert "张三、李四、王五" in refused
    assert len(refused) == 5


def test_strangers_and_rows_of_several_are_told_of() -> None:
    made = orders("外人")
    used = {"orders": {"外人": 2, "S01、李四": 3, "张三": 1, "王五（离职）": 4}}
    found = [(p.code, p.value) for p in rep_findings(TEAM, used, made.inputs, "refuse")]
    assert found == [("OWNERS-unknown", "外人"), ("TEAM-shared", "S01、李四")]
    assert [p.code for p in rep_findings(TEAM, used, made.inputs, "even")] == ["OWNERS-unknown"]
    assert [*rep_findings(Staff(), used, made.inputs, "refuse")] == []
