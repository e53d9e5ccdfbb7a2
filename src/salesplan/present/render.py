"""A result in the form asked for: table, json, jsonl, csv or markdown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from salesplan.model.result import Result
from salesplan.present.blocks import Screen
from salesplan.present.view import View, view_of

FORMATS = ("table", "json", "jsonl", "csv", "markdown")


def render(result: Result[Any], form: str, screen: Screen, view: View | None = None) -> Iterator[str]:
    """The text of a result, in pieces; as its command shows it unless another ``view`` is given."""
    view = view or view_of(result.command)
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

        yield from render_markdown(view.blocks(result, screen))
    else:
        from salesplan.present.terminal import render_terminal

        yield render_terminal(view.blocks(result, screen), screen)
