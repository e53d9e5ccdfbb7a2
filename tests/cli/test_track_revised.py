"""`targets track --against revised`: what was missed before the re-plan does not turn green with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from program import Run
from salesplan.errors import ExitCode

PLAN = """\
version: 1
year: {start: 2026-01-01}
sources: {orders: orders.csv}
targets: [{id: t, total: 2400, by: [region, quarter], basis: {region: even, quarter: even}}]
"""


@pytest.fixture
def company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two regions of 300 a quarter: A brought 150 in the first, B 360; later A 330 a quarter, B 300."""
    rows = ["C1,2026-01-05,50,A", "C1,2026-02-05,50,A", "C1,2026-03-05,50,A", "C1,2026-01-05,360,B"]
    rows += ["C1,2026-04-10,360,A", "C1,2026-05-10,0,A", "C1,2026-06-10,300,B"]
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "orders.csv").write_text("\n".join(["客户编号,下单日期,金额,区域", *rows, ""]), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tracked(run: Run, as_of: str, against: str = "revised") -> dict[str, Any]:
    done = run("targets", "track", "--against", against, "--as-of", as_of, "--format", "json")
    assert done.code == ExitCode.DONE, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def record(run: Run, as_of: str = "2026-03-31") -> None:
    assert run("targets", "replan", "--as-of", as_of, "--record", "--reason", "w").code == ExitCode.DONE


def of(result: dict[str, Any], key: str, **names: str | None) -> Any:  # noqa: ANN401 - any value of a row
    (row,) = (r for r in result["rows"] if all(r[level] == name for level, name in names.items()))
    return row[key]


def test_on_the_day_of_the_record_lights_go_by_what_was_asked_of_the_closed_quarter(company: Path, run: Run) -> None:
    """A brought 150 of 300 and is red, B 360 of 300 and green; together 510 of 600, 85 %, red."""
    record(run)
    found = tracked(run, "2026-03-31")
    assert of(found, "target", region="A", quarter="2026-Q1") == "150"
    assert of(found, "light", region="A", quarter="2026-Q1") is None
    assert (of(found, "light", region="A", quarter=None), of(found, "expected", region="A", quarter=None)) == (
        "red",
        "300",
    )
    assert of(found, "light", region="B", quarter=None) == "green"
    s = found["summary"]
    assert (s["light"], s["expected"], s["pace"], s["target"]) == ("red", "600", "0.85", "2400")
    assert (s["to_date"]["target"], s["to_date"]["attainment"]) == ("600", "0.85")
    assert of(tracked(run, "2026-03-31", "plan"), "light", region="A", quarter=None) == "red"


def test_quarters_that_end_later_go_by_their_revised_targets(company: Path, run: Run) -> None:
    """A is asked 350 in the second quarter and brings 360: green there; in all 510 of 300 + 350 are due: red."""
    record(run)
    found = tracked(run, "2026-06-30")
    assert of(found, "target", region="A", quarter="2026-Q2") == "350"
    assert of(found, "light", region="A", quarter="2026-Q2") == "green"
    assert of(found, "light", region="A", quarter="2026-Q1") is None
    assert of(found, "expected", region="A", quarter=None) == "650"
    assert of(found, "light", region="A", quarter=None) == "red"


def test_the_page_says_so(company: Path, run: Run) -> None:
    record(run)
    page = run("targets", "track", "--against", "revised", "--as-of", "2026-03-31", "--lang", "zh").out
    assert "当时已结束的期，目标就是已完成的，所以不亮灯" in " ".join(page.split())
    (line,) = (each for each in page.splitlines() if "2026-Q1" in each and "150" in each)
    assert line.endswith("已结束")


def test_a_whole_year_that_was_over_is_judged_by_what_was_asked(company: Path, run: Run) -> None:
    with (company / "orders.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"C1,2026-{m:02}-10,10,B\n" for m in range(7, 13))
    record(run, "2026-12-31")
    s = tracked(run, "2026-12-31")["summary"]
    assert (s["target"], s["light"], s["expected"]) == ("1230", "red", "2400")
