"""The conclusion: at most five lines, each from a figure (methods.md 12.5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from salesplan.compute.report.found import Found
from salesplan.compute.report.statement import Statement

LINES = 5
"""Lines of a conclusion at most."""


def conclusion(found: Found, tables: Collection[str]) -> Iterator[Statement]:
    """The result against the target, first of all; ``tables`` are those that may be evidence."""
    told = found.summary("track")
    if told is not None:
        yield Statement(
            "conclusion",
            "result",
            amount=told.actual,
            target=told.target,
            rate=told.attainment,
            light=told.light,
            evidence="results" if "results" in tables else None,
        )
