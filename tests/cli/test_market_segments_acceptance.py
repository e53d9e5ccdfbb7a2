"""Segments over the accounts of a real pipeline, counted again by hand from the file."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from program import Run

ACCOUNTS = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "crm-pipeline" / "accounts.csv"
PLAN = """\
market:
  segments:
  - {id: big, when: {employees: '>=5000', revenue: '>1000'}}
  - {id: med, when: {sector: [medical, retail], year_established: 1980..2000}}
  - {id: us, when: {office_location: 'united  STATES'}}
"""


def place(row: dict[str, str]) -> str | None:
    if int(row["employees"]) >= 5000 and float(row["revenue"]) > 1000:
        return "big"
    if row["sector"] in ("medical", "retail") and 1980 <= int(row["year_established"]) <= 2000:
        return "med"
    return "us" if row["office_location"] == "United States" else None


@pytest.mark.acceptance
@pytest.mark.skipif(not ACCOUNTS.exists(), reason="the shared lists are not here")
def test_accounts(tmp_path: Path, run: Run) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN, "utf-8")
    with ACCOUNTS.open(encoding="utf-8", newline="") as file:
        counted = Counter(place(row) for row in csv.DictReader(file))
    done = run("market", "segments", str(ACCOUNTS), "-p", str(plan), "--format", "json")
    rows = json.loads(done.out)["rows"]
    assert {row["segment"]: row["customers"] for row in rows} == dict(counted)
    assert counted.total() == 85
