"""Results as CSV: every row, titles and words in the chosen language, figures as plain digits."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from salesplan.model.figures import plain
from salesplan.model.hidden_signs import HIDDEN
from salesplan.model.result import Result
from salesplan.present.blocks import Screen
from salesplan.present.numbers import UNITS, yes_no
from salesplan.present.problems import sentence
from salesplan.present.safe import shown
from salesplan.present.view import View
from salesplan.text import Text, language

RUNS = ("=", "+", "-", "@", "\t", "\r")
BATCH = 5_000
_EXACT = Screen(width=0, unit=UNITS["1"])


def render_csv(result: Result[Any], view: View, line_end: str = "\n") -> Iterator[str]:
    """The header line, then a line a row. A text that a spreadsheet would run as a formula gets an apostrophe.

    A report is one long list of its figures and sentences.
    """
    if view.report:
        from salesplan.present.report.long_list import long_list

        yield from (
            csv_lines([line], line_end) for line in long_list(view.report(result, _EXACT), result.summary.period)
        )
        return
    result = view.for_people(result)
    yield csv_lines([[str(view.columns.get(key, key)) for key in result.rows.keys]], line_end)
    columns = result.rows.columns
    for start in range(0, len(result.rows), BATCH):
        yield csv_lines(
            [
                [_cell(view, c.key, c.kind, v) for c, v in zip(columns, row, strict=True)]
                for row in result.rows.rows(start, BATCH)
            ],
            line_end,
        )


def csv_lines(rows: list[list[str]], line_end: str) -> str:
    """Rows of cells as CSV."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator=line_end).writerows(rows)
    return buffer.getvalue()


def _cell(view: View, key: str, kind: str, value: Any) -> str:  # noqa: ANN401 - any value of a table
    if value is None:
        return ""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if kind == "code":
        return harmless(str(view.in_cell(key, value)))
    if isinstance(value, tuple | list):
        value = " ".join(str(view.in_cell(key, str(each))) for each in value)
    if isinstance(value, Text):
        value = sentence(value, language())
    return harmless(value) if isinstance(value, str) else str(value)


def harmless(text: str) -> str:
    """A text that a spreadsheet would run as a formula with an apostrophe before it; what steers terminals is shown."""
    return guarded("".join(shown(c) if c not in "\t\r\n" else c for c in text) if HIDDEN.search(text) else text)


def guarded(text: str) -> str:
    """A text of a file that is read on: with an apostrophe where a spreadsheet would run it, nothing else changed."""
    return f"'{text}" if text.startswith(RUNS) else text
