"""The report's pace: sums up to each month, the landing to the year's end, the ways of reckoning it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from made_tracks import found, line, track
from salesplan.compute.report.found import Found
from salesplan.compute.report.pace import section
from salesplan.model.result import Result

D = Decimal


def _year(status: str = "open", **more: Any) -> Result[Any]:  # noqa: ANN401 - any field of the summary
    open_ = status == "open"
    lines = [line("2026-Q1", 200, 240), line("2026-Q2", 200, 60, 100, status=status)]
    told = {
        "landing": "400",
        "landing_recent": "390",
        "landing_pipeline": "310",
        "landing_low": "310",
        "landing_high": "400",
    }
    return track(
        line("", 400 if not open_ else 800, 300, 300 if open_ else 400, status=status, light="amber"),
        *lines,
        line("2026-Q3", 200),
        line("2026-Q4", 200),
        by=("quarter",),
        **{**told, "gap": D(-500), "required_per_day": D("3.88"), "workdays": 248, "elapsed": 119, **more},
    )


def _rows(have: Found, table: str) -> list[dict[str, Any]]:
    held = section(have).table(table)
    assert held is not None
    return list(held.rows.records())


def test_target_and_actual_are_added_up_and_nothing_is_guessed_of_what_is_to_come() -> None:
    rows = _rows(found(_year()), "pace")
    assert [row["target_sum"] for row in rows] == [200, 400, 600, 800]
    assert [row["actual_sum"] for row in rows] == [240, 300, None, None]


def test_the_landing_runs_from_what_is_over_by_the_pace_so_far() -> None:
    rows = _rows(found(_year()), "pace")
    assert [row["landing_sum"] for row in rows] == [240, 400, 600, 800]


def test_a_year_that_is_over_has_no_landing() -> None:
    closed = found(_year("closed"))
    assert [row["landing_sum"] for row in _rows(closed, "pace")] == [None] * 4
    assert section(closed).table("landings") is None
    assert section(closed).table("need") is None


def test_each_way_of_reckoning_has_its_share_and_gap_and_the_first_the_light_of_the_year() -> None:
    rows = _rows(found(_year(landing="800", landing_recent="720", landing_pipeline="719.99")), "landings")
    assert [(row["way"], row["share"], row["gap"], row["light"]) for row in rows] == [
        ("pace", 1, 0, "amber"),
        ("recent", D("0.9"), -80, None),
        ("deals", D("0.899988"), D("-80.01"), None),
    ]


def test_a_way_that_cannot_be_reckoned_has_no_row() -> None:
    rows = _rows(found(_year(landing=None, landing_pipeline=None)), "landings")
    assert [row["way"] for row in rows] == ["recent"]


def test_what_is_left_and_what_a_day_must_bring() -> None:
    row = _rows(found(_year()), "need")[0]
    assert (row["left"], row["per_day"], row["workdays_left"], row["workdays_over"]) == (500, D("3.88"), 129, 119)
    assert row["per_day_so_far"] == D("2.52")
    assert (row["low"], row["high"]) == (310, 400)


def test_nothing_is_left_of_a_target_that_is_reached() -> None:
    assert _rows(found(_year(gap=D(20))), "need")[0]["left"] == 0


def test_before_the_first_working_day_there_is_no_daily_rate() -> None:
    assert _rows(found(_year(elapsed=0)), "need")[0]["per_day_so_far"] is None


def test_a_year_to_come_and_one_without_targets_have_nothing() -> None:
    assert section(found(track(line("", 400), by=("quarter",)))).tables == ()
    assert section(found()).tables == ()
