"""A comparison without quotes is YAML's own sign: the message says so, at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesplan.errors import BadInput
from salesplan.load.plan.loader import load_plan


@pytest.mark.parametrize(
    ("rule", "column"),
    [("  年收入: >10万", 12), ("  年收入: >=3", 12), ("  年收入: [>3, 4]", 13)],
)
def test_a_bare_sign(tmp_path: Path, rule: str, column: int) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(f"market:\n  segments:\n  - id: S1\n    when:\n    {rule}\n", "utf-8")
    with pytest.raises(BadInput) as refused:
        load_plan(str(file))
    (told,) = refused.value.problems
    assert (told.code, told.place.line, told.place.column) == ("PLAN-syntax", 5, column)
    assert "'>10万'" in str(told.fix)


def test_other_faults_are_told_as_such(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("name: [a > 3\nunit: 1\n", "utf-8")
    with pytest.raises(BadInput) as refused:
        load_plan(str(file))
    assert "'>10万'" not in str(refused.value.problems[0].fix)
