"""The SWOT: both scores, the four fields, the items with their evidence, the strategies drawn from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import cast

from salesplan.compute.plan.swot.swot_register import Lacking
from salesplan.compute.plan.swot.swot_show import SideScore
from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.section import Section
from salesplan.model.table import Value
from salesplan.present.blocks import Line, Screen
from salesplan.present.numbers import as_decimal
from salesplan.present.report.parts import Item
from salesplan.present.report.table_parts import columns_of, table_shown, with_lists
from salesplan.present.views.swot_show import (
    COLUMNS,
    FIGURES,
    KINDS,
    PAIRS,
    TITLE,
    four_fields,
    scores_told,
    unused_line,
)
from salesplan.present.words import LIST_SEPARATOR
from salesplan.text import Text

__all__ = ["TITLE", "items"]
_STRATEGIES = {
    **{key: COLUMNS[key] for key in ("id", "kind")},
    "text": Text("策略", "Strategy"),
    **{key: FIGURES[key] for key in ("uses", "goals", "actions")},
    "owner": COLUMNS["owner"],
}
Row = Mapping[str, Value]


def items(section: Section, summary: ReportSummary, screen: Screen) -> Iterator[Item]:  # noqa: ARG001 - each section is given the same
    """The scores, the four fields, then the items and the strategies as tables."""
    register, scores, strategies = (section.table(name) for name in ("swot", "swot_scores", "strategies"))
    if scores is not None:
        yield from _scores(list(scores.rows.records()))
    if register is not None:
        rows = list(register.rows.records())
        yield four_fields(rows)
        if unused := [str(row["id"]) for row in rows if row["unused"]]:
            yield unused_line(unused)
        words = {"kind": {kind: text for kind, (text, _) in KINDS.items()}}
        shown = table_shown(register, Text("SWOT 条目", "Items of the SWOT"), columns_of(register.rows, COLUMNS, words))
        yield replace(shown, folded=True)  # the four fields show the same, without evidence
    if strategies is not None:
        words = {"kind": {pair: text for pair, (text, _) in PAIRS.items()}}
        rows_ = with_lists(with_lists(strategies.rows, "goals", LIST_SEPARATOR), "actions", Text("；", "; "))
        columns = columns_of(rows_, _STRATEGIES, words)
        title = Text("由 SWOT 得出的策略", "Strategies drawn from it")
        yield table_shown(replace(strategies, rows=rows_), title, columns)


def _scores(rows: Sequence[Row]) -> Iterator[Line]:
    """Inside and outside beside the average, the field of the IE matrix."""
    inside, outside = (_side(row) for row in rows)
    cell, course = (None if rows[0][key] is None else str(rows[0][key]) for key in ("cell", "course"))
    yield from scores_told(inside, outside, cell, course)


def _side(row: Row) -> SideScore:
    weights, score = as_decimal(row["weights"]), as_decimal(row["score"])
    return SideScore(cast("int", row["items"]), weights or Decimal(0), score, cast("Lacking | None", row["lacking"]))
