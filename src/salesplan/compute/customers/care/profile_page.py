"""The files of customers summed up: how many are complete, which fields are empty, whose customers they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.cleaning.cells import DOUBTFUL
from salesplan.compute.cleaning.row_places import RowPlaces
from salesplan.compute.cleaning.sheets import Cleaning, CleanSheet, clean_sheet
from salesplan.compute.customers.care.freshness import FRESH_BY, TOUCHED
from salesplan.compute.customers.care.profile import COMPLETE, FileRules, profiled, table_of
from salesplan.compute.customers.care.profile_fields import (
    BESIDE,
    COLUMNS_OF,
    NAMED,
    ORDERS,
    FileCells,
    file_cells,
    has,
)
from salesplan.compute.customers.classify import Graded
from salesplan.compute.naming import names_of
from salesplan.compute.rounding import PLACES, half_up, share_of
from salesplan.errors import Place, Problem
from salesplan.model.in_plan import in_plan
from salesplan.model.plan.profile import ProfileParameters
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.result import Parameter, Result
from salesplan.model.table import scaled
from salesplan.model.tables import table_fields
from salesplan.model.whole_list import TEXT, WholeList, named
from salesplan.text import Text

Frame = nw.DataFrame[Any]
CHECKED: Mapping[str, tuple[str, ...]] = {
    "phone": ("phone", "mobile"),
    "email": ("email",),
    "date": ("created", "updated", "last_contact", "next_contact", "last_order", "man_date"),
    "credit_code": ("credit_code",),
}
"""Kinds of cells whose form can be checked, with their columns."""
_EXAMPLES = 3


@dataclass(frozen=True)
class FieldFill:
    """A field: its weight, how many files have it, and whether anything tells (a column or another list)."""

    field: str
    weight: Decimal
    filled: int
    share: Decimal | None
    known: bool


@dataclass(frozen=True)
class CellValidity:
    """Filled cells of one kind, how many of them are wrong, and the first wrong ones with their places."""

    kind: str
    cells: int
    wrong: int
    share: Decimal
    examples: tuple[str, ...]


@dataclass(frozen=True)
class OwnerFiles:
    """The files of one owner's customers; ``owner`` None: nobody's. ``fresh`` counts those touched lately."""

    owner: str | None
    customers: int
    completeness: Decimal
    below_target: int
    fresh: int


@dataclass(frozen=True)
class ProfileSummary:
    """The files together.

    ``completeness`` is the mean over customers. ``dated`` files have a day to tell their age by, counted in
    ``fresh_by``; ``fresh`` are those touched within the days asked for. ``value_below``: the amount of customers whose
    files are below the target, None without amounts. ``missing_columns``: fields that nothing can fill;
    ``reachable``: how complete a file can be without them.
    """

    customers: int
    target: Decimal
    completeness: Decimal | None
    below_target: int
    below_share: Decimal | None
    value_below: Decimal | None
    value_total: Decimal | None
    fresh: int
    fresh_share: Decimal | None
    dated: int
    fresh_by: Mapping[str, int]
    fields: tuple[FieldFill, ...]
    validity: tuple[CellValidity, ...]
    owners: tuple[OwnerFiles, ...]
    missing_columns: tuple[str, ...]
    reachable: Decimal


def profile(
    whole: WholeList,
    graded: Graded,
    activities: Records | None,
    told: ProfileParameters,
    cleaning: Cleaning,
    as_of: date,
) -> Result[ProfileSummary]:
    """The files of the customers of a list; one row a customer, the ones to complete first on top."""
    rules = FileRules(told.weights.counted(), told.target, told.fresh_days)
    sheets = [clean_sheet(sheet, cleaning) for sheet in whole.sheets]
    cells = _with_names(file_cells(sheets, list(rules.weights)), whole.records)
    frame = profiled(cells, graded, activities, rules, as_of)
    known = cells.columns | _beside(graded, activities)
    summary = _summary(frame, rules, graded, known, _validity(whole, sheets))
    return Result(
        "customers profile",
        as_of,
        summary,
        table_of(frame, graded.population.scale, list(rules.weights), known),
        (
            Parameter("parameters.profile.target", told.target, "plan"),
            Parameter("parameters.profile.fresh_days", told.fresh_days, "plan"),
            Parameter("parameters.profile.weights", dict(rules.weights), "plan"),
        ),
        _no_columns(summary, whole),
    )


def _beside(graded: Graded, activities: Records | None) -> frozenset[str]:
    """Fields that other lists, or columns of orders in the list itself, fill."""
    by_orders = graded.lines is not None or bool({"last_order", "orders"} & graded.population.given)
    return frozenset(
        field for field, flag in BESIDE.items() if (by_orders if flag == ORDERS else activities is not None)
    )


def _with_names(cells: FileCells, records: Records) -> FileCells:
    """The rows with id, name and owner of the list, and the row number under its own name."""
    given = [nw.col(key) if records.has(key) else nw.lit(None, dtype=nw.String()).alias(key) for key in NAMED]
    named_rows = records.frame.select(SOURCE, ROW, *given).with_columns(row=nw.col(ROW))
    return replace(cells, frame=cells.frame.join(named_rows, on=[SOURCE, ROW], how="left").sort(SOURCE, ROW))


def _summary(
    frame: Frame, rules: FileRules, graded: Graded, known: frozenset[str], validity: tuple[CellValidity, ...]
) -> ProfileSummary:
    n = len(frame)
    below = frame.filter(nw.col("below_target"))
    dated = frame.filter(~nw.col(FRESH_BY).is_null())
    fresh = int(frame.get_column("fresh").fill_null(value=False).sum())
    scale = graded.population.scale
    by_day = {day: len(dated.filter(nw.col(FRESH_BY) == day)) for day in TOUCHED}
    return ProfileSummary(
        customers=n,
        target=rules.target,
        completeness=_mean(frame),
        below_target=len(below),
        below_share=share_of(len(below), n) if n else None,
        value_below=_total(below, scale) if _total(frame, scale) is not None else None,
        value_total=_total(frame, scale),
        fresh=fresh,
        fresh_share=share_of(fresh, n) if n and len(dated) else None,
        dated=len(dated),
        fresh_by={day: count for day, count in by_day.items() if count},
        fields=tuple(_fill(frame, field, weight, field in known) for field, weight in rules.weights.items()),
        validity=validity,
        owners=_owners(frame),
        missing_columns=tuple(field for field in rules.weights if field not in known),
        reachable=_reachable(rules.weights, known),
    )


def _reachable(weights: Mapping[str, Decimal], known: frozenset[str]) -> Decimal:
    """The weight of the fields that something can fill over that of all."""
    given = sum((weight for field, weight in weights.items() if field in known), Decimal(0))
    return half_up(Fraction(given) / Fraction(sum(weights.values(), Decimal(0))))


def _mean(frame: Frame) -> Decimal | None:
    """The mean completeness; the parts are exact to PLACES decimals."""
    if not len(frame):
        return None
    return half_up(Fraction(int(frame.get_column(COMPLETE).sum()), len(frame) * 10**PLACES))


def _total(frame: Frame, scale: int) -> Decimal | None:
    """The amounts together; 0 of no customers, None where none is known."""
    amounts = frame.get_column("amount").drop_nulls()
    if not len(amounts):
        return None if len(frame) else Decimal(0)
    return scaled(sum(amounts.to_list()), scale)


def _fill(frame: Frame, field: str, weight: Decimal, known: bool) -> FieldFill:  # noqa: FBT001 - a fact of the field
    filled = int(frame.get_column(has(field)).sum())
    return FieldFill(field, weight, filled, share_of(filled, len(frame)) if len(frame) else None, known)


def _owners(frame: Frame) -> tuple[OwnerFiles, ...]:
    """The owners, the least complete first; nobody's customers last."""
    grouped = frame.group_by("owner").agg(
        customers=nw.len(),
        filled=nw.col(COMPLETE).sum(),
        below=nw.col("below_target").sum(),
        fresh=nw.col("fresh").fill_null(value=False).sum(),
    )
    found = [
        OwnerFiles(owner, n, half_up(Fraction(int(filled), n * 10**PLACES)), int(below), int(fresh))
        for owner, n, filled, below, fresh in grouped.select(
            "owner", "customers", "filled", "below", "fresh"
        ).iter_rows()
    ]
    return tuple(sorted(found, key=lambda each: (each.owner is None, each.completeness, each.owner or "")))


def _validity(whole: WholeList, sheets: Sequence[CleanSheet]) -> tuple[CellValidity, ...]:
    """The kinds of cells that the list has, each with its wrong ones."""
    places = RowPlaces(whole)
    found = (_checked(kind, fields, sheets, places) for kind, fields in CHECKED.items())
    return tuple(each for each in found if each is not None)


def _checked(
    kind: str, fields: tuple[str, ...], sheets: Sequence[CleanSheet], places: RowPlaces
) -> CellValidity | None:
    cells, wrong, examples, start = 0, 0, list[tuple[int, str]](), 0
    for sheet in sheets:
        for field in fields:
            column = sheet.field(field)
            if column is None:
                continue
            bad = ~(column.fault.is_null() | column.fault.is_in(DOUBTFUL))
            cells += len(column.new) - column.new.null_count()
            wrong += int(bad.sum())
            texts = sheet.sheet.frame.get_column(named(TEXT, column.column.at))
            shown = texts.alias("text").to_frame().with_row_index("at").filter(bad).head(_EXAMPLES)
            examples += [
                (start + at, f"{_address(places, start + at, field)} {text}") for at, text in shown.iter_rows()
            ]
        start += len(sheet.sheet.frame)
    if not cells:
        return None
    told = tuple(text for _, text in sorted(examples)[:_EXAMPLES])
    return CellValidity(kind, cells, wrong, share_of(cells - wrong, cells), told)


def _address(places: RowPlaces, at: int, field: str) -> str:
    place = places.place(at, field)
    return place.cell or f"{place.line} {place.key or ''}".strip()


def _no_columns(summary: ProfileSummary, whole: WholeList) -> tuple[Problem, ...]:
    """One note about the fields that nothing can fill."""
    if not summary.missing_columns:
        return ()
    labels = table_fields("customers")
    said = LISTED.format(
        names=names_of((labels[COLUMNS_OF[field][0]].header.label for field in summary.missing_columns), None)
    )
    zero = ", ".join(f"{field}: 0" for field in summary.missing_columns)
    fix = Text(
        "加上这些列就能填；用不着的把权重写成 0：{write}",
        "Add the columns; of those you do not need set the weight to 0: {write}",
    ).format(write=in_plan(("parameters", "profile"), f"weights: {{{zero}}}"))
    source = whole.records.inputs[0]
    return (Problem("PROFILE-no-column", "note", said, fix, Place(file=source.file, sheet=source.sheet)),)


LISTED = Text("名单里没有这些列，都算没填：{names}", "the list has no column for these, they count as empty: {names}")
