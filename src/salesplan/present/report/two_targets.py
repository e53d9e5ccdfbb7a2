"""Sentences where two targets, or two lights, stand for one thing: how much they differ and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from salesplan.model.table import Value
from salesplan.present.blocks import Line, Screen
from salesplan.present.lights import LIGHT_WORDS
from salesplan.present.numbers import as_decimal, percent, whole_amount
from salesplan.present.words import listed
from salesplan.text import Text

Row = Mapping[str, Value]
_ADJUSTED = Text("目标表按因素调整后是 {target}", "the split target, adjusted by factors, is {target}")
_SPLIT = Text("目标表是 {target}", "the split target is {target}")
_MORE = Text(
    "{own}，比目标“{goal}”的 {other} 高 {share}：灯按各自的进度算",
    "{own}, {share} above the goal “{goal}” of {other}: each light goes by its own",
)
_LESS = Text(
    "{own}，比目标“{goal}”的 {other} 低 {share}：灯按各自的进度算",
    "{own}, {share} below the goal “{goal}” of {other}: each light goes by its own",
)
_PART = Text(
    "{name} {pace}（{light}）、{other_pace}（{other_light}）", "{name} {pace} ({light}), {other_pace} ({other_light})"
)
_PARTS = Text(
    "同一区域两盏灯，前一盏按目标表分到各期的数，后一盏按目标的里程碑：{parts}",
    "two lights of one part: by the split target, then by the milestones of the goal: {parts}",
)
_OF_PEOPLE = Text("{name} {target}，下面的人合计 {other}", "{name} {target}, its people {other} together")
_PEOPLE = Text(
    "按区域和按人是分开分到各期的，年初到现在应完成的数不一样：{parts}",
    "regions and people are split into periods apart, so what was due so far differs: {parts}",
)


def two_told(rows: Sequence[Row], screen: Screen) -> Iterator[Line]:
    """The whole first, then the parts whose lights differ, then the regions whose people differ; one line each."""
    for row in (row for row in rows if row["kind"] == "whole"):
        yield Line(_whole(row, screen), "dim", wrap=True)
    parts = [_PART.format(**_part(row)) for row in rows if row["kind"] == "part"]
    if parts:
        yield Line(_PARTS.format(parts=listed(list(map(str, parts)))), "dim", wrap=True)
    people = [_OF_PEOPLE.format(name=row["name"], **_amounts(row, screen)) for row in rows if row["kind"] == "people"]
    if people:
        yield Line(_PEOPLE.format(parts=listed(list(map(str, people)))), "dim", wrap=True)


def _whole(row: Row, screen: Screen) -> Text:
    amounts, share = _amounts(row, screen), as_decimal(row["share"]) or Decimal(0)
    own = (_ADJUSTED if row["adjusted"] else _SPLIT).format(target=amounts["target"])
    told = _MORE if share >= 0 else _LESS
    return told.format(own=own, goal=row["goal"], other=amounts["other"], share=percent(abs(share)))


def _part(row: Row) -> dict[str, Text | str]:
    paces = {key: percent(as_decimal(row[key])) for key in ("pace", "other_pace")}
    return {"name": str(row["name"]), **paces, **{key: LIGHT_WORDS[str(row[key])] for key in ("light", "other_light")}}


def _amounts(row: Row, screen: Screen) -> dict[str, str]:
    return {key: whole_amount(as_decimal(row[key]), screen.unit) for key in ("target", "other")}
