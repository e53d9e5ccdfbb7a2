"""Every worked figure of the method sections that are built is a test marked with its id."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
METHODS = TESTS.parents[1] / "shared" / "methods.md"
BUILT = {
    *("0.1-a", "2.1-a", "2.1-b", "2.2-a", "2.2-b", "2.3-a", "2.3-b", "2.4-a", "2.4-b", "2.4-c", "2.4-d"),
    *("1.3-a", "1.3-b", "6.1-a", "6.2-a", "6.3-a", "6.4-a", "6.5-a", "6.6-a", "6.7-a", "6.8-a", "14-a"),
    *("2.5-a", "2.5-b", "2.6-a", "2.7-a", "10.1-a"),
    *("3.2-a", "3.3-a", "3.3-b", "3.4-a", "4.1-a", "4.2-a", "5.1-a", "5.2-a", "5.2-b"),
    *("5.3-a", "5.3-b", "5.4-a", "5.5-a", "8.1-a", "8.2-a", "8.3-a", "8.4-a", "11.3-a"),
    *("12.2-a", "12.2-b", "12.2-c", "13.1-a", "13.2-a"),
    *("7.1-a", "7.2-a", "7.3-a", "7.4-a", "10.2-a", "10.2-b", "10.2-c", "10.3-a", "11.2-a"),
    *("9.1-a", "9.1-b", "9.1-c", "9.1-d", "9.1-e", "9.2-a", "9.3-a", "9.4-a", "9.4-b", "9.5-a", "9.5-b"),
    *("12.3-a", "12.4-a", "12.4-b", "12.4-c"),
}
MARK = re.compile(r"pytest\.mark\.oracle\(\"([\d.]+-[a-z])\"\)")


def test_every_worked_figure_has_its_test() -> None:
    tested = {found for file in TESTS.rglob("test_*.py") for found in MARK.findall(file.read_text("utf-8"))}
    assert tested >= BUILT


def test_the_list_here_is_that_of_the_specification() -> None:
    if not METHODS.exists():
        return
    ids = re.findall(r"^\| (\d+(?:\.\d+)?-[a-z]) \|", METHODS.read_text("utf-8"), re.MULTILINE)
    assert ids
    assert {*ids} == BUILT
