"""Lights as people see them: a sign, a word and a style each, the same on every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from salesplan.compute.targets.actuals.pace import Light
from salesplan.model.table import Value
from salesplan.present.blocks import Style
from salesplan.text import Text

LIGHT_SIGNS: Mapping[str, str] = {"green": "●", "amber": "▲", "red": "◆"}
"""The shape of each light, so that none rests on its colour."""
LIGHT_WORDS: dict[str, Text] = {"green": Text("绿", "green"), "amber": Text("黄", "amber"), "red": Text("红", "red")}
LIGHT_STYLES: Mapping[str, Style] = {"green": "good", "amber": "warn", "red": "bad"}


def light_of(value: Value) -> Light | None:
    """A code as a light, which is the tone of a card and the colour of a mark too; None where it is none."""
    return next((light for light in get_args(Light) if light == value), None)


def style_of(value: Value) -> Style:
    """The style of a line or cell that stands for a light; none for what is no light."""
    return LIGHT_STYLES.get(str(value), "")
