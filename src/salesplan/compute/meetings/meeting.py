"""A meeting as a result: its agenda filled with data, the actions that roll on, and whether it is held as planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from salesplan.compute.meetings.actions import Agreed, without_plan
from salesplan.compute.meetings.agenda import Block
from salesplan.compute.meetings.cadence import Cadence
from salesplan.compute.meetings.points import Point, table_of
from salesplan.compute.meetings.schedule import Kind
from salesplan.compute.rounding import half_up
from salesplan.errors import Place, Problem
from salesplan.model.result import Input, Parameter, Result
from salesplan.text import Text

NO_CHANGE = "no_change"
"""The point of a block that has none: nothing to report, or no list for it."""


@dataclass(frozen=True)
class BlockTold:
    """A block of the agenda: its minutes, how many points it has, and the lists that it lacks."""

    code: str
    title: Text
    minutes: int
    points: int
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeetingSummary:
    """A meeting. ``first`` to ``last`` are the days it looks back on.

    ``held`` of ``planned`` meetings of this year, counted from ``since``, the day of the first minutes.
    ``open_actions`` are all that roll on; ``overdue_actions`` those past their day, ``vague_actions`` those without
    owner or day. ``minutes_due`` is when the minutes are to be ready, ``minutes`` the file that was written.
    """

    meeting: Kind
    day: date
    person: str | None
    first: date
    last: date
    minutes_long: int
    agenda: tuple[BlockTold, ...]
    open_actions: int
    overdue_actions: int
    vague_actions: int
    planned: int
    held: int
    cadence: Decimal | None
    since: date | None
    missed: tuple[date, ...]
    late_minutes: tuple[date, ...]
    next_day: date | None
    minutes_due: date
    minutes: str | None = None


@dataclass(frozen=True)
class Prepared:
    """All that a meeting's page is made of; ``lacking`` are the lists that blocks lack, by block."""

    kind: Kind
    day: date
    person: str | None
    days: tuple[date, date]
    blocks: Sequence[Block]
    points: Sequence[Point]
    carried: Sequence[Agreed]
    cadence: Cadence
    since: date | None
    next_day: date | None
    minutes_due: date
    lacking: dict[str, tuple[str, ...]]


def meeting(
    made: Prepared, parameters: Iterable[Parameter], findings: Iterable[Problem], inputs: Iterable[Input]
) -> Result[MeetingSummary]:
    """One row a point, block by block in the order of the agenda; actions that roll on come first.

    A block without any point has one that says that nothing changed; a block that is left out has none.
    """
    minutes = {block.code: block.minutes for block in made.blocks}
    carried = [point for point in made.points if point.block == "carried"]
    rows = [*carried, *(point for block in made.blocks for point in _of(block.code, made.points))]
    told = (*findings, *_vague(made.carried), *_missed(made.cadence))
    command = f"meeting {made.kind}"
    return Result(command, made.day, _summary(made), table_of(rows, minutes), tuple(parameters), told, tuple(inputs))


def _of(block: str, points: Sequence[Point]) -> list[Point]:
    return [point for point in points if point.block == block] or [Point(block, NO_CHANGE)]


def _summary(made: Prepared) -> MeetingSummary:
    told = [
        BlockTold(
            *(block.code, block.title, block.minutes),
            sum(point.block == block.code for point in made.points),
            made.lacking.get(block.code, ()),
        )
        for block in made.blocks
    ]
    rate = made.cadence.rate
    return MeetingSummary(
        *(made.kind, made.day, made.person, *made.days, sum(block.minutes for block in made.blocks), tuple(told)),
        open_actions=len(made.carried),
        overdue_actions=sum(bool(one.overdue(made.day)) for one in made.carried),
        vague_actions=len(without_plan(made.carried)),
        planned=made.cadence.planned,
        held=made.cadence.held,
        cadence=None if rate is None else half_up(rate),
        since=made.since,
        missed=made.cadence.missed,
        late_minutes=made.cadence.late,
        next_day=made.next_day,
        minutes_due=made.minutes_due,
    )


def _vague(carried: Sequence[Agreed]) -> Iterator[Problem]:
    for one in without_plan(carried):
        what = Text("“{what}”没写谁做、什么时候前", "{what}: nobody owns it, or it has no day")
        fix = Text("在纪要里补上 owner 和 due", "add owner and due in the minutes")
        told = what.format(what=one.action.what)
        yield Problem("MEETINGS-vague-action", "warning", told, fix, Place(), one.action.what)


def _missed(cadence: Cadence) -> Iterator[Problem]:
    if cadence.held and cadence.missed:
        what = Text("今年有 {n} 次没开（最近一次 {day}）", "{n} meetings of this year were not held (last: {day})")
        fix = Text("开了就补写纪要的 attended", "if it was held, write attended into its minutes")
        told = what.format(n=len(cadence.missed), day=str(cadence.missed[-1]))
        yield Problem("MEETINGS-missed", "note", told, fix, Place())


def with_minutes(result: Result[MeetingSummary], file: str) -> Result[MeetingSummary]:
    """The same, naming the file of the minutes."""
    return replace(result, summary=replace(result.summary, minutes=file))
