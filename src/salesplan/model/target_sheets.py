"""Targets as they are handed out: one sheet a member, its periods down, its inner members across."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesplan.text import Text


@dataclass(frozen=True)
class PeriodLine:
    """One period: ``parts`` are the positions of the lines that sum to it, none for an innermost one.

    ``depth`` counts the levels above it: 0 for the whole year.
    """

    name: str
    depth: int
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class MemberTargets:
    """What one member gets: ``totals`` by period line, ``cells`` the same by inner member (``columns``), if any.

    ``handed_out`` and ``handed_cells`` are the same with the margin they are handed out with, all that the member gets
    to see; none without one. ``agreed`` says who agreed to the target, and when.
    """

    name: str
    outer: tuple[str, ...]
    totals: tuple[Decimal, ...]
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[Decimal, ...], ...] = ()
    handed_out: tuple[Decimal, ...] = ()
    handed_cells: tuple[tuple[Decimal, ...], ...] = ()
    agreed: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The member with those it stands below: ``华东 王芳``."""
        return " ".join((*self.outer, self.name))


@dataclass(frozen=True)
class TargetSheets:
    """A split by one level of members, ready to be handed out. Amounts are exact; ``unit`` is the smallest one.

    ``outer`` are the levels above ``level``, ``inner`` the one below it whose members stand across.
    ``top`` are the positions of the periods of the outermost level, the year itself where there is none.
    """

    id: str
    metric: str
    level: str
    outer: tuple[str, ...]
    inner: str | None
    total: Decimal
    unit: Decimal
    year: Text
    plan: str
    currency: str
    as_of: date
    periods: tuple[PeriodLine, ...]
    top: tuple[int, ...]
    members: tuple[MemberTargets, ...]

    def titles(self) -> list[str]:
        """What each member's sheet or file is called: by name, with those above it where others have the same name."""
        names = [member.name for member in self.members]
        counts = Counter(names)
        return [member.name if counts[member.name] == 1 else member.title for member in self.members]
