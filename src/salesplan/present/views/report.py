"""How the report looks on a terminal and as Markdown, and the words for its keys."""

from __future__ import annotations

from collections.abc import Iterable

from salesplan.compute.report.report import ReportSummary
from salesplan.model.result import Result
from salesplan.present.blocks import Block, Screen
from salesplan.present.report.blocks_of import blocks_of
from salesplan.present.report.statement_words import COLUMNS, LABELS
from salesplan.present.report.whole import TITLE, report_of
from salesplan.present.view import View


def _blocks(result: Result[ReportSummary], screen: Screen) -> Iterable[Block]:
    return blocks_of(report_of(result, screen), result, screen)


VIEW = View(title=TITLE, columns=COLUMNS, labels=LABELS, blocks=_blocks, report=report_of)
