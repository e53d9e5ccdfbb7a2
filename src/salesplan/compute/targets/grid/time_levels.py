"""Year, half, quarter, month and week: their names, their days, and the tree that a split by time goes down."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.working_days import week_parts
from salesplan.model.period import FiscalYear, Period

_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_SHORT = re.compile(r"([HQPW]?)0*([1-9][0-9]?)")


def time_parts(level: str, within: Period, year: FiscalYear) -> list[tuple[str, Period]]:
    """The parts of one level inside a period, with their names, in order.

    ``2026``, ``2026-H1``, ``2026-Q1`` count within the fiscal year; ``2026-01`` is a calendar month; ``2026-W06`` is an
    ISO week, cut at the ends of the period it stands in, so that both parts of a week have its name. In a year of whole
    weeks ``2026-P01`` is a period of 4 or 5 of them, and ``2026-W06`` the year's sixth week, never cut.
    """
    if level == "week":
        return [(_week_name(part, year), part) for part in _weeks(within, year)]
    size, months = _MONTHS[level], year.months
    spans = [Period(months[i].first, months[i + size - 1].last) for i in range(0, 12, size)]
    names = year.month_names if level == "month" else [_name(level, i, year) for i in range(1, 12 // size + 1)]
    return [(name, span) for name, span in zip(names, spans, strict=True) if span.first in within]


def _name(level: str, number: int, year: FiscalYear) -> str:
    return {"year": f"{year.number}", "half": f"{year.number}-H{number}"}.get(level, f"{year.number}-Q{number}")


def _weeks(within: Period, year: FiscalYear) -> Sequence[Period]:
    if year.weeks is None:
        return week_parts(within)
    return [Period.ending(within.first + timedelta(days=last), 7) for last in range(6, within.days, 7)]


def _week_name(part: Period, year: FiscalYear) -> str:
    if year.weeks is not None:
        return f"{year.number}-W{(part.first - year.period.first).days // 7 + 1:02}"
    iso = part.first.isocalendar()
    return f"{iso.year}-W{iso.week:02}"


def is_named(node: Node, name: str) -> bool:
    """Whether a node has this name; a period also goes by its name without the year, and by its number.

    ``2026-03`` is ``03`` and ``3``; ``2026-P01`` is ``P01``, ``P1``, ``1``; ``2026-Q1``, ``2026-W06`` likewise. A week
    number that a year has twice, at its start and at its end, needs the year.
    """
    if node.name == name:
        return True
    return bool(node.short) and _plain(name) in (_plain(node.short), _plain(node.short).lstrip("HQPW"))


def _plain(short: str) -> str:
    """``W06`` and ``w6`` as ``W6``."""
    found = _SHORT.fullmatch(short.upper())
    return f"{found[1]}{int(found[2])}" if found else short


def time_tree(levels: tuple[str, ...], year: FiscalYear) -> Node:
    """The year cut into the levels asked for, without weights yet."""
    root = Node("total", "", period=year.period)
    bottom = [root]
    for level in levels:
        for node in bottom:
            within = node.period or year.period
            node.add([Node(level, name, period=part) for name, part in time_parts(level, within, year)])
        bottom = [child for node in bottom for child in node.children]
        _shorten(bottom)
    return root


def _shorten(nodes: Sequence[Node]) -> None:
    """Give the periods of one level their names without the year, where no other period has the same."""
    names = {node.name for node in nodes}
    shorts = Counter(name.partition("-")[2] for name in names)
    for node in nodes:
        short = node.name.partition("-")[2]
        node.short = short if shorts[short] == 1 else ""
