"""The numbers that decided a rating, in a line of words; every one by its key is for ``--verbose``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from salesplan.model.result import Parameter, Result
from salesplan.present.blocks import Line
from salesplan.present.parameter_words import SENTENCES
from salesplan.present.words import ORIGINS
from salesplan.text import Text


def short_line(result: Result[Any]) -> Line:
    """The window, class A, MAN, 80/20, value tiers and life cycle, each marked where it is not the default."""
    parts = " · ".join(_parts(result.parameters))
    told = Text("用到的参数：{parts}（加 -v 看全部）", "parameters used: {parts} (all with -v)")
    return Line(told.format(parts=parts), "dim", wrap=True)


def _parts(parameters: tuple[Parameter, ...]) -> Iterator[str]:
    for parameter in parameters:
        say = SENTENCES.get(parameter.name)
        if say is not None:
            mark = Text("（{origin}）", " ({origin})").format(origin=ORIGINS[parameter.source])
            yield f"{say(parameter.value)}{'' if parameter.source == 'default' else mark}"
