"""Estimates as they lie beside the plan: each in the folder of its period, none of another passed for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from salesplan.errors import BadInput
from salesplan.load.estimates import estimates_folder, estimates_of, read_estimate
from salesplan.model.estimates import EstimateRecord
from salesplan.write.estimates import write_estimate

MAY = EstimateRecord(plan="plan.yaml", as_of=date(2026, 4, 30), first=date(2026, 5, 1), last=date(2026, 5, 31))


def test_an_estimate_is_read_as_it_was_kept(tmp_path: Path) -> None:
    file = write_estimate(tmp_path, MAY)
    assert [each.record for each in estimates_of(tmp_path, "plan.yaml")] == [MAY]
    assert read_estimate(file).file == str(file)


def test_an_estimate_in_the_folder_of_another_period_is_damaged(tmp_path: Path) -> None:
    file = write_estimate(tmp_path, MAY)
    other = file.parent.with_name("2026-06-01_2026-06-30")
    file.parent.rename(other)
    with pytest.raises(BadInput) as bad:
        estimates_of(tmp_path, "plan.yaml")
    assert [problem.code for problem in bad.value.problems] == ["STATE-damaged"]


def test_an_estimate_of_another_day_is_damaged(tmp_path: Path) -> None:
    file = write_estimate(tmp_path, MAY)
    file.rename(file.with_name("2026-04-29.json"))
    with pytest.raises(BadInput):
        estimates_of(tmp_path, "plan.yaml")


def test_folders_that_are_of_no_period_are_not_looked_at(tmp_path: Path) -> None:
    write_estimate(tmp_path, MAY)
    aside = estimates_folder(tmp_path, "plan.yaml") / "old 2026-05-01_2026-05-31"
    aside.mkdir()
    (aside / "2026-04-30.json").write_text("{}", "utf-8")
    assert [each.record for each in estimates_of(tmp_path, "plan.yaml")] == [MAY]
