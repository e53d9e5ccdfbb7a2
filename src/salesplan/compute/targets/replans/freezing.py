"""Targets frozen when they are handed out, so that what is tracked later is what people were given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from salesplan.compute.targets.replans.replan_grids import Columns, Scene
from salesplan.compute.targets.replans.spots import names_of
from salesplan.compute.targets.split import Decomposed
from salesplan.errors import Place, Problem
from salesplan.model.plan.levels import in_a_row, path_shown, paths_shown
from salesplan.model.result import Input
from salesplan.model.state import Leaf, Names, ReadFile, Record
from salesplan.text import Text

_NAMED, _SHOWN = 3, 8
MOVING = frozenset({"history", "trailing", "growth", "blend", "seasonal"})
"""The bases that rest on orders: their targets move when more orders are there."""


def frozen_record(
    made: Decomposed, as_of: date, inputs: Sequence[Input], *, reason: str = "", decided_by: str = ""
) -> Record:
    """The targets of a split as they are, to be kept; ``inputs`` are the files they come from."""
    request, scene = made.request, _scene(made, as_of)
    planned = scene.planned().rows
    files = tuple(dict.fromkeys(ReadFile(table=i.table, file=i.file, sha256=i.sha256) for i in inputs))
    leaves = (
        _leaf(names_of(node), names_of(time), scene.money(amount))
        for node in scene.leaves
        for time, amount in zip(scene.columns.times, planned[node.index], strict=True)
    )
    return Record(
        entry=request.id,
        name=request.name,
        year=request.year.number,
        first=request.year.period.first,
        last=request.year.period.last,
        as_of=as_of,
        frozen_on=as_of,
        rule="frozen",
        reason=reason,
        decided_by=decided_by,
        by=request.by,
        total=made.targets.amount((0, 0)),
        inputs=files,
        leaves=tuple(leaves),
    )


def _leaf(item: Names, time: Names, amount: Decimal) -> Leaf:
    return Leaf(item=item, time=time, original=amount, actual=None, revised=amount, over=False)


def _scene(made: Decomposed, as_of: date) -> Scene:
    targets, year = made.targets, made.request.year
    return Scene(targets, Columns.of(targets.times, year, as_of, made.calendar), targets.scale)


@dataclass(frozen=True)
class Moved:
    """A target that is another one today: as it was frozen, and as the plan gives it now."""

    path: str
    frozen: Decimal
    now: Decimal


def moved_since(frozen: Decomposed, now: Decomposed) -> tuple[Decimal, list[Moved]]:
    """How much of the frozen total stands elsewhere today, and what differs, the most first.

    Members by their year; periods where there are no members, or all of them have the same year. What stands elsewhere
    is half of all differences of the innermost targets, more the whole difference of the totals.
    """
    cells = [(item.index, time.index) for item in now.targets.items for time in now.targets.times]
    innermost = [
        spot for spot in cells if not (now.targets.items[spot[0]].children or now.targets.times[spot[1]].children)
    ]
    apart = sum((abs(_gap(frozen, now, spot)) for spot in innermost), Decimal(0))
    members = _moved(frozen, now, [(node.index, 0) for node in now.targets.items if not node.children])
    if not members or members[0].path == "":
        periods = [(0, node.index) for node in now.targets.times if not node.children and node.parent]
        members = _moved(frozen, now, periods) or members
    return (apart + abs(_gap(frozen, now, (0, 0)))) / 2, members


def _gap(frozen: Decomposed, now: Decomposed, spot: tuple[int, int]) -> Decimal:
    return now.targets.amount(spot) - frozen.targets.amount(spot)


def _moved(frozen: Decomposed, now: Decomposed, spots: Sequence[tuple[int, int]]) -> list[Moved]:
    found = [
        Moved(_path(now, spot), frozen.targets.amount(spot), now.targets.amount(spot))
        for spot in spots
        if _gap(frozen, now, spot)
    ]
    return sorted(found, key=lambda each: -abs(each.now - each.frozen))


def _path(made: Decomposed, spot: tuple[int, int]) -> str:
    return "/".join(filter(None, (made.targets.items[spot[0]].path, made.targets.times[spot[1]].path)))


def frozen_note(frozen: Decomposed, now: Decomposed, record: Record) -> Problem:
    """That the targets are the frozen ones, and how far those that the plan gives now are from them."""
    apart, moved = moved_since(frozen, now)
    what = Text(
        "目标按 {day} 定稿的；今天按计划算也一样",
        "the targets are those frozen on {day}; the plan still gives the same",
    )
    told: dict[str, Text | str] = {"day": str(record.as_of)}
    if apart:
        what = Text(
            "目标按 {day} 定稿的；今天按计划算，会有 {apart}（{share}）换地方，差得最多的：{names}",
            "the targets are those frozen on {day}; now the plan moves {apart} ({share}), most of all {names}",
        )
        words = Text("{path} {change}", "{path} {change}")
        names = in_a_row([words.format(path=path_shown(each.path), change=_change(each)) for each in moved[:_NAMED]])
        whole = frozen.targets.amount((0, 0))
        told |= {"apart": f"{apart:,f}", "share": _percent(apart / abs(whole)) if whole else "-", "names": names}
    fix = Text("要对照今天算的，加 --against plan", "to compare with today's, add --against plan")
    return Problem("TRACK-frozen", "note", what.format(**told), fix, Place(key=f"targets.{now.request.id}"))


def members_differ(made: Decomposed, record: Record, lost: Sequence[str]) -> Problem:
    """That the plan as it is now has other members or periods than the frozen targets."""
    what = Text("{day} 定稿里没有，或现在没有：{names}", "only what was frozen on {day} or only the plan has {names}")
    fix = Text(
        "重新定稿：salesplan targets split {id} --record --reason 原因",
        "freeze them anew: salesplan targets split {id} --record --reason WHY",
    )
    place = Place(key=f"targets.{made.request.id}")
    filled = what.format(day=record.as_of, names=paths_shown(lost, _SHOWN))
    return Problem("TRACK-other-members", "warning", filled, fix.format(id=made.request.id), place)


def _change(moved: Moved) -> str:
    """``+28.0%``, or the amount where nothing was frozen."""
    more = moved.now - moved.frozen
    sign = "+" if more > 0 else "-"
    return sign + (_percent(abs(more / moved.frozen)) if moved.frozen else f"{abs(more):,f}")


def _percent(share: Decimal) -> str:
    return f"{(share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
