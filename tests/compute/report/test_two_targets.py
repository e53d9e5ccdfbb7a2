"""Two targets, or two lights, of one thing are told apart, with what they differ by."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from made_tracks import found, line, track
from salesplan.compute.report.results import section
from salesplan.model.result import Result
from salesplan.present.blocks import Screen
from salesplan.present.numbers import UNITS
from salesplan.present.report.two_targets import two_told

D = Decimal
YEAR = {"start": "2026-01-01", "end": "2026-12-31", "metric": "revenue"}
WHOLE = line("", 1_200_000, 500_000, 500_000, status="open", light="green")
REGIONS = track(
    WHOLE,
    line("West", 400_000, 150_000, 200_000, status="open", light="red"),
    line("East", 800_000, 350_000, 300_000, status="open", light="green"),
    by=("region",),
)


def _goal(value: int, milestone: int, scope: object = "all") -> dict[str, Any]:
    marks = [{"date": "2026-06-30", "value": milestone}]
    return {"id": str(scope), "name": "sales", "scope": scope, "target": {"value": value}, "milestones": marks, **YEAR}


def _rows(*goals: dict[str, Any], tracks: tuple[Result[Any], ...] = (REGIONS,), **plan: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any part of a plan
    table = section(found(*tracks, plan={"goals": goals, **plan})).table("two_targets")
    return [] if table is None else [dict(row) for row in table.rows.records()]


def _told(rows: list[dict[str, Any]]) -> list[str]:
    return [str(each.text) for each in two_told(rows, Screen(100, UNITS["万"]))]


@pytest.mark.parametrize(
    ("goal", "factors", "told"),
    [
        (1_000_000, True, "目标表按因素调整后是 120.0万，比目标“sales”的 100.0万 高 20.0%：灯按各自的进度算"),
        (1_000_000, False, "目标表是 120.0万，比目标“sales”的 100.0万 高 20.0%：灯按各自的进度算"),
        (1_500_000, False, "目标表是 120.0万，比目标“sales”的 150.0万 低 20.0%：灯按各自的进度算"),
    ],
)
def test_the_whole_beside_its_goal_says_by_how_much_and_why(goal: int, factors: bool, told: str) -> None:  # noqa: FBT001 - a column of the cases
    targets = [{"id": "sales", "total": 1_200_000, "by": ["region"], "factors": factors}]
    assert _told(_rows(_goal(goal, 500_000), targets=targets)) == [told]


def test_the_same_target_is_no_line() -> None:
    assert _rows(_goal(1_200_000, 500_000)) == []


def test_a_goal_of_other_days_is_another_thing() -> None:
    assert _rows({**_goal(1_000_000, 500_000), "end": "2026-11-30"}) == []


def test_parts_are_told_where_their_lights_differ() -> None:
    west, east = (_goal(400_000, 150_000, {"region": name}) for name in ("West", "East"))
    rows = _rows(west, east)
    assert [(row["kind"], str(row["name"]), row["light"], row["other_light"]) for row in rows] == [
        ("part", "West", "red", "green"),
    ]
    assert _told(rows)[0].endswith("West 75.0%（红）、100.0%（绿）")


@pytest.mark.parametrize(("due", "told"), [(180_001, []), (180_000, [D("-0.1")]), (220_000, [D("0.1")])])
def test_a_region_and_its_people_are_told_where_what_was_due_differs_by_a_tenth(due: int, told: list[Decimal]) -> None:
    people = track(WHOLE, line("West/Ann", 400_000, 150_000, due, status="open"), by=("region", "rep"), name="people")
    plan = {"targets": [{"id": "sales", "total": 1_200_000}, {"id": "people", "of": "sales"}]}
    rows = _rows(tracks=(REGIONS, people), **plan)
    assert [row["share"] for row in rows] == told
    if told:
        assert _told(rows) == [
            f"按区域和按人是分开分到各期的，年初到现在应完成的数不一样：West 20.0万，下面的人合计 {due // 10_000}.0万"
        ]
