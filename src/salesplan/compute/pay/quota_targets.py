"""The plan's targets as quotas: what each person, team and region is to bring in each period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from salesplan.compute.team.staff import owner_key
from salesplan.model.plan.commission import PayPeriod
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.model.table import Table


def quota_targets(rows: Table, by: Sequence[str], kind: PayPeriod, year: int) -> dict[tuple[str, str], Decimal]:
    """The targets of ``targets track`` by name (as people are compared) and period, summed over everything else.

    ``by`` are the levels of the target, that of the period among them. A target of a name at two levels (a person
    called like his team) counts at both.
    """
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    members = [level for level in by if level not in TIME_LEVELS]
    for row in rows.records():
        target = row["target"]
        if row["level"] != by[-1] or not isinstance(target, Decimal):
            continue
        period = str(year) if kind == "year" else str(row[kind])
        for name in {owner_key(str(row[level])) for level in members if row[level] is not None}:
            found[name, period] += target
    return dict(found)
