"""What every rule must have: words in three languages, a reason, a remedy, both examples, a source."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from opencc import OpenCC

from salesplan.compute.plan.catalogue import catalogue
from salesplan.compute.plan.rule import Rule
from salesplan.model.plan.rule_areas import RULE_AREAS
from salesplan.text import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
HANT: dict[str, str] = json.loads((ROOT / "src" / "salesplan" / "zh_hant.json").read_text("utf-8"))
CODE = re.compile(r"SMART-[A-Z]\d|PAY-F[1-6]|[A-Z]{2,}-[FWN]\d\d")
AS_NAMED = re.compile(r"SMART-[A-Z]\d|PAY-F[1-6]")
"""Codes that methods.md gives itself: their letter does not say how severe they are."""
KINDS = {"F": "error", "W": "warning", "N": "note"}
TRADITIONAL = OpenCC("s2twp")


@pytest.mark.parametrize("one", catalogue().values(), ids=lambda one: one.code)
def test_a_rule_speaks_three_languages(one: Rule) -> None:
    for text in (one.title, one.why, one.fix):
        for lang in LANGUAGES:
            assert text.in_(lang).strip()
        assert text.zh != text.en or re.fullmatch(r"(\{\w+\})+", text.zh)  # its slots are Texts of both languages
        assert text.zh in HANT or TRADITIONAL.convert(text.zh) == text.zh, "run tools/texts.py"
        assert text.en.isascii() or "“" in text.en or "…" in text.en or "{" in text.en or "≥" in text.en


@pytest.mark.parametrize("one", catalogue().values(), ids=lambda one: one.code)
def test_a_rule_has_its_examples_and_a_source(one: Rule) -> None:
    assert f"# <- {one.code}" in one.example.bad
    assert one.example.good.strip()
    assert "# <-" not in one.example.good
    assert one.source.strip()
    assert not re.search(r"^/|:\\|\\", one.source)


@pytest.mark.parametrize("one", catalogue().values(), ids=lambda one: one.code)
def test_a_code_says_its_area_and_how_severe_it_is(one: Rule) -> None:
    assert CODE.fullmatch(one.code)
    assert one.area in RULE_AREAS
    if not AS_NAMED.fullmatch(one.code):
        assert one.severity == KINDS[one.code.partition("-")[2][0]]


def test_no_code_is_the_beginning_of_another() -> None:
    codes = sorted(catalogue())
    assert [pair for pair in pairwise(codes) if pair[1].startswith(pair[0])] == []


def test_the_numbers_of_an_area_are_one_row() -> None:
    """A number stands for one rule, whatever its severity, so that nobody mixes up F03 and W03."""
    for area in RULE_AREAS.keys() - {"SMART"}:
        numbers = [code[-2:] for code, one in catalogue().items() if one.area == area]
        assert len(numbers) == len(set(numbers)), area
