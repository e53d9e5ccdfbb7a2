"""What each person's customers bought, owed and paid in a period: by the owner of the customer (methods.md 9.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.customers.lines import Lines
from salesplan.compute.customers.links import linked_rows, with_customer_key
from salesplan.compute.customers.population import Population
from salesplan.compute.sums import roomy
from salesplan.compute.team.indicators import Why
from salesplan.compute.team.staff import Staff
from salesplan.model.period import FiscalYear, Period
from salesplan.model.period_words import period_called
from salesplan.model.records import Records
from salesplan.model.table import scaled

Frame = nw.DataFrame[Any]
Amounts = Mapping[str, Decimal]
"""Amounts by the key of a person; who has none is not there."""
LARGEST = 3
"""So many of a person's customers who owe most are named."""


@dataclass(frozen=True)
class Owners:
    """Who has which customer. ``frame``: ``key``, ``name`` and ``owner`` as the lists say it, a row a customer."""

    frame: Frame
    staff: Staff

    def by_person(self, rows: Frame, column: str, scale: int) -> dict[str, Decimal]:
        """The sum of a column of rows with ``key``, by person; rows of nobody in the team are nobody's."""
        known = rows.select("key", column).join(self.frame.select("key", "owner"), on="key", how="inner")
        sums = known.group_by("owner").agg(total=roomy(known, column).sum()).select("owner", "total").iter_rows()
        return _folded(((owner, scaled(int(total or 0), scale)) for owner, total in sums), self.staff)


def owners_of(population: Population, staff: Staff) -> Owners:
    """The owner of each customer, once."""
    counted = population.frame.filter(nw.col("counts"))
    return Owners(counted.select("key", "name", "owner"), staff)


def _folded(sums: Iterable[tuple[str | None, Decimal]], staff: Staff) -> dict[str, Decimal]:
    """The sums by person, whichever way his name is written."""
    found: dict[str, Decimal] = {}
    for owner, total in sums:
        person = staff.of(owner)
        if person is not None:
            found[person.keys[0]] = found.get(person.keys[0], Decimal(0)) + total
    return found


def sold_by_owner(lines: Lines, owners: Owners, span: Period) -> dict[str, Decimal]:
    """What the customers of each person bought in the period, returns taken away."""
    return owners.by_person(lines.frame.filter(nw.col("date").is_between(span.first, span.last)), "amount", lines.scale)


@dataclass(frozen=True)
class Owed:
    """Receivables at the beginning and the end of a period, by person; ``why`` where they are not known.

    ``debtors`` are each person's customers who owe most at the end, with what they owe.
    """

    opening: Amounts = field(default_factory=dict)
    closing: Amounts = field(default_factory=dict)
    debtors: Mapping[str, tuple[tuple[str, Decimal], ...]] = field(default_factory=dict)
    why: Why | None = None


def owed_by_owner(
    records: Records | None, population: Population, owners: Owners, span: Period, year: FiscalYear
) -> Owed:
    """Opening of the first and closing of the last of the periods that the list has in the span.

    A list has only those who owe something: who is not in it owes nothing. Where no row begins or ends with it,
    receivables are not known.
    """
    if records is None:
        return Owed(why="no_receivables")
    if not records.has("period"):
        return Owed(why="no_receivables_of_period")
    spans = _spans(records, year)
    first = _nearest(spans, span, "first")
    last = _nearest(spans, span, "last")
    if first is None or last is None or not (records.has("opening") and records.has("closing")):
        return Owed(why="no_receivables_of_period")
    rows = with_customer_key(records, population).with_columns(key=nw.col("customer_key"))
    rows = rows.filter(~nw.col("key").is_null())
    begun, ended = (rows.filter(nw.col("period").is_in(names)) for names in (first, last))
    return Owed(
        owners.by_person(begun, "opening", records.scales.get("opening", 0)),
        owners.by_person(ended, "closing", records.scales.get("closing", 0)),
        _debtors(ended, owners, records.scales.get("closing", 0)),
    )


def _spans(records: Records, year: FiscalYear) -> dict[str, Period]:
    """The periods of the list by the word in it; words that are no period of the plan's years are left out."""
    words = sorted(word for word in records.frame.get_column("period").unique().to_list() if word)
    known = ((word, period_called(word, year)) for word in words)
    return {word: found.span for word, found in known if found is not None}


def _nearest(spans: Mapping[str, Period], span: Period, end: str) -> list[str] | None:
    """The words of the list's period that has one end of the span: the span itself, else the shortest within it."""
    fits = {
        word: each
        for word, each in spans.items()
        if getattr(each, end) == getattr(span, end) and each.common(span) == each
    }
    if not fits:
        return None
    best = span if span in fits.values() else min(fits.values(), key=lambda each: each.days)
    return [word for word, each in fits.items() if each == best]


def _debtors(rows: Frame, owners: Owners, scale: int) -> dict[str, tuple[tuple[str, Decimal], ...]]:
    """The customers of each person who owe most, the largest first."""
    owing = rows.group_by("key").agg(total=roomy(rows, "closing").sum()).filter(nw.col("total") > 0)
    named = owing.join(owners.frame, on="key", how="inner").select("owner", "name", "key", "total").iter_rows()
    found: dict[str, list[tuple[str, Decimal]]] = {}
    for owner, name, key, total in sorted(named, key=lambda row: (-row[3], row[2])):
        person = owners.staff.of(owner)
        if person is not None:
            found.setdefault(person.keys[0], []).append((name or key, scaled(int(total), scale)))
    return {person: tuple(each[:LARGEST]) for person, each in found.items()}


def paid_by_owner(
    records: Records | None, population: Population, owners: Owners, span: Period
) -> dict[str, Decimal] | None:
    """What the customers of each person paid in the period, refunds taken away; None without such a list."""
    if records is None or not records.has("amount"):
        return None
    rows = linked_rows(records, population, span.last).frame.with_columns(key=nw.col("customer_key"))
    rows = rows.filter(~nw.col("key").is_null(), nw.col("date").is_between(span.first, span.last))
    return owners.by_person(rows, "amount", records.scales.get("amount", 0))
