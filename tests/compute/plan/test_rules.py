"""Each rule fires on its bad example, at the marked lines only, and not on its good one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from salesplan.api.plan_facts import gathered
from salesplan.api.plan_rules import need_plan
from salesplan.api.setting import setting
from salesplan.compute.plan.catalogue import catalogue, chosen
from salesplan.compute.plan.rule import Rule, check, rule

RULES = catalogue()
AS_OF = date(2026, 6, 30)
_MARK = re.compile(r"# <- ([A-Z]+-\w+)")


def found_lines(one: Rule, text: str, folder: Path) -> list[int]:
    """The lines of a plan at which a rule finds something."""
    for name, content in one.example.lists.items():
        (folder / name).write_text(content, encoding="utf-8")
    file = folder / "plan.yaml"
    file.write_text(text + "\n", encoding="utf-8")
    where = setting(str(file), as_of=AS_OF)
    loaded = need_plan(where, "check")
    found = gathered(where, loaded, [one])
    checked = check(found.facts(), [one])
    assert checked.not_applied == ()
    assert found.findings == []
    return sorted(loaded.place_of(path).line or 0 for path, _ in checked.found)


@pytest.mark.parametrize("one", RULES.values(), ids=lambda one: one.code)
def test_examples(one: Rule, tmp_path: Path) -> None:
    bad = one.example.bad
    marked = [n for n, line in enumerate(bad.splitlines(), 1) for code in _MARK.findall(line) if code == one.code]
    assert marked
    assert found_lines(one, bad, tmp_path) == marked
    assert found_lines(one, one.example.good, tmp_path) == []


@pytest.mark.parametrize("one", RULES.values(), ids=lambda one: one.code)
def test_texts(one: Rule) -> None:
    for text in (one.title, one.why, one.fix):
        assert text.in_("zh").strip()
        assert text.in_("en").strip()


def test_a_code_is_used_once() -> None:
    one = next(iter(RULES.values()))
    with pytest.raises(ValueError, match="two rules"):
        rule(one.code, "error", title=one.title, why=one.why, fix=one.fix, source="", example=one.example)(one.find)


@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [
        (("SMART-S1",), (), ["SMART-S1"]),
        (("SMART-S1", "SMART-T1"), ("SMART-T",), ["SMART-S1"]),
        (("NONE",), (), []),
    ],
)
def test_rules_are_chosen_by_the_beginning_of_their_codes(
    select: tuple[str, ...], ignore: tuple[str, ...], codes: list[str]
) -> None:
    assert [one.code for one in chosen(select, ignore)] == codes


def test_all_rules_without_a_choice() -> None:
    assert [one.code for one in chosen()] == sorted(RULES)
