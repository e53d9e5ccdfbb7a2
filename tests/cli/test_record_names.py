"""Records of members whose names hold the signs that paths are written with: kept, tracked, planned anew."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from program import Run
from salesplan.errors import ExitCode

PLAN = """\
version: 1
unit: 100
year: {start: 2026-01-01}
sources: {orders: orders.csv}
targets: [{id: t, total: 1200000, by: [region, month], basis: {region: even, month: even}}]
"""


def write_orders(folder: Path, names: list[str]) -> None:
    """Each member sells 1,000 on the tenth of each of the first five months."""
    with (folder / "orders.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["客户编号", "下单日期", "金额", "区域"])
        out.writerows(["C1", f"2026-{m:02}-10", 1000, name] for m in range(1, 6) for name in names)


def result_of(run: Run, *words: str) -> dict[str, Any]:
    done = run("targets", *words, "--format", "json")
    assert done.code == ExitCode.DONE, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def by_level(result: dict[str, Any], level: str, key: str) -> dict[str, Decimal]:
    return {row["region"]: Decimal(row[key]) for row in result["rows"] if row["level"] == level}


@pytest.mark.parametrize(
    "names",
    [
        ["A", "A/B", "C"],
        ["A", "A/B", "A/B/C", "/A", "A/"],
        ["华东", "华东=1", "region=华东", "month=2026-01"],
        ["A", "A/month=2026-02", "A B", "Ｃ１"],
    ],
)
def test_each_name_is_one_member_from_the_record_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, names: list[str]
) -> None:
    """What April's record gives each member is what is tracked, and it is the frozen plan of the next re-plan."""
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    write_orders(tmp_path, names)
    monkeypatch.chdir(tmp_path)
    first = result_of(run, "replan", "--as-of", "2026-04-15", "--record", "--reason", "w")
    revised = by_level(first, "region", "revised")
    assert len(revised) == len(names)
    assert sum(revised.values()) == 1200000
    tracked = result_of(run, "track", "--against", "revised", "--as-of", "2026-05-15")
    assert tracked["summary"]["target"] == "1200000"
    assert by_level(tracked, "region", "target") == revised
    assert "TRACK-other-members" not in {problem["code"] for problem in tracked["findings"]}
    again = result_of(run, "replan", "--as-of", "2026-05-15", "--from", "last")
    assert by_level(again, "region", "original") == by_level(first, "region", "original")
    assert by_level(again, "region", "last") == revised


def test_a_name_written_in_another_width_later_is_the_same_member(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    write_orders(tmp_path, ["Ａ１", "B"])
    monkeypatch.chdir(tmp_path)
    result_of(run, "replan", "--as-of", "2026-04-15", "--record", "--reason", "w")
    write_orders(tmp_path, ["A1 ", " B"])
    tracked = result_of(run, "track", "--against", "revised", "--as-of", "2026-05-15")
    assert tracked["summary"]["target"] == "1200000"
    assert "TRACK-other-members" not in {problem["code"] for problem in tracked["findings"]}
    assert result_of(run, "replan", "--as-of", "2026-05-15")["summary"]["total"] == "1200000"


def test_a_damaged_record_is_told_wherever_targets_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """Figures that rest on the records are refused, those that do not come with a warning."""
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    write_orders(tmp_path, ["A", "B"])
    monkeypatch.chdir(tmp_path)
    result_of(run, "replan", "--as-of", "2026-04-15", "--record", "--reason", "w")
    (file,) = (tmp_path / ".salesplan" / "targets" / "t").iterdir()
    file.write_text(file.read_text("utf-8").replace('"total": "1200000"', '"total": "1e400000"'), "utf-8")
    for words in (("track", "--against", "plan", "--as-of", "2026-05-15"), ("split", "--as-of", "2026-05-15")):
        found = {problem["code"]: problem["severity"] for problem in result_of(run, *words)["findings"]}
        assert found["STATE-damaged"] == "warning"
    for against in ("original", "revised"):
        refused = run("targets", "track", "--against", against, "--as-of", "2026-05-15")
        assert refused.code == ExitCode.INPUT
        assert "2026-04-15.json" in refused.err
        assert "total 不是写在引号里、最多 24 位的数" in refused.err
        assert len(refused.err) < 1000
