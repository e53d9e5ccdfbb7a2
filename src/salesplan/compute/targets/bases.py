"""Which basis each level is split by, and what that makes of its weights (methods.md 2.1, 2.4)."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from salesplan.compute.targets.history import History
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.season import Season
from salesplan.compute.targets.time_levels import TIME_LEVELS
from salesplan.compute.targets.tree import key_of
from salesplan.errors import Problem
from salesplan.text import Text

TIME_BASES = ("seasonal", "workdays", "even", "weights", "manual")
ITEM_BASES = ("history", "weights", "manual", "even")
GIVEN = ("weights", "manual")
"""Bases whose numbers stand in the plan."""


def fitting(level: str) -> tuple[str, ...]:
    """The bases that a level can have."""
    return TIME_BASES if level in TIME_LEVELS else ITEM_BASES


def basis_for(level: str, request: SplitRequest, season: Season | None, history: History | None) -> str:
    """The level's basis: its own, else the one for all levels where it fits, else the default.

    By default periods go by the season when the orders hold a full year, else by working days; weeks below months by
    working days; members by the weights given, else by history, else evenly.
    """
    asked = request.basis.get(level)
    general = request.basis.get("*")
    if asked is None and general in fitting(level) and (general not in GIVEN or level in request.weights):
        asked = general
    if level in TIME_LEVELS:
        chosen = asked or ("weights" if level in request.weights else "seasonal" if season else "workdays")
        return "workdays" if chosen == "seasonal" and (season is None or _parts_of_month(level, request)) else chosen
    known = history is not None and level in history.levels
    return asked or ("weights" if level in request.weights else "history" if known else "even")


def _parts_of_month(level: str, request: SplitRequest) -> bool:
    """Weeks below months have no season of their own."""
    return level == "week" and "month" in request.by


def wants_season(request: SplitRequest) -> bool:
    """Whether some level may be split by the season."""
    times = [level for level in request.by if level in TIME_LEVELS]
    asked = [request.basis.get(level, request.basis.get("*", "seasonal")) for level in times]
    return any(basis not in ("workdays", "even") for basis in asked)


def asks_for_season(request: SplitRequest) -> bool:
    """Whether the season was asked for by name, so that its absence is worth a word."""
    return "seasonal" in request.basis.values()


def level_problems(request: SplitRequest, fields: Sequence[str]) -> list[Problem]:
    """What is wrong with the levels and bases asked for; ``fields`` are the orders' fields that can be a level."""
    problems = _level_name_problems(request, fields)
    for level, basis in request.basis.items():
        if level != "*" and level not in request.by:
            problems.append(_stray(request, f"basis.{level}", level))
        elif level == "*" and not any(basis in fitting(each) for each in request.by):
            valid = dict.fromkeys(name for each in request.by for name in fitting(each))
            problems.append(_bad_basis(request, "basis", basis, tuple(valid)))
        elif level == "*" and basis in GIVEN and not request.weights:
            problems.append(_no_weights(request, request.by[-1]))
        elif level != "*" and basis not in fitting(level):
            problems.append(_bad_basis(request, f"basis.{level}", basis, fitting(level)))
        elif level != "*" and basis in GIVEN and level not in request.weights:
            problems.append(_no_weights(request, level))
        elif level != "*" and basis == "history" and level not in fields:
            problems.append(_no_field(request, level, fields))
    for level, given in request.weights.items():
        if level not in request.by:
            problems.append(_stray(request, f"weights.{level}", level))
        elif len({key_of(name) for name in given}) < len(given):
            problems.append(_same_names(request, level))
    return problems


def _level_name_problems(request: SplitRequest, fields: Sequence[str]) -> list[Problem]:
    times = [level for level in request.by if level in TIME_LEVELS]
    problems: list[Problem] = []
    if not request.by:
        fix = Text("写上层级，如 --by quarter,region，或写 by:", "type --by quarter,region, or give the entry a by")
        problems.append(
            _wrong(request, "SPLIT-no-levels", "by", Text("没有说按什么分解", "no levels to split by"), fix)
        )
    if len(set(request.by)) < len(request.by) or times != sorted(times, key=TIME_LEVELS.index):
        what = Text("层级重复，或时间层级次序不对", "a level stands twice, or levels of time are out of order")
        fix = Text("时间从大到小：{levels}，可跳过", "order time as {levels}; any may be left out")
        problems.append(_wrong(request, "SPLIT-level-order", "by", what, fix.format(levels=", ".join(TIME_LEVELS))))
    known = {*TIME_LEVELS, *fields, *request.weights, *request.members}
    problems += [_unknown_level(request, level, sorted(known)) for level in request.by if level not in known]
    return problems


def _wrong(request: SplitRequest, code: str, key: str, what: Text, fix: Text, value: str | None = None) -> Problem:
    return Problem(code, "error", what, fix, request.place(key), value)


def _unknown_level(request: SplitRequest, level: str, known: list[str]) -> Problem:
    near = get_close_matches(level, known, 1)
    return _wrong(
        request,
        "SPLIT-level",
        "by",
        Text("没有层级“{level}”", "there is no level {level}").format(level=level),
        Text(
            "用{near}其中之一：{known}；或给这一层写 weights",
            "use {near}one of: {known}; or give the level weights",
        ).format(known=", ".join(known), near=f"{near[0]}, " if near else ""),
        level,
    )


def _stray(request: SplitRequest, key: str, level: str) -> Problem:
    what = Text("“{level}”不在这次的层级里", "{level} is not a level of this split").format(level=level)
    fix = Text("层级是：{levels}", "the levels are: {levels}").format(levels=", ".join(request.by))
    return _wrong(request, "SPLIT-stray-level", key, what, fix, level)


def _same_names(request: SplitRequest, level: str) -> Problem:
    what = Text("{level} 里有两个名字一样", "two names of {level} are the same").format(level=level)
    fix = Text("名称前后空格和全半角不算不同，留一个", "blanks and width make no difference: keep one of them")
    return _wrong(request, "SPLIT-same-name", f"weights.{level}", what, fix)


def _bad_basis(request: SplitRequest, key: str, basis: str, valid: tuple[str, ...]) -> Problem:
    what = Text("依据“{basis}”用不上", "basis {basis} does not fit").format(basis=basis)
    fix = Text("可用：{valid}", "use one of: {valid}").format(valid=", ".join(valid))
    return _wrong(request, "SPLIT-basis", key, what, fix, basis)


def _no_weights(request: SplitRequest, level: str) -> Problem:
    what = Text("{level} 没有权重", "{level} has no weights").format(level=level)
    fix = Text("在 targets 里写 weights:{level}: ...", "give weights in the entry, under {level}").format(level=level)
    return _wrong(request, "SPLIT-no-weights", f"weights.{level}", what, fix)


def _no_field(request: SplitRequest, level: str, fields: Sequence[str]) -> Problem:
    what = Text("订单里没有 {level} 这一列", "the orders have no {level}").format(level=level)
    fix = Text(
        "换一层（{fields}），或改用 weights、even", "use another level ({fields}), or weights or even for this one"
    ).format(fields=", ".join(fields) or "-")
    return _wrong(request, "SPLIT-no-history", f"basis.{level}", what, fix)
