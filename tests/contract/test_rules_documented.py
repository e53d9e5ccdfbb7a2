"""Every FAIL and WARN of methods.md has its code, every rule its page and its row; the pages are those of the rules."""

from __future__ import annotations

import re

import pytest

from method_rows import ROWS
from program import ROOT
from rule_pages import by_area, own_rows, rule_pages
from salesplan.compute.plan.catalogue import catalogue

RULES = ROOT / "docs" / "rules"
# Typed by hand from methods.md, not read from the code: the section, and how severe it is there.
METHODS = """
0.3 FAIL 100 %
1.3 S1 FAIL | 1.3 S2 FAIL | 1.3 S3 FAIL | 1.3 S4 FAIL | 1.3 S5 FAIL | 1.3 S5 WARN | 1.3 S6 FAIL
1.3 M1 FAIL | 1.3 M2 FAIL | 1.3 M3 FAIL | 1.3 M3 WARN | 1.3 M3 FAIL | 1.3 M4 WARN | 1.3 M5 WARN
1.3 A1 WARN | 1.3 A1 WARN | 1.3 A1 FAIL | 1.3 A2 WARN | 1.3 A2 FAIL | 1.3 A3 WARN
1.3 R1 FAIL | 1.3 R2 FAIL | 1.3 R3 FAIL | 1.3 R4 WARN
1.3 T1 FAIL | 1.3 T2 FAIL | 1.3 T3 WARN | 1.3 T4 FAIL | 1.3 T5 WARN | 1.3 T6 FAIL
1.3 C1 WARN | 1.3 C1 FAIL | 1.3 C2 FAIL | 1.3 C3 FAIL | 1.3 C4 WARN | 1.3 C5 FAIL | 1.3 C6 WARN | 1.3 C7 WARN
1.3 challenging FAIL | 1.3 commitment FAIL | 1.3 control FAIL | 1.3 –
6.1 FAIL each kind | 6.1 WARN 3 to 10 | 6.1 WARN evidence | 6.1 FAIL S and W sum | 6.1 FAIL O and T sum
6.1 FAIL sum to 0 | 6.1 FAIL of S are 3 or 4 | 6.1 FAIL O and T are 1 to 4 | 6.1 FAIL ids of the right kinds
6.1 WARN .15 | 6.1 WARN goal or action
6.2 WARN direct rival | 6.2 WARN indirect rival | 6.2 WARN four P | 6.2 WARN 180 days | 6.2 WARN opportunity or threat
6.2 FAIL unique feature | 6.2 FAIL success factors
6.3 WARN 30 % | 6.3 FAIL TAM
6.4 WARN 20 % | 6.4 WARN fewer than 5 | 6.4 FAIL unknown field
6.5 WARN declared position | 6.5 FAIL slot | 6.5 WARN 60 characters | 6.5 FAIL without benefit
6.6 WARN floor and ceiling | 6.6 FAIL below cost | 6.6 FAIL margin of 0 | 6.6 WARN cost, demand and rivals
6.6 FAIL every unit | 6.6 WARN promotion | 6.6 WARN no channel | 6.6 WARN incentives
6.7 FAIL empty category | 6.7 WARN overdue
6.8 FAIL shortage | 6.8 FAIL exceed the total
6.9 FAIL selling mode
7.3 FAIL maps to a goal | 7.3 FAIL each type | 7.3 WARN more than 8
7.4 WARN exit criteria | 7.4 WARN most days
9.5 FAIL count of orders | 9.5 FAIL ten orders | 9.5 FAIL neither is rewarded | 9.5 WARN each 15 %
14 FAIL exactly one A | 14 FAIL has an R
"""
ASKED = [row.strip() for line in METHODS.strip().splitlines() for row in line.split("|")]


def fits(asked: str, section: str, severity: str, words: str) -> bool:
    """Whether a row is the one asked for: its section (and, in 1.3, the check), its severity, words of it."""
    if section.startswith("1.3"):
        return asked == f"1.3 {section.removeprefix('1.3').rpartition('/')[2].strip()} {severity}".replace("  ", " ")
    own_section, own_severity, part = asked.split(" ", 2)
    return (own_section, own_severity) == (section, severity) and part in words


def test_the_map_has_each_row_of_methods_md_and_no_other() -> None:
    left = list(ROWS)
    for asked in ASKED:
        found = next((row for row in left if fits(asked, row.section, row.severity, row.en)), None)
        assert found is not None, f"no row for {asked}"
        left.remove(found)
    assert left == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.section} {row.en}")
def test_each_row_has_a_code_that_exists_and_is_as_severe(row: tuple[str, str, str, str, tuple[str, ...]]) -> None:
    section, severity, zh, en, codes = row
    assert zh != en
    assert codes
    for code in codes:
        one = catalogue()[code]
        assert section.split()[0] in one.source
        if one.area != "SMART" and severity in ("FAIL", "WARN"):
            assert one.severity == {"FAIL": "error", "WARN": "warning"}[severity]


@pytest.mark.parametrize("code", catalogue())
def test_each_rule_has_its_place_on_a_page_and_its_row_in_the_map(code: str) -> None:
    area = catalogue()[code].area.lower()
    page = (RULES / f"{area}.md").read_text("utf-8")
    index = (RULES / "index.md").read_text("utf-8")
    one = catalogue()[code]
    assert f"\n## {code}\n" in page
    assert one.example.bad.strip("\n") in page
    assert one.example.good.strip("\n") in page
    link = f"[{code}]({area}.md#{code.lower()})"
    assert f"* {link}" in index
    assert re.search(rf"^\|.*{re.escape(link)}.*\|$", index, re.MULTILINE)


def test_there_is_a_page_for_each_area_and_no_other() -> None:
    assert {page.name for page in RULES.glob("*.md")} == {f"{area.lower()}.md" for area in by_area()} | {"index.md"}


def test_the_pages_are_those_that_the_rules_make() -> None:
    for name, text in rule_pages().items():
        assert (ROOT / "docs" / name).read_text("utf-8") == text, "run make generate"


def test_rules_of_our_own_are_no_rows_of_methods_md() -> None:
    named = {code for row in ROWS for code in row.codes}
    own = {code for row in own_rows() for code in row.codes}
    assert named | own == set(catalogue())
    assert not named & own
