"""Year, half, quarter, month and week: their names, their days, and the tree that a split by time goes down."""

from __future__ import annotations

from salesplan.compute.targets.tree import Node
from salesplan.compute.working_days import week_parts
from salesplan.model.period import FiscalYear, Period

_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


def time_parts(level: str, within: Period, year: FiscalYear) -> list[tuple[str, Period]]:
    """The parts of one level inside a period, with their names, in order.

    ``2026``, ``2026-H1``, ``2026-Q1`` count within the fiscal year; ``2026-01`` is a calendar month; ``2026-W06`` is an
    ISO week, cut at the ends of the period it stands in, so that both parts of a week have its name.
    """
    if level == "week":
        return [(_week_name(part), part) for part in week_parts(within)]
    size, months = _MONTHS[level], year.months
    spans = [Period(months[i].first, months[i + size - 1].last) for i in range(0, 12, size)]
    return [
        (_name(level, number, span, year), span) for number, span in enumerate(spans, start=1) if span.first in within
    ]


def _name(level: str, number: int, span: Period, year: FiscalYear) -> str:
    if level == "month":
        return f"{span.first:%Y-%m}"
    return {"year": f"{year.number}", "half": f"{year.number}-H{number}"}.get(level, f"{year.number}-Q{number}")


def _week_name(part: Period) -> str:
    iso = part.first.isocalendar()
    return f"{iso.year}-W{iso.week:02}"


def is_named(node: Node, name: str) -> bool:
    """Whether a node has this name; halves, quarters and months also go by ``H1``, ``Q1``, ``01`` or ``1``."""
    if node.name == name:
        return True
    short = node.name.partition("-")[2] if node.level in ("half", "quarter", "month") else ""
    return bool(short) and name in (short, short.lstrip("0"))


def time_tree(levels: tuple[str, ...], year: FiscalYear) -> Node:
    """The year cut into the levels asked for, without weights yet."""
    root = Node("total", "", period=year.period)
    bottom = [root]
    for level in levels:
        for node in bottom:
            within = node.period or year.period
            node.add([Node(level, name, period=part) for name, part in time_parts(level, within, year)])
        bottom = [child for node in bottom for child in node.children]
    return root
