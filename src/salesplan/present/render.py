"""A result in the form asked for: table, json, jsonl, csv or markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from salesplan.model.result import Result
from salesplan.present.blocks import Screen
from salesplan.present.view import View, view_for

FORMATS = ("table", "json", "jsonl", "csv", "markdown")
LOCATED_FORMATS = ("sarif", "github")
"""Forms of the findings alone, for results whose findings are about lines of files."""


def render_located(results: Sequence[Result[Any]], form: str) -> Iterator[str]:
    """What several results found, in a form that holds nothing else."""
    if form == "sarif":
        from salesplan.present.sarif import render_sarif

        yield render_sarif(results)
    else:
        from salesplan.present.annotations import render_annotations

        for result in results:
            yield from render_annotations(result.findings)


def render(result: Result[Any], form: str, screen: Screen, view: View | None = None) -> Iterator[str]:
    """The text of a result, in pieces; as its command shows it unless another ``view`` is given."""
    view = view or view_for(result)
    if form == "json":
        from salesplan.present.json_output import render_json

        yield from render_json(result, view)
    elif form == "jsonl":
        from salesplan.present.json_output import render_jsonl

        yield from render_jsonl(result, view)
    elif form == "csv":
        from salesplan.present.csv_output import render_csv

        yield from render_csv(result, view)
    elif form == "markdown":
        from salesplan.present.markdown import render_markdown

        yield from render_markdown(view.blocks(result, replace(screen, drawings=False)))
    else:
        from salesplan.present.terminal import render_terminal

        yield render_terminal(view.blocks(result, screen), screen)
