"""How far sales are from the plan's target of a period, and which of its members have the gap (methods.md 10.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from salesplan.compute.naming import names_of
from salesplan.compute.rounding import half_up
from salesplan.compute.sales.spans import Spans
from salesplan.errors import BadUsage, Place, Problem
from salesplan.model.near import nearest, plain_name
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.model.table import Table
from salesplan.text import Text

CAUSES = ("demand", "rival", "price", "capacity", "activity", "conversion")
"""The causes of a gap that the user may choose."""
_CAUSE_WORDS = {
    "demand": "需求 市场 需求下降 market",
    "rival": "对手 竞争 竞争对手 competitor",
    "price": "价格 降价",
    "capacity": "产能 供货 人手 supply",
    "activity": "活动 活动不足 拜访 拜访不足 activities",
    "conversion": "转化 转化率 转化不足",
}
_MOST = 5


@dataclass(frozen=True)
class Member:
    """A member of a level: target, what of it was due by the as-of, what came, the gap and its part of the whole.

    ``gap`` is what came less what was due: below 0 is short. ``cause`` is the one the user chose, None for none.
    """

    side: str
    name: str
    target: Decimal
    expected: Decimal
    actual: Decimal
    gap: Decimal
    share: Decimal | None
    cause: str | None = None


@dataclass(frozen=True)
class TargetGap:
    """The target of the period and what came; ``members`` are the five of each level who have most of the gap.

    ``expected`` is the target of a period that is over, else the part of it due by the as-of. ``short`` counts the
    members of each level that are below theirs.
    """

    entry: str
    period: str
    target: Decimal
    expected: Decimal
    actual: Decimal
    gap: Decimal
    attainment: Decimal | None
    members: tuple[Member, ...]
    short: Mapping[str, int]


@dataclass(frozen=True)
class Tracked:
    """One of the plan's targets as ``targets track`` gives it: its id, its levels, its rows."""

    id: str
    by: tuple[str, ...]
    rows: Table


def target_gap(tracked: Sequence[Tracked], spans: Spans, causes: Mapping[str, str]) -> TargetGap:
    """The gap of the period in the targets that have it.

    BadUsage where no target has the period: its periods are named. Causes are those chosen by the user, by name.
    """
    told = [(each, rows) for each in tracked if (rows := _rows_of(each, spans))]
    if not told:
        raise BadUsage(_no_period(tracked, spans))
    first, rows = told[0]
    target, expected, actual = (sum((row[key] for row in rows), Decimal(0)) for key in ("target", "due", "actual"))
    gap = actual - expected
    members: list[Member] = []
    short: dict[str, int] = {}
    for each, found in told:
        for level in [level for level in each.by if level not in TIME_LEVELS and level not in short]:
            everyone = _members(level, found, gap, causes)
            short[level] = sum(one.gap < 0 for one in everyone)
            members += _first(everyone, gap)
    share = half_up(Fraction(actual) / Fraction(expected)) if expected > 0 else None
    return TargetGap(first.id, spans.name, target, expected, actual, gap, share, tuple(members), short)


def _rows_of(tracked: Tracked, spans: Spans) -> list[dict[str, Any]]:
    """The innermost members' rows of the period; of a year without such rows those of its outermost periods."""
    times = [level for level in tracked.by if level in TIME_LEVELS]
    members = [level for level in tracked.by if level not in TIME_LEVELS]
    every = list(tracked.rows.records())
    rows = [row for row in every if all(row[level] is not None for level in members)]

    def of(level: str | None, name: str | None) -> list[dict[str, Any]]:
        finer = times[times.index(level) + 1 :] if level else times
        chosen = [row for row in rows if not any(row[each] is not None for each in finer)]
        chosen = [
            row for row in chosen if level is None or (row[level] is not None if name is None else row[level] == name)
        ]
        return [{**row, **_due(row, cut=spans.cut)} for row in chosen]

    if spans.kind == "year":
        return of(None, None) or (of(times[0], None) if times else [])
    return of(spans.kind, spans.name) if spans.kind in times else []


def _due(row: Mapping[str, Any], *, cut: bool) -> dict[str, Any]:
    """What was due, and 0 for what has not come: a member whose time has not begun owes nothing yet."""
    due = row["expected"] if cut else row["target"]
    return {"due": due or Decimal(0), "actual": row["actual"] or Decimal(0)}


def _members(level: str, rows: Sequence[Mapping[str, Any]], whole: Decimal, causes: Mapping[str, str]) -> list[Member]:
    sums: dict[str, list[Decimal]] = {}
    for row in rows:
        line = sums.setdefault(str(row[level]), [Decimal(0)] * 3)
        for at, key in enumerate(("target", "due", "actual")):
            line[at] += row[key]
    chosen = {plain_name(name): cause for name, cause in causes.items()}
    return [
        Member(
            level,
            name,
            figures[0],
            figures[1],
            figures[2],
            figures[2] - figures[1],
            half_up(Fraction(figures[2] - figures[1]) / Fraction(whole)) if whole else None,
            chosen.get(plain_name(name)),
        )
        for name, figures in sums.items()
    ]


def _first(members: Sequence[Member], whole: Decimal) -> list[Member]:
    """The five with the largest gaps up or down, those that go the way of the whole first."""
    sign = 1 if whole > 0 else -1
    largest = sorted((one for one in members if one.gap), key=lambda one: (-abs(one.gap), one.name))[:_MOST]
    return sorted(largest, key=lambda one: (-one.gap * sign, one.name))


def causes_named(words: Mapping[str, str]) -> dict[str, str]:
    """The causes that words mean, by the name of the member; BadUsage with the choices for one that is none."""
    found, unknown = {}, []
    for name, word in words.items():
        told = plain_name(word)
        cause = next((each for each in CAUSES if told == each or told in _CAUSE_WORDS[each].split()), None)
        if cause is None:
            unknown.append(_unknown_cause(word))
        else:
            found[name] = cause
    if unknown:
        raise BadUsage(unknown)
    return found


def gap_findings(gap: TargetGap, causes: Mapping[str, str], place: Place) -> Iterator[Problem]:
    """Causes chosen for a name that no member of the targets has."""
    known = {plain_name(one.name) for one in gap.members}
    for name in causes:
        if plain_name(name) not in known:
            near = nearest(name, [one.name for one in gap.members])
            what = Text("“{name}”不在缺口最大的几个里，原因没有用上", "{name} is none of those with most of the gap")
            fix = Text("可选：{names}", "choose of {names}").format(
                names=names_of([one.name for one in gap.members], None)
            )
            meant = Text("是“{near}”吗？", "is it {near}?").format(near=near)
            yield Problem(
                "DRIVERS-cause-of-nobody", "note", what.format(name=name), meant if near else fix, place, name
            )


def _unknown_cause(word: str) -> Problem:
    what = Text("没有“{word}”这种原因", "there is no cause called {word}").format(word=word)
    fix = Text(
        "可选：demand 需求、rival 对手、price 价格、capacity 产能、activity 活动不足、conversion 转化不足",
        "choose of demand, rival, price, capacity, activity, conversion",
    )
    return Problem("DRIVERS-cause", "error", what, fix, value=word)


def _no_period(tracked: Sequence[Tracked], spans: Spans) -> Problem:
    what = Text("目标里没有 {name} 这一期", "the targets have no period {name}").format(name=spans.name)
    names = dict.fromkeys(
        str(row[level])
        for each in tracked
        for level in each.by
        if level in ("quarter", "month")
        for row in each.rows.records()
        if row[level] is not None
    )
    fix = Text("--for 写其中一期：{names}，或 ytd", "give --for one of these: {names}; or ytd")
    told = fix.format(names=names_of(sorted(names), None))
    return Problem("DRIVERS-no-target", "error", what, told, value=spans.name)
