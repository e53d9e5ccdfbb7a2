"""A split taken apart for handing it out: one portion a member of a level, with its periods and inner members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from salesplan.compute.allocation import split
from salesplan.compute.targets.grid.address import Part, parts_of, targets_at
from salesplan.compute.targets.grid.outcome import Targets
from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.targets.people.hedging import handed_out
from salesplan.compute.targets.split import Decomposed
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.model.plan.targets import Commitment
from salesplan.model.table import scaled
from salesplan.model.target_sheets import MemberTargets, PeriodLine, TargetSheets

Agreed = Mapping[int, tuple[str, ...]]
"""Who agreed, by the number of the member node."""


def member_levels(by: Sequence[str]) -> list[str]:
    """The levels that sheets can be made of: those that are no periods."""
    return [level for level in by if level not in TIME_LEVELS]


def portions(
    made: Decomposed, level: str, as_of: date, *, plan: str, currency: str, commitments: Sequence[Commitment] = ()
) -> TargetSheets:
    """One portion a member of ``level``, in the order of the split. All portions sum to the total in every period."""
    request, targets = made.request, made.targets
    times = _parts_first(targets.times[0])
    at = {time.index: position for position, time in enumerate(times)}
    lines = [PeriodLine(time.name, time.depth, tuple(at[part.index] for part in time.children)) for time in times]
    agreed = _agreed(targets, commitments)
    nodes = [node for node in targets.items if node.level == level]
    members = member_levels(request.by)
    inner = members[members.index(level) + 1 :][:1]
    return TargetSheets(
        id=request.id,
        metric=request.name,
        level=level,
        outer=tuple(members[: members.index(level)]),
        inner=inner[0] if inner else None,
        total=request.total,
        unit=request.unit,
        year=request.year.title,
        plan=plan,
        currency=currency,
        as_of=as_of,
        periods=tuple(lines),
        top=tuple(at[time.index] for time in targets.times[0].children) or (0,),
        members=tuple(_member(made, node, times, agreed.get(node.index, ())) for node in nodes),
    )


def _parts_first(node: Node) -> list[Node]:
    """A period behind its parts, the year last."""
    return [*(each for child in node.children for each in _parts_first(child)), node]


def _member(made: Decomposed, node: Node, times: Sequence[Node], agreed: tuple[str, ...]) -> MemberTargets:
    targets = made.targets
    handed = _with_margin(made, node, times) if targets.hedge else []
    return MemberTargets(
        name=node.name,
        outer=tuple(above.name for above in list(node.line())[-2:0:-1]),
        totals=tuple(targets.amount((node.index, time.index)) for time in times),
        columns=tuple(child.name for child in node.children),
        cells=tuple(tuple(targets.amount((child.index, time.index)) for child in node.children) for time in times)
        if node.children
        else (),
        handed_out=tuple(sum(row, Decimal(0)) for row in handed),
        handed_cells=tuple(handed) if node.children else (),
        agreed=agreed,
    )


def _with_margin(made: Decomposed, member: Node, times: Sequence[Node]) -> list[tuple[Decimal, ...]]:
    """What a member is handed out by period line: its target of the year with its margin, taken apart by the targets.

    One column each for the members below it (itself without any); all lines and columns sum exactly.
    """
    targets, nodes = made.targets, member.children or [member]
    named = {*(node.level for node in member.line()), *TIME_LEVELS}
    levels = [level for level in made.request.by if level in named]
    own = targets.cells[member.index]
    whole = handed_out(own[0], levels, targets.hedge, compound=targets.hedge_compound, depth=len(levels))
    amounts: dict[int, int] = {0: whole}
    found: dict[int, list[int]] = {}
    for time in reversed(times):
        parts = split(amounts[time.index], [own[child.index] for child in time.children]) if time.children else []
        amounts |= {child.index: part for child, part in zip(time.children, parts, strict=True)}
    for time in times:
        below = [found[child.index] for child in time.children]
        weights = [targets.cells[node.index][time.index] for node in nodes]
        found[time.index] = [sum(column) for column in zip(*below, strict=True)] or split(amounts[time.index], weights)
    return [tuple(scaled(targets.sign * part, targets.scale) for part in found[time.index]) for time in times]


def _agreed(targets: Targets, commitments: Sequence[Commitment]) -> dict[int, tuple[str, ...]]:
    """Who agreed to a member's target of the year, and on which day."""
    found: dict[int, tuple[str, ...]] = {}
    for promise in commitments:
        parts: list[Part] | None = parts_of(promise.path, targets.by)
        for item, time in targets_at(parts, targets) if parts and promise.agreed_by else ():
            if time.parent is None:
                day = (promise.agreed_on.isoformat(),) if promise.agreed_on else ()
                found[item.index] = (*promise.agreed_by, *day)
    return found
