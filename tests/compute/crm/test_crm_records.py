"""Records as columns of values: what a text file holds with an apostrophe before it, and what a workbook holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from made_lists import made_list
from salesplan.compute.crm.records import listed, unguarded
from salesplan.model.table import Value


@pytest.mark.parametrize(
    ("held", "meant"),
    [
        ("'=1+1", "=1+1"),
        ("'+86 139", "+86 139"),
        ("'-5", "-5"),
        ("'@x", "@x"),
        ("'\tx", "\tx"),
        ("'\rx", "\rx"),
        ("'n Beetje", "'n Beetje"),
        ("'", "'"),
        ("=1+1", "=1+1"),
        ("''=1", "''=1"),
        (5, 5),
        (None, None),
    ],
)
def test_only_the_apostrophe_that_guards_is_taken_off(held: Value, meant: Value) -> None:
    assert unguarded(held) == meant


def test_a_workbook_needs_no_guard_so_what_stands_there_is_meant() -> None:
    book = made_list("customers", name=["'=1+1"])
    text = replace(book, inputs=tuple(replace(source, sheet=None) for source in book.inputs))
    assert [listed(each).fields["name"] for each in (book, text)] == [["'=1+1"], ["=1+1"]]
