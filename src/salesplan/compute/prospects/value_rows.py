"""The rows of ``prospects value``: one an open deal, those of the estimate first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from salesplan.compute.prospects.value_parts import KeyOf
from salesplan.compute.prospects.valuing import TIMINGS, ValuedDeal
from salesplan.compute.rounding import half_up
from salesplan.model.result import Input
from salesplan.model.table import ColumnSpec, Kind, Table, Value

_COLUMNS: Mapping[str, Kind] = {
    "timing": "code",
    "id": "text",
    "name": "text",
    "customer": "text",
    "owner": "text",
    "leader": "text",
    "team": "text",
    "region": "text",
    "stage": "text",
    "product": "text",
    "amount": "amount",
    "probability": "share",
    "probability_source": "code",
    "closed_behind": "integer",
    "weighted": "amount",
    "close_date": "date",
    "overdue_days": "integer",
    "created": "date",
    "open_days": "integer",
    "funds": "amount",
    "band": "text",
    "row": "integer",
    "source_file": "text",
    "source_sheet": "text",
}
_OPTIONAL = frozenset(
    ("id", "name", "customer", "owner", "leader", "team", "region", "stage", "product", "funds", "band")
)


def rows_of(valued: Iterable[ValuedDeal], keys: Mapping[str, KeyOf], as_of: date, inputs: Sequence[Input]) -> Table:
    """One row an open deal: those of the period, most weighted value first, then overdue, dateless, and the others.

    Columns that nobody has a value in are left out; file and sheet stand only where there are several.
    """
    rows = [_row(each, keys, as_of, inputs) for each in sorted(valued, key=_order)]
    empty = {key for key in _OPTIONAL if all(row[key] is None for row in rows)}
    empty |= set() if len(inputs) > 1 else {"source_file", "source_sheet"}
    kept = [key for key in _COLUMNS if key not in empty]
    columns = tuple(ColumnSpec(key, _COLUMNS[key]) for key in kept)
    return Table(columns, tuples=[tuple(row[key] for key in kept) for row in rows])


def _order(each: ValuedDeal) -> tuple[object, ...]:
    """By timing, then weighted value, amount, close date; the deal's own words and its row decide at last."""
    deal = each.deal
    return (
        TIMINGS.index(each.timing),
        -(each.weighted or 0),
        -(deal.amount or 0),
        deal.close_date or date.max,
        deal.id or "",
        deal.name or "",
        deal.customer or "",
        deal.owner or "",
        deal.source,
        deal.row,
    )


def _row(each: ValuedDeal, keys: Mapping[str, KeyOf], as_of: date, inputs: Sequence[Input]) -> dict[str, Value]:
    deal, chance = each.deal, each.chance
    late = (as_of - deal.close_date).days if deal.close_date is not None and each.timing == "overdue" else None
    source = inputs[deal.source] if deal.source < len(inputs) else None
    return {
        "timing": each.timing,
        "id": deal.id,
        "name": deal.name,
        "customer": deal.customer,
        **{name: key(deal) for name, key in keys.items()},
        "stage": deal.stage,
        "amount": deal.amount,
        "probability": None if chance is None else half_up(chance.probability),
        "probability_source": None if chance is None else chance.source,
        "closed_behind": chance.closed if chance and chance.closed else None,
        "weighted": None if each.weighted is None else _money(half_up(each.weighted)),
        "close_date": deal.close_date,
        "overdue_days": late,
        "created": deal.created,
        "open_days": None if deal.created is None else (as_of - deal.created).days,
        "funds": deal.funds,
        "row": deal.row,
        "source_file": source.file if source else None,
        "source_sheet": source.sheet if source else None,
    }


def _money(value: Decimal) -> Decimal:
    """Without the zeros at its end."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()
