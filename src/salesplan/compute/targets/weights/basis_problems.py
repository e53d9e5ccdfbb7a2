"""What is said when a level lacks what its basis goes by: orders, potential, people, the parts of a blend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.weights.bases import BLENDED
from salesplan.compute.targets.weights.history import History, twelve_months
from salesplan.compute.targets.weights.sources import Sources
from salesplan.errors import Problem
from salesplan.model.near import nearest
from salesplan.model.plan.levels import basis_word, level_word
from salesplan.text import Text


def blend_parts(request: SplitRequest, sources: Sources, level: str) -> dict[str, Decimal]:
    """The parts of a blend that are known at a level and count, with their proportions as given."""
    given: dict[str, Decimal] = request.split.blend.model_dump()
    return {basis: given[basis] for basis in BLENDED if given[basis] and sources.known(basis, level)}


def blend_missing(request: SplitRequest, parts: Mapping[str, Decimal]) -> list[str]:
    """The parts of a blend that would count and are not known."""
    given: dict[str, Decimal] = request.split.blend.model_dump()
    return [basis for basis in BLENDED if given[basis] and basis not in parts]


def no_orders(request: SplitRequest, basis: str, history: History | None, as_of: date) -> Problem:
    """That the orders do not cover what the basis needs: a full year, two in a row, the last twelve months."""
    needs = _NEEDS.get(basis, _NEEDS["history"]).format(months=twelve_months(as_of, request.year))
    span = Text("", "")
    if history is not None:
        span = Text("（订单从 {first} 到 {last}）", " (orders run from {first} to {last})")
        span = span.format(first=history.span.first, last=history.span.last)
    what = Text("没有{needs}的订单{span}，不能按{basis}分", "there are no orders of {needs} for {basis}{span}")
    fix = _FIXES.get(basis, _FIXES["history"])
    filled = what.format(needs=needs, basis=basis_word(basis), span=span)
    return Problem("SPLIT-no-orders", "error", filled, fix, request.place("basis"), basis)


def _no_potential(request: SplitRequest, level: str) -> Problem:
    near = nearest(level, request.potential)
    guess = Text("是不是 {near}？", "did you mean {near}? ").format(near=near) if near else Text("", "")
    what = Text("{level}没有市场潜力的数", "no potential is known for {level}").format(level=level_word(level))
    fix = Text(
        "{guess}在这条目标里写 potential: {{{level}: {{名称: 金额}}}}，或让客户名单有“潜力”和这一列",
        "{guess}give the entry potential: {{{level}: {{NAME: AMOUNT}}}}, or customers with potential and {level}",
    ).format(guess=guess, level=level)
    return Problem("SPLIT-no-potential", "error", what, fix, request.place(f"basis.{level}"), level)


def _no_people(request: SplitRequest, level: str) -> Problem:
    what = Text("不知道{level}有哪些人，不能按产能分", "it is not known who belongs to {level}: no capacity to go by")
    fix = Text(
        "在计划的 team.members 里写上人员和他们的{word}", "put the people under team.members, each with {level}"
    ).format(word=level_word(level), level="a name" if level == "rep" else level)
    place = request.place(f"basis.{level}")
    return Problem("SPLIT-no-team", "error", what.format(level=level_word(level)), fix, place, level)


def no_blend(request: SplitRequest, level: str) -> Problem:
    """That nothing of a blend is known."""
    what = Text("{level}没有历史、潜力，也没有产能，不能混合", "{level} has neither history, potential nor capacity")
    fix = Text(
        "给整年的订单、potential 或 team.members，或换一个依据",
        "give orders of a full year, potential or team.members, or choose another basis",
    )
    place = request.place(f"basis.{level}")
    return Problem("SPLIT-no-blend", "error", what.format(level=level_word(level)), fix, place, level)


def part_blend(request: SplitRequest, level: str, parts: Mapping[str, Decimal], missing: Sequence[str]) -> Problem:
    """A note that a part of the blend is missing, with the proportions that are used instead."""
    together = sum(parts.values())
    used = _joined(
        [Text("{b} {s}", "{b} {s}").format(b=basis_word(b), s=f"{p / together:.1%}") for b, p in parts.items()]
    )
    what = Text(
        "{level}没有{missing}，混合只用 {used}", "{level} has no {missing}: the blend is made of {used}"
    ).format(level=level_word(level), missing=_joined([basis_word(basis) for basis in missing]), used=used)
    fix = Text("补上它，或改 parameters.split.blend", "add it, or change parameters.split.blend")
    return Problem("SPLIT-blend", "note", what, fix, request.place(f"basis.{level}"), ", ".join(missing))


def _joined(words: list[Text]) -> Text:
    found = words[0]
    for word in words[1:]:
        found = Text("{a}、{b}", "{a}, {b}").format(a=found, b=word)
    return found


NOTHING_TOLD: dict[str, Callable[[SplitRequest, str], Problem]] = {"potential": _no_potential, "capacity": _no_people}
"""What is said of a level that has no potential, and of one without people."""
_NEEDS = {
    "history": Text("完整年度", "a full year"),
    "growth": Text("连续两个完整年度", "two full years in a row"),
    "trailing": Text("最近 12 个整月（{months}）", "the last twelve full months ({months})"),
}
_FIXES = {
    "history": Text(
        "用 --orders 或 sources.orders 给整年的订单，或换一个依据",
        "give orders of a full year with --orders or sources.orders, or choose another basis",
    ),
    "growth": Text("补上更早一年的订单，或改用 history", "add the orders of the year before, or use history"),
    "trailing": Text(
        "补上这些月份的订单，或用 --as-of 写订单截止的那天",
        "add these months, or give the day the orders end as --as-of",
    ),
}
