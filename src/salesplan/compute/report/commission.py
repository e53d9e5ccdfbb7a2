"""Commission as the report shows it: what everybody is paid and what waits, the budget used (methods.md 9.5)."""

from __future__ import annotations

from collections.abc import Mapping

from salesplan.compute.pay.commission import PaySummary
from salesplan.compute.pay.people_paid import PersonPay
from salesplan.compute.report.found import Found
from salesplan.compute.report.rows import table_from
from salesplan.compute.report.section import Section, SectionTable
from salesplan.compute.rounding import ratio
from salesplan.model.table import Kind, Value

PARTS = (
    *("earned", "clawback", "adjusted", "deferred", "released"),
    *("carried_in", "carried_out", "guaranteed", "advanced", "recovered"),
)
"""What pay is the sum of."""
AMOUNTS = (*PARTS, "pay", "open_deferred", "open_advance")
_BUDGET: Mapping[str, Kind] = {"paid_this_year": "amount", "budget": "amount", "used": "share", "left": "amount"}


def section(found: Found) -> Section:
    """Who is paid what; of a quarter or year the sum of what is paid in its months. The lines stay in the statement."""
    s: PaySummary | None = found.summary("pay")
    tables = () if s is None or not s.people else (_people(s), _budget(s))
    return Section("commission", tables)


def _people(s: PaySummary) -> SectionTable:
    """The people, the highest pay first."""
    ordered = sorted(enumerate(s.people), key=lambda each: (-each[1].pay, -each[1].earned, each[1].person, each[0]))
    kinds: dict[str, Kind] = {"person": "text", "team": "text", **dict.fromkeys(AMOUNTS, "amount")}
    return table_from("commission", kinds, (_person(one) for _, one in ordered), AMOUNTS)


def _person(one: PersonPay) -> dict[str, Value]:
    return {key: getattr(one, key) for key in ("person", "team", *AMOUNTS)}


def _budget(s: PaySummary) -> SectionTable:
    """What was paid this year, of what the plan gives; a budget of 0 has no share."""
    used = ratio(s.paid_this_year, s.budget)
    left = None if s.budget is None else s.budget - s.paid_this_year
    row: dict[str, Value] = {"paid_this_year": s.paid_this_year, "budget": s.budget, "used": used, "left": left}
    return table_from("budget", _BUDGET, [row])
