"""The targets of each person in a period, out of the targets that are tracked (methods.md 9.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesplan.model.named_period import NamedPeriod
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.model.table import Table


@dataclass(frozen=True)
class RepTarget:
    """What a person was to bring in the period, what of it was due by the as-of, and what he brought."""

    target: Decimal
    due: Decimal
    actual: Decimal


def levels_for(by: Sequence[str], period: NamedPeriod) -> tuple[str, ...]:
    """The levels of a target with that of the period among them: before finer ones, else last."""
    if period.kind == "year" or period.kind in by:
        return tuple(by)
    finer = TIME_LEVELS[TIME_LEVELS.index(period.kind) + 1 :]
    at = next((place for place, level in enumerate(by) if level in finer), len(by))
    return (*by[:at], period.kind, *by[at:])


def targets_by_rep(rows: Table, by: Sequence[str], period: NamedPeriod) -> dict[str, RepTarget]:
    """The targets of the period by the name they go by, summed over the other levels above it.

    ``rows`` are those of ``targets track``. What is due of a period under way is what its pace expects by the as-of.
    """
    wanted = period.kind if period.kind in by else None
    level = by[max(by.index(each) for each in ("rep", wanted) if each)]
    found: dict[str, RepTarget] = {}
    for row in rows.records():
        if row["level"] != level or (wanted and row[wanted] != period.name):
            continue
        name, one = str(row["rep"]), _target_of(row)
        before = found.get(name, RepTarget(Decimal(0), Decimal(0), Decimal(0)))
        found[name] = RepTarget(before.target + one.target, before.due + one.due, before.actual + one.actual)
    return found


def _target_of(row: Mapping[str, object]) -> RepTarget:
    target, due, actual = (row[key] for key in ("target", "expected", "actual"))
    aim = target if isinstance(target, Decimal) else Decimal(0)
    return RepTarget(
        aim, due if isinstance(due, Decimal) else aim, actual if isinstance(actual, Decimal) else Decimal(0)
    )
