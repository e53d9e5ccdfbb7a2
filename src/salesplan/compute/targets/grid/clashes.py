"""Why fixed amounts and limits cannot be met together, in words: where, how much is lacking, what set the limit."""

from __future__ import annotations

from collections.abc import Sequence

from salesplan.compute.targets.grid.bounds import Contradiction
from salesplan.compute.targets.grid.grid import Impossible
from salesplan.compute.targets.grid.pins import Fixed
from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.targets.request import SplitRequest
from salesplan.errors import Problem
from salesplan.model.plan.levels import path_shown
from salesplan.model.table import scaled
from salesplan.text import Text

_ROWS_NAMED = 10


def contradiction(
    request: SplitRequest,
    found: Contradiction,
    nodes: tuple[Sequence[Node], Sequence[Node]],
    fixed: Fixed,
    scale: int,
) -> Problem:
    """A target whose parts need more, or take less, than it has; limits on growth among them are named as such."""
    item, time = nodes[0][found.spot[0]], nodes[1][found.spot[1]]
    path = "/".join(filter(None, (item.path, time.path)))
    if found.too_much:
        what = Text(
            "{path}下面定死的数至少要 {parts}，比 {own} 多 {gap}{why}",
            "what is fixed below {path} needs at least {parts}, {gap} more than {own}{why}",
        )
    else:
        what = Text(
            "{path}下面定死的数最多到 {parts}，比 {own} 少 {gap}{why}",
            "what is fixed below {path} takes at most {parts}, {gap} less than {own}{why}",
        )
    key = "min_change" if found.too_much else "max_change"
    limits = sum(1 for (d, _), by in fixed.grown if by == key and item in nodes[0][d].line())
    why = Text("（其中 {n} 项由 {key} 限定）", " ({n} of them limited by {key})").format(n=limits, key=key)
    filled = what.format(
        path=path_shown(path) if path else Text("总额", "the total"),
        parts=money(found.parts, scale),
        own=money(found.own, scale),
        gap=money(abs(found.parts - found.own), scale),
        why=why if limits else Text("", ""),
    )
    fix = Text("改小或放开其中几个数，或改总额", "change or free some of these, or change the total")
    place = request.place(key if limits else "pins")
    return Problem("SPLIT-pins-clash", "error", filled, fix, place, path or "total")


def impossible(request: SplitRequest, found: Impossible, scale: int) -> Problem:
    """Rows and columns that cannot be met together."""
    clash = found.clash
    more = "+..." if len(clash.rows) > _ROWS_NAMED else ""
    paths = [found.rows[i] for i in clash.rows[:_ROWS_NAMED]]
    zh, en = ("+".join(path_shown(path).in_(lang) for path in paths) + more for lang in ("zh", "en"))
    columns = ", ".join(f"{found.columns[j]} {money(room, scale)}" for j, room in clash.limits)
    what = Text(
        "{rows} 要 {need}，它们的列只容得下 {room}（{columns}），差 {gap}",
        "{rows} need {need}, their columns have room for {room} ({columns}): off by {gap}",
    ).format(
        rows=Text("{zh}", "{en}").format(zh=zh, en=en),
        need=money(clash.need, scale),
        room=money(clash.room, scale),
        columns=columns or "-",
        gap=money(abs(clash.need - clash.room), scale),
    )
    fix = Text("改小或放开其中几个定死的数", "change or free some of the fixed amounts")
    return Problem("SPLIT-table-clash", "error", what, fix, request.place("pins"), "+".join(paths) + more)


def money(amount: int, scale: int) -> str:
    """``1,200,000``: smallest amounts in money."""
    return f"{scaled(amount, scale):,f}"
