"""A view: how one result looks, the same for the terminal, Markdown, CSV, workbooks and labels of JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Any

from salesplan.model.result import Result
from salesplan.present.blocks import Block, Drawing, Screen
from salesplan.present.events import CalendarPage
from salesplan.present.report.parts import Report
from salesplan.text import Text

LETTERS = 3
"""A code of more characters than this is a word even among letters: ``negative`` beside A, B, C."""


@dataclass(frozen=True)
class View:
    """How a result looks.

    ``columns`` titles every row column by key, ``figures`` those of the summary; ``labels`` turns the codes of coded
    columns and of the summary's groups into words; ``blocks`` lays out the page. In the cells of a list the codes of
    ``letters`` stand as they are (A, MaN), so that people can filter and look up by them. ``words_of`` gives further
    ``labels`` that only a result knows, ``titles_of`` further ``columns``. ``located``: its findings are about lines of
    the plan, so that they may be had as SARIF and as GitHub annotations. ``picture`` is what a workbook of the result
    shows on its first sheet, for those that are a picture more than a list. ``whole``: a file of it is the page with
    every row and every word, and a workbook has it on its first sheet; ``sheets`` are further pages of it by name, such
    as one for each person. ``events`` are the days that it can put into a
    calendar. ``inner`` columns are for programs: JSON has them, lists for people do not. ``report``: files of it are a
    report of sections with charts.
    """

    title: Text
    columns: Mapping[str, Text]
    labels: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    figures: Mapping[str, Text] = field(default_factory=dict)
    letters: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    words_of: Callable[[Result[Any]], Mapping[str, Mapping[str, Text]]] | None = None
    titles_of: Callable[[Result[Any]], Mapping[str, Text]] | None = None
    located: bool = False
    whole: bool = False
    picture: Callable[[Result[Any]], Iterable[Drawing]] | None = None
    sheets: Callable[[Result[Any], Screen], Iterable[tuple[str, Iterable[Block]]]] | None = None
    events: Callable[[Result[Any]], CalendarPage] | None = None
    report: Callable[[Result[Any], Screen], Report] | None = None
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    blocks: Callable[[Result[Any], Screen], Iterable[Block]] = field(default=lambda _result, _screen: ())

    def for_people(self, result: Result[Any]) -> Result[Any]:
        """The result without the columns that are for programs alone."""
        return replace(result, rows=result.rows.without(self.inner)) if self.inner else result

    def in_cell(self, column: str, code: str) -> Text | str:
        """What stands in the cell of a list for a code: its words, or the letter itself."""
        return code if column in self.letters and len(code) <= LETTERS else self.label(column, code)

    def label(self, column: str, code: object) -> Text | str:
        """The words for a code; the code itself where it has none."""
        return self.labels.get(column, {}).get(str(code), str(code))


def view_for(result: Result[Any]) -> View:
    """The view of a result, with the words that only it knows."""
    view = view_of(result.command)
    if view.titles_of:
        view = replace(view, columns={**view.columns, **view.titles_of(result)})
    return replace(view, labels={**view.labels, **view.words_of(result)}) if view.words_of else view


def view_of(command: str) -> View:
    """The view of a command's result: ``VIEW`` in present/views/<command>.py."""
    view: View = import_module(f"salesplan.present.views.{re.sub('[ -]', '_', command)}").VIEW
    return view
