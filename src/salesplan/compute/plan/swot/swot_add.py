"""A new line of the SWOT register, from the words that somebody typed: what is wrong with it, what is to be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from salesplan.compute.plan.rules.swot_items import KINDS
from salesplan.compute.plan.swot.evaluation import Kind
from salesplan.compute.plan.swot.swot_register import RATINGS, SIDES, next_id, side_of
from salesplan.errors import Problem
from salesplan.model.plan.edit import PlanItem
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.swot import SwotItem
from salesplan.text import Text

FIELDS = ("kind", "text", "weight", "rating", "evidence", "owner", "id")
"""What is asked for, in this order."""


@dataclass(frozen=True)
class ItemWords:
    """An item as typed; None where nothing was."""

    kind: str | None = None
    text: str | None = None
    weight: str | None = None
    rating: str | None = None
    evidence: str | None = None
    owner: str | None = None
    id: str | None = None

    def given(self, field: str) -> str:
        """What was typed for a field, without blanks around it."""
        return (getattr(self, field) or "").strip()


def kind_of(words: ItemWords) -> Kind | None:
    """The kind, from its letter or its name in Chinese or English; None where it is none."""
    found = _read("kind", words.given("kind"))
    return found if found in KINDS else None


def free_id(words: ItemWords, plan: Plan) -> str:
    """The next id of the kind: S4 after S3."""
    return next_id(kind_of(words) or "X", [item.id for item in plan.swot.items])


def fault(field: str, words: ItemWords, plan: Plan) -> Problem | None:
    """What is wrong with one field; an empty one is right but for the kind and the text."""
    word = words.given(field)
    if field in ("kind", "text") or word:
        for what, fix in _faults(field, word, words, plan):
            return Problem("USAGE-swot-item", "error", what, fix, value=word or None)
    return None


def faults(words: ItemWords, plan: Plan) -> list[Problem]:
    """What is wrong with the item, all of it."""
    return [problem for field in FIELDS if (problem := fault(field, words, plan)) is not None]


def _faults(field: str, word: str, words: ItemWords, plan: Plan) -> Iterator[tuple[Text, Text]]:
    if field == "kind" and kind_of(words) is None:
        what = (
            Text("不认识这一类：“{word}”", "“{word}” is no kind") if word else Text("没有说是哪一类", "no kind given")
        )
        fix = Text("写 S 优势、W 劣势、O 机会或 T 威胁", "S is a strength, W a weakness, O an opportunity, T a threat")
        yield what.format(word=word), fix
    if field == "text" and not word:
        yield Text("没有写内容", "no text given"), Text("一句话说清是什么", "say what it is in one sentence")
    if field == "weight" and _read("weight", word) is None:
        yield (
            Text("权重 “{word}” 不在 0 到 1 之间", "the weight “{word}” is not between 0 and 1").format(word=word),
            Text("写成 0.15 或 15%", "write it as 0.15 or 15%"),
        )
    allowed = RATINGS[kind_of(words) or "O"]
    if field == "rating" and _read("rating", word) not in allowed:
        yield (
            Text("评分不能是 “{word}”", "the rating cannot be “{word}”").format(word=word),
            Text("写 {allowed}", "write {allowed}").format(allowed=choices(allowed)),
        )
    if field == "id" and word in {item.id for item in plan.swot.items}:
        yield (
            Text("编号 {word} 已经有了", "the id {word} is taken").format(word=word),
            Text("换一个，如 {free}", "choose another, such as {free}").format(free=free_id(words, plan)),
        )


def choices(allowed: Sequence[int]) -> Text:
    """``3 或 4``."""
    told = (
        Text("{first} 或 {last}", "{first} or {last}")
        if len(allowed) <= _TWO
        else Text("{first} 到 {last}", "{first} to {last}")
    )
    return told.format(first=allowed[0], last=allowed[-1])


_TWO = 2


def _read(field: str, word: str) -> Any:  # noqa: ANN401 - whatever the field holds
    """The word as the plan would read it; None where it would refuse it."""
    try:
        return getattr(SwotItem.model_validate({"id": "x", field: word}), field)
    except ValueError:
        return None


def item_of(words: ItemWords, plan: Plan) -> PlanItem:
    """The line to be added to the register: its keys in their usual order, those that were not given left out."""
    named = replace(words, kind=kind_of(words), id=words.given("id") or free_id(words, plan))
    keys = ("id", "kind", "text", "weight", "rating", "evidence", "owner")
    values: Mapping[str, str] = {key: named.given(key) for key in keys if named.given(key)}
    return PlanItem(("swot", "items"), values)


@dataclass(frozen=True)
class SideSum:
    """What the weights of a side come to, and what is left of 1."""

    kinds: str
    weights: Decimal
    rest: Decimal


def side_sum(words: ItemWords, plan: Plan) -> SideSum:
    """The weights of the item's side with the item's own."""
    kinds = next(side for side in SIDES if (kind_of(words) or "S") in side)
    own = _read("weight", words.given("weight")) if words.given("weight") else None
    weights = side_of(plan.swot, kinds, Decimal(0)).weights + (own or Decimal(0))
    return SideSum(kinds, weights, 1 - weights)
