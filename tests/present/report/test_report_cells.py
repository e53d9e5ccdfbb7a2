"""The cells of the report's tables: one text for a figure wherever it stands, and the name of the row of totals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesplan.model.table import ColumnSpec, Kind, Table, Value
from salesplan.present.blocks import Screen
from salesplan.present.numbers import UNITS
from salesplan.present.report.cells import cell_text, figure_text, totals_of
from salesplan.present.report.chart import Chart, Series
from salesplan.present.report.drawn import drawing
from salesplan.present.report.parts import Column, ReportTable
from salesplan.present.report.vega.words import told_of
from salesplan.text import Text

WAN = UNITS["万"]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("score", "0.354", "0.35"),
        ("score", "9.994", "9.99"),
        ("score", "10.05", "10.1"),
        ("score", "107.67", "107.7"),
        ("score", "-35.74", "-35.7"),
        ("score", "35.00", "35"),
        ("integer", "1234", "1,234"),
        ("integer", "1234.5", "1,235"),
        ("share", "0.1234", "12.3%"),
        ("amount", "123450", "12.3万"),
        ("amount", "0", "0"),
        ("amount", None, "–"),
    ],
)
def test_a_figure_has_one_text_in_tables_charts_and_on_terminals(kind: Kind, value: str | None, text: str) -> None:
    figure = None if value is None else Decimal(value)
    assert figure_text(kind, figure, WAN) == text
    assert cell_text(figure, Column("f", "F", kind), WAN) == text
    chart = Chart(
        "c", "bars", "C", "t", "n", ("a",), (Series("s", "S", (Decimal(1),)), Series("f", "F", (figure,), kind))
    )
    assert drawing(chart, Screen(80, WAN)).rows[0][-1] == text
    told = told_of(chart, 0, chart.series[0], WAN)
    assert told.endswith(f"F {text}") is (value is not None)


def _table(*columns: tuple[str, Kind], **totals: Value) -> ReportTable:
    shown = tuple(Column(key, key, kind) for key, kind in columns)
    rows = Table(tuple(ColumnSpec(key, kind) for key, kind in columns), tuples=())
    return ReportTable("t", "T", shown, rows, totals, total=Text("平均", "Mean"))


@pytest.mark.parametrize(
    ("table", "named"),
    [
        (_table(("name", "text"), ("amount", "amount"), amount=Decimal(1)), "name"),
        (_table(("no", "integer"), ("what", "text"), ("cost", "amount"), cost=Decimal(1)), "what"),
        (_table(("n", "integer"), ("rate", "share"), n=3), "rate"),
        (_table(("n", "integer"), n=3), None),
        (_table(("name", "text"), ("other", "text"), ("n", "integer"), other="all", n=3), None),
        (_table(("name", "text")), None),
    ],
)
def test_totals_are_named_in_the_first_column_of_words_that_is_free(table: ReportTable, named: str | None) -> None:
    told = totals_of(table)
    assert {key: value for key, value in told.items() if key != named} == table.totals
    assert (None if named is None else str(told[named])) == (None if named is None else "平均")
