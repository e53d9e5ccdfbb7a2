"""A problem or chance with what is at stake, and what an analysis proposes against it by itself."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from salesplan.compute.report.statement import Statement


@dataclass(frozen=True)
class Point:
    """A problem or chance. ``stake`` is the money it is about, None where it has none; ``tasks`` are proposals by rule.

    A rule proposes only where an analysis names what is to be done and who owns it.
    """

    said: Statement
    stake: Decimal | None = None
    tasks: tuple[Statement, ...] = ()
