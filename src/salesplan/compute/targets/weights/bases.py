"""Which basis each level is split by, and what that makes of its weights (methods.md 2.1, 2.4)."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from salesplan.compute.targets.grid.tree import key_of
from salesplan.compute.targets.people.people import PLACES
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.weights.history import History
from salesplan.compute.targets.weights.season import Season
from salesplan.errors import Problem
from salesplan.model.near import nearest
from salesplan.model.plan.levels import BASES, LEVELS, TIME_LEVELS, basis_word, level_word
from salesplan.model.result import Input
from salesplan.text import Text

TIME_BASES = ("seasonal", "workdays", "even", "weights", "manual")
ITEM_BASES = ("history", "trailing", "growth", "potential", "capacity", "blend", "weights", "manual", "even")
GIVEN = ("weights", "manual")
"""Bases whose numbers stand in the plan."""
SALES = ("history", "trailing", "growth")
"""Bases that go by the orders."""
BLENDED = ("history", "potential", "capacity")
"""What a blend is made of."""


def fitting(level: str) -> tuple[str, ...]:
    """The bases that a level can have."""
    return TIME_BASES if level in TIME_LEVELS else ITEM_BASES


def basis_for(
    level: str, request: SplitRequest, season: Season | None, history: History | None, able: Collection[str]
) -> str:
    """The level's basis: its own, else the one for all levels where it fits, else the default.

    By default periods go by the season when the orders hold a full year, else by working days; weeks below months by
    working days; members by the weights given, else by history where the orders hold a full year, else evenly.
    ``able`` are the levels that can go by the basis for all, if that is one of members.
    """
    asked = request.basis.get(level)
    general = request.basis.get("*")
    if asked is None and general in fitting(level) and (level in (request.weights if general in GIVEN else able)):
        asked = general
    if level in TIME_LEVELS:
        chosen = asked or ("weights" if level in request.weights else "seasonal" if season else "workdays")
        return "workdays" if chosen == "seasonal" and (season is None or _parts_of_month(level, request)) else chosen
    known = history is not None and bool(history.years) and level in history.levels
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


def level_problems(
    request: SplitRequest, fields: Sequence[str], others: Sequence[str] = (), orders: Sequence[Input] = ()
) -> list[Problem]:
    """What is wrong with the levels and bases asked for.

    ``fields`` are the orders' fields that can be a level, ``others`` those of other lists; ``orders`` say which files
    and columns the orders have.
    """
    known = _known_levels(request, (*fields, *others))
    problems = _level_name_problems(request, known, orders)
    for level, basis in request.basis.items():
        if level != "*" and level not in request.by:
            problems.append(_stray(request, f"basis.{level}", level))
        elif level == "*" and not any(basis in fitting(each) for each in request.by):
            valid = dict.fromkeys(name for each in request.by for name in fitting(each))
            problems.append(_bad_basis(request, "basis", basis, tuple(valid)))
        elif level == "*" and basis in GIVEN and not request.weights:
            problems.append(_no_weights(request, "basis", request.by[-1]))
        elif level != "*" and basis not in fitting(level):
            problems.append(_bad_basis(request, f"basis.{level}", basis, fitting(level)))
        elif level not in known:
            continue
        elif basis in GIVEN and level not in request.weights:
            problems.append(_no_weights(request, f"basis.{level}", level))
        elif basis in SALES and level not in fields and not (basis == "history" and _of_people(level, known, fields)):
            problems.append(_no_field(request, level, basis, fields))
    for level, given in request.weights.items():
        if level not in request.by:
            problems.append(_stray(request, f"weights.{level}", level))
        elif len({key_of(name) for name in given}) < len(given):
            problems.append(_same_names(request, level))
    return problems


def _of_people(level: str, known: Sequence[str], fields: Sequence[str]) -> bool:
    """Whether a team, region or channel is known by the people of the plan, whose sales the orders tell."""
    return level in PLACES and level in known and "rep" in fields


def _known_levels(request: SplitRequest, fields: Sequence[str]) -> list[str]:
    """Time, and what the orders, the weights, the potential or the team tell the members of."""
    team = {"rep"} if request.team.members else set()
    team |= {level for member in request.team.members for level, name in member.places if name is not None}
    told = {*fields, *request.weights, *request.members, *request.potential, *team}
    return list(dict.fromkeys([*TIME_LEVELS, *sorted(told - {*TIME_LEVELS})]))


def _level_name_problems(request: SplitRequest, known: list[str], orders: Sequence[Input]) -> list[Problem]:
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
    problems += [_unknown_level(request, level, known, orders) for level in request.by if level not in known]
    return problems


def _wrong(request: SplitRequest, code: str, key: str, what: Text, fix: Text, value: str | None = None) -> Problem:
    return Problem(code, "error", what, fix, request.place(key), value)


def _unknown_level(request: SplitRequest, level: str, known: list[str], orders: Sequence[Input]) -> Problem:
    if level in LEVELS:
        return _level_not_in(request, level, orders) if orders else _level_without_data(request, level)
    near = nearest(level, [*known, *LEVELS])
    guess = Text("是不是 {near}？", "did you mean {near}? ").format(near=near) if near else Text("", "")
    what = Text("没有层级 {level}", "there is no level {level}").format(level=level)
    fix = Text(
        "{guess}可用：{known}；别的层级要给 weights", "{guess}use one of: {known}; any other level needs weights"
    ).format(known=", ".join(known), guess=guess)
    return _wrong(request, "SPLIT-level", "by", what, fix, level)


def _level_without_data(request: SplitRequest, level: str) -> Problem:
    """A level that is well known, with nothing to split it by."""
    what = Text("按{level}分要有依据", "a split by {level} needs something to go by").format(level=level_word(level))
    names = Text("华东=5,华南=3", "East=5,South=3") if level == "region" else Text("甲=5,乙=3", "A=5,B=3")
    fix = Text(
        "加 --weights {level}:{names} 或 --orders 订单.xlsx（有这一列）",
        "add --weights {level}:{names}, or --orders orders.xlsx with this column",
    )
    if request.source == "plan" and "by" not in request.typed:
        fix = Text(
            "在这条目标里写 weights，或在 sources 里写有这一列的 orders",
            "give the entry weights, or name orders with this column under sources",
        )
    return _wrong(request, "SPLIT-level-data", "by", what, fix.format(level=level, names=names), level)


def _level_not_in(request: SplitRequest, level: str, orders: Sequence[Input]) -> Problem:
    """A level that the given orders have no column for: which file, which columns there are, how to name one."""
    files = list(dict.fromkeys(each.file for each in orders))
    what = Text(
        "按{level}分要有依据，{files} 里没有认出“{level}”这一列；有这些列：{headers}",
        "a split by {level} needs something to go by: {files} has no column recognised as {level}; "
        "the columns are: {headers}",
    ).format(
        level=level_word(level),
        files=", ".join(files),
        headers=", ".join(column.header for column in orders[0].columns if column.header),
    )
    fix = Text(
        "换了叫法，就在 plan.yaml 里写明：sources: {{orders: {{file: {file}, columns: {{{level}: 表头}}}}}}；"
        "没有这一列，就在这条目标里写 weights",
        "If it has another name, say so in plan.yaml: "
        "sources: {{orders: {{file: {file}, columns: {{{level}: TITLE}}}}}}; "
        "without such a column give the entry weights",
    ).format(level=level, file=json.dumps(files if len(files) > 1 else files[0], ensure_ascii=False))
    return _wrong(request, "SPLIT-level-data", "by", what, fix, level)


def _stray(request: SplitRequest, key: str, level: str) -> Problem:
    what = Text("这次不按{level}分", "this split has no level {level}").format(level=level_word(level))
    fix = Text(
        "这次的层级是 {levels}；在 by 里加上它，或去掉这一项", "the levels are {levels}: add it to by, or drop this"
    )
    fix = fix.format(levels=", ".join(request.by))
    return _wrong(request, "SPLIT-stray-level", key, what, fix, level)


def _same_names(request: SplitRequest, level: str) -> Problem:
    what = Text("{level}里有两个名字一样", "two names of {level} are the same").format(level=level_word(level))
    fix = Text("名称前后空格和全半角不算不同，留一个", "blanks and width make no difference: keep one of them")
    return _wrong(request, "SPLIT-same-name", f"weights.{level}", what, fix)


def _bad_basis(request: SplitRequest, key: str, basis: str, valid: tuple[str, ...]) -> Problem:
    near = nearest(basis, [name for name in valid if name != basis])
    guess = Text("是不是 {near}？", "did you mean {near}? ").format(near=near) if near else Text("", "")
    level = key.partition(".")[2]
    what = Text("没有依据 {basis}", "there is no basis {basis}").format(basis=basis)
    if basis in BASES and level:
        what = Text("{level}不能按{basis}分", "{level} cannot be split by {basis}")
        what = what.format(level=level_word(level), basis=basis_word(basis))
    elif basis in BASES:
        what = Text("这些层级都不能按{basis}分", "no level of this split goes by {basis}").format(
            basis=basis_word(basis)
        )
    fix = Text("{guess}可用：{valid}", "{guess}use one of: {valid}").format(valid=", ".join(valid), guess=guess)
    return _wrong(request, "SPLIT-basis", key, what, fix, basis)


def _no_weights(request: SplitRequest, key: str, level: str) -> Problem:
    what = Text("{level}没有权重", "{level} has no weights").format(level=level_word(level))
    fix = Text(
        "加 --weights {level}:名称=数，或在计划的这条目标里写 weights",
        "add --weights {level}:NAME=NUMBER, or give the plan's entry weights",
    ).format(level=level)
    return _wrong(request, "SPLIT-no-weights", key, what, fix)


def _no_field(request: SplitRequest, level: str, basis: str, fields: Sequence[str]) -> Problem:
    what = Text("没有带{level}的订单，不能按{basis}分", "there are no orders with {level} to go by")
    what = what.format(level=level_word(level), basis=basis_word(basis))
    fix = Text(
        "用 --orders 给有这一列的订单，或改用 weights、even", "give --orders with this column, or use weights or even"
    )
    if fields:
        fix = Text(
            "订单里有 {fields}；换一层，或改用 weights、even",
            "the orders have {fields}: use one of them, or weights or even",
        ).format(fields=", ".join(fields))
    return _wrong(request, "SPLIT-no-history", f"basis.{level}", what, fix)
