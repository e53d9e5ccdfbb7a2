"""The fields of a customer's file: which cells, orders and contacts fill each of them (methods.md 5.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from salesplan.compute.cleaning.sheets import CleanSheet
from salesplan.model.records import ROW, SOURCE

Frame = nw.DataFrame[Any]
COLUMNS_OF: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "contact": ("contact",),
    "reach": ("phone", "mobile", "email"),
    "occupation": ("occupation", "industry"),
    "region": ("region", "province", "city"),
    "needs": ("needs",),
    "preferences": ("preferences",),
    "background": ("background",),
    "decision_role": ("decision_role",),
    "purchase_history": ("purchase_history",),
    "feedback": ("feedback", "csat"),
    "interests": ("interests",),
    "social_accounts": ("social_accounts",),
    "interaction_log": ("interaction_log",),
}
"""The columns of a customer list of which one is enough to fill a field."""
DAYS = ("updated", "last_contact")
"""Days of the list that say when a file was last touched."""
NAMED = ("id", "name", "owner")
"""Whose file a row is."""
ORDERS, CONTACTS = "with_orders", "with_contacts"
"""Flags of a customer: whether orders, and contacts, of his are known."""
BESIDE: Mapping[str, str] = {"purchase_history": ORDERS, "interaction_log": CONTACTS}
"""Fields that another list fills, too."""


@dataclass(frozen=True)
class FileCells:
    """The rows of the list: ``_source``, ``_row``, a flag for each field (``has_name``), ``updated``, ``last_contact``.

    ``columns`` are the fields that some sheet has a column for.
    """

    frame: Frame
    columns: frozenset[str]


def has(field: str) -> str:
    """The name of the flag that says whether a field is filled."""
    return f"has_{field}"


def file_cells(sheets: Sequence[CleanSheet], fields: Sequence[str]) -> FileCells:
    """What each row of the list holds; a placeholder and a blank hold nothing, anything else does."""
    frames = [_cells(at, sheet, fields) for at, sheet in enumerate(sheets)]
    known = {each.column.field for sheet in sheets for each in sheet.columns}
    columns = frozenset(field for field in fields if known & {*COLUMNS_OF[field]})
    return FileCells(nw.concat(frames), columns)


def _cells(source: int, sheet: CleanSheet, fields: Sequence[str]) -> Frame:
    frame = sheet.sheet.frame
    made = frame.select(nw.lit(source, dtype=nw.Int64()).alias(SOURCE), ROW)
    flags = {has(field): _filled(sheet, field, frame) for field in fields}
    days = {day: _day(sheet, day) for day in DAYS}
    made = made.with_columns(*(flag.alias(name) for name, flag in flags.items()))
    given = [day.alias(name) for name, day in days.items() if day is not None]
    missing = [nw.lit(None, dtype=nw.Date()).alias(name) for name, day in days.items() if day is None]
    return made.with_columns(*given, *missing).select(SOURCE, ROW, *flags, *days)


def _filled(sheet: CleanSheet, field: str, frame: Frame) -> nw.Series[Any]:
    """Whether any of the field's columns holds something."""
    columns = [column for key in COLUMNS_OF[field] if (column := sheet.field(key)) is not None]
    filled = frame.select(none=nw.col(ROW).is_null()).get_column("none")
    for column in columns:
        filled = filled | ~column.new.is_null()
    return filled


def _day(sheet: CleanSheet, field: str) -> nw.Series[Any] | None:
    """The days of a column; None where the sheet has none."""
    column = sheet.field(field)
    return None if column is None else sheet.sheet.frame.get_column(f"value:{column.column.at}")
