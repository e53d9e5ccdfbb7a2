"""The checklist that init writes: it loads in every language, and leaves out no part of a sales plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from salesplan.compute.plan.execution.readiness import readiness
from salesplan.load.plan.loader import load_plan
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.preparation_words import CATEGORIES, category_named
from salesplan.text import LANGUAGES, Lang, set_language
from salesplan.write.start.checklist import CHECKLIST, starter_checklist

METHODS = Path(__file__).resolve().parents[2] / ".." / "shared" / "methods.md"
ROWS = {
    *("S0:18-28", "S0:30-38", "S0:40-46", "S0:48-58", "S0:60-68", "S0:74-76", "S0:78-90", "S0:102-104", "S0:106-108"),
    *("S0:136-140", "S0:142-150", "S0:152-156", "S0:158-164", "S0:178-196", "S0:206-210", "S0:218-222", "S0:224-228"),
    *("S0:238-242", "S0:244-248", "S0:272-278", "S0:286-292", "S0:302-308", "S0:332-336", "S0:346-350", "S0:352-356"),
    *("S0:358-362", "S1:7-11", "S1:12-16", "S1:26-32", "S1:35-40", "S1:41-42", "S1:43-45", "S1:46-48", "S2:14"),
    *("S2:16 a", "S2:16 b", "S2:16 h", "S2:16 m", "S3:21-26", "S3:27-32", "S3:39-45", "S3:51-56", "S3:57-58"),
    *("S3:59-77", "S4:4-12", "S4:13-35", "S4:46-49", "S4:51-53", "S4:55-57", "S4:74-75", "S4:77-79", "S4:81"),
}
"""The rows of methods.md 16 whose kind is list, check or text."""
in_every_language = pytest.mark.parametrize("lang", LANGUAGES)


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    yield
    set_language("zh")


def plan_of(folder: Path) -> Plan:
    (folder / "plan.yaml").write_text(starter_checklist(), "utf-8")
    return load_plan(str(folder / "plan.yaml")).plan


def test_every_row_of_the_scope_is_covered() -> None:
    covered = {row for entries in CHECKLIST.values() for entry in entries for row in entry.rows}
    assert sorted(ROWS - covered) == []
    assert sorted(covered - ROWS) == []


@pytest.mark.acceptance
def test_the_rows_here_are_those_of_the_specification() -> None:
    if not METHODS.exists():
        pytest.skip("the specification is not beside the repository")
    table = METHODS.read_text("utf-8").partition("## 16.")[2].partition("## 17.")[0]
    lines = [[cell.strip() for cell in line.split("|")[1:5]] for line in table.splitlines() if line.startswith("| S")]
    assert {line[0] for line in lines if re.search(r"\b(?:list|check|text)\b", line[3])} == ROWS


def test_guidance_is_advice_and_what_is_to_be_done_is_an_item() -> None:
    entries = [entry for entries in CHECKLIST.values() for entry in entries]
    items = [entry for entry in entries if not entry.advice]
    assert 60 <= len(items) <= 100
    assert all(entry.rows for entry in entries)
    assert not [entry for entry in entries if entry.advice and entry.mandatory]
    assert 5 <= sum(entry.mandatory for entry in items) <= 10


@in_every_language
def test_it_loads_with_everything_still_to_do(tmp_path: Path, lang: Lang) -> None:
    set_language(lang)
    found = plan_of(tmp_path).preparation
    assert [category_named(name) for name in found] == list(CHECKLIST)
    assert set(CHECKLIST) == set(CATEGORIES)
    told = {category_named(name): [item.item for item in items] for name, items in found.items()}
    assert told == {name: [str(e.text) for e in entries if not e.advice] for name, entries in CHECKLIST.items()}
    items = [item for each in found.values() for item in each]
    assert {item.status for item in items} == {"todo"}
    standing = readiness(items, date(2026, 6, 30))
    assert (standing.done, standing.ready, standing.overdue) == (0, False, 0)


@in_every_language
def test_items_are_short_and_none_stands_twice(lang: Lang) -> None:
    texts = [entry.text.in_(lang) for entries in CHECKLIST.values() for entry in entries if not entry.advice]
    assert len(texts) == len(set(texts))
    assert max(map(len, texts)) <= (75 if lang == "en" else 32)


@in_every_language
def test_advice_stands_as_a_comment_above_the_items(lang: Lang) -> None:
    set_language(lang)
    lines = starter_checklist().splitlines()
    for entry in (entry for entries in CHECKLIST.values() for entry in entries if entry.advice):
        assert f"    # {entry.text}" in lines
    assert lines[-1].startswith("    - {status: todo")
