"""Texts out of people's files in CSV and Markdown: they stay what they are and steer nothing."""

from __future__ import annotations

import pytest

from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Table
from salesplan.present.csv_output import harmless, render_csv
from salesplan.present.markdown import escaped
from salesplan.present.view import View
from salesplan.text import Text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("普通客户", "普通客户"),
        ("=1+1", "'=1+1"),
        ("-2+3", "'-2+3"),
        ("a-b", "a-b"),
        ("\t=1+1", "'\t=1+1"),
        ("two\nlines", "two\nlines"),
        ("\x1b[31mred", "␛[31mred"),
        ("abc\u202edef", "abc\\u202edef"),
    ],
)
def test_a_csv_cell_runs_and_steers_nothing(text: str, expected: str) -> None:
    assert harmless(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("<b>x</b>", "&#60;b&#62;x&#60;/b&#62;"), ("a|b", "a&#124;b"), ("# a_b*", "\\# a\\_b\\*"), ("R&D", "R&#38;D")],
)
def test_a_name_is_no_markdown(text: str, expected: str) -> None:
    assert escaped(text) == expected


def test_a_code_from_the_plan_is_no_formula_in_csv() -> None:
    rows = Table((ColumnSpec("category", "code"),), tuples=[("=1+1",), ("-2",), ("plain",)])
    view = View(title=Text("清单", "List"), columns={"category": Text("类别", "Category")})
    assert list(render_csv(Result("prepare", None, None, rows), view))[1] == "'=1+1\n'-2\nplain\n"
