"""Texts out of people's files in CSV and Markdown: they stay what they are and steer nothing."""

from __future__ import annotations

import pytest

from salesplan.present.csv_output import harmless
from salesplan.present.markdown import escaped


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
