"""How complete a plan is: which parts of a sales plan it has, in the order in which one plans (methods.md 16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.plan.plan_parts import PARTS, Part, Stage
from salesplan.model.plan.plan import Plan
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Table, Value
from salesplan.text import Text

COLUMNS = (
    ColumnSpec("stage", "code"),
    ColumnSpec("part", "code"),
    ColumnSpec("state", "code"),
    ColumnSpec("have", "integer"),
    ColumnSpec("of", "integer"),
    ColumnSpec("missing", "list"),
    ColumnSpec("command", "text"),
)


@dataclass(frozen=True)
class StageCoverage:
    """One stage: the things there are and those a complete plan has."""

    stage: Stage
    have: int
    of: int


@dataclass(frozen=True)
class CoverageSummary:
    """The whole: things there are, those a complete plan has, their share; parts that are complete; the stages.

    ``next`` is the first part, in the order of planning, that is not complete; None when all are.
    """

    have: int
    of: int
    share: Decimal
    complete: int
    parts: int
    next: str | None
    stages: tuple[StageCoverage, ...]


@dataclass(frozen=True)
class PartCoverage:
    """One part: what of it is there, and the keys and names of what is not."""

    part: Part
    missing: tuple[tuple[str, Text], ...]

    @property
    def of(self) -> int:
        """How many things the part consists of."""
        return len(self.part.needs)

    @property
    def have(self) -> int:
        """How many of them are there."""
        return self.of - len(self.missing)

    @property
    def state(self) -> str:
        """``complete``, ``partly`` or ``missing``."""
        return "complete" if not self.missing else "partly" if self.have else "missing"


def covered(plan: Plan) -> list[PartCoverage]:
    """Each part of a sales plan and what of it this plan has. A key that is there but empty counts as not there."""
    return [
        PartCoverage(part, tuple((need.key, need.name) for need in part.needs if not need.has(plan))) for part in PARTS
    ]


def coverage(plan: Plan, as_of: date) -> Result[CoverageSummary]:
    """How complete the plan is.

    Rows, one a part in the order of planning: ``stage``, ``part``, ``state`` (complete, partly, missing), how many
    things it has ``of`` how many, the ``missing`` keys, the ``command`` that works on it.
    """
    found = covered(plan)
    rows = [_row(each) for each in found]
    have, of = sum(each.have for each in found), sum(each.of for each in found)
    summary = CoverageSummary(
        have,
        of,
        _share(have, of),
        sum(not each.missing for each in found),
        len(found),
        next((each.part.id for each in found if each.missing), None),
        _stages(found),
    )
    return Result("check coverage", as_of, summary, Table(COLUMNS, tuples=rows))


def _row(each: PartCoverage) -> tuple[Value, ...]:
    keys = tuple(dict.fromkeys(key for key, _ in each.missing))
    return (each.part.stage, each.part.id, each.state, each.have, each.of, keys, each.part.command)


def _share(have: int, of: int) -> Decimal:
    share = Fraction(have, of)
    return Decimal(share.numerator) / Decimal(share.denominator)


def _stages(found: Sequence[PartCoverage]) -> tuple[StageCoverage, ...]:
    names = tuple(dict.fromkeys(each.part.stage for each in found))
    return tuple(
        StageCoverage(
            name,
            sum(each.have for each in found if each.part.stage == name),
            sum(each.of for each in found if each.part.stage == name),
        )
        for name in names
    )
