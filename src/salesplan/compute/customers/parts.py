"""Customers graded as a whole and handed out in parts: the rows of each owner, region or class with their figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.customers.classify import Graded, order_figures
from salesplan.compute.customers.columns import CODES
from salesplan.compute.customers.concentration import concentration, histogram_of
from salesplan.compute.customers.follow_up import due_day
from salesplan.compute.customers.keys import key as key_by
from salesplan.compute.customers.population import BY_ID, BY_NAME
from salesplan.compute.customers.summary import ClassifySummary, summary_of
from salesplan.model.field import FieldKind
from salesplan.model.records import ROW, SOURCE
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Kind, Table, Value
from salesplan.model.tables import table_fields

Frame = nw.DataFrame[Any]
KINDS: Mapping[FieldKind, Kind] = {
    **dict.fromkeys(("text", "code", "phone", "grade", "period"), "text"),
    **dict.fromkeys(("amount", "number"), "amount"),
    "count": "integer",
    "share": "share",
    "score": "score",
    "date": "date",
    "flag": "flag",
}
"""What a field of the list is as a column of a hand-out."""
TEXTS = tuple(name for name, spec in table_fields("customers").items() if KINDS.get(spec.header.kind) == "text")
"""Fields of the list that are texts: no cell of theirs is ever bad."""
STATED = {"amount": "amount_stated", "next_contact": "next_contact_stated"}
"""Fields of the list that stand in a result under a name of their own."""
SAME = frozenset(("id", "name", "owner", "region", "purchasing_power", "authority", "need"))
"""Fields of the list that a result has under the same key."""
MEASURED = frozenset(("amount", "orders", "last_order"))
"""Fields of the list that a result takes as they stand when there are no orders to work them out from."""
ADDED: tuple[str, ...] = (
    *("customers", "customers_with_order", "customers_without_order", "net_total", "base_total", "negative_customers"),
    *("pareto_customers", "negative_total", "rfm_customers", "orders", "unknown_customers", "unknown_customer_orders"),
    *("due_today", "due_this_week", "overdue"),
)
"""The figures of the parts that add up to that of the whole."""
GROUPED: tuple[str, ...] = (
    *("by_class", "by_cell", "by_cell_provisional", "by_pareto", "by_rfm_type", "by_tier", "by_lifecycle"),
)


@dataclass(frozen=True)
class Part:
    """The customers who have one value in the column that the whole is split by; None: it is blank with them.

    The rows are those of the whole, grades and shares included: nobody is graded anew among the others of a part. The
    summary is that of the part's customers; cuts and splits, by which they were graded, are the whole's.
    """

    value: Value
    result: Result[ClassifySummary]


@dataclass(frozen=True)
class LeftOut:
    """A row of the list that bad cells took out and whose customer is in no part.

    ``row`` is its number in the ``sheet`` of the ``file``. ``value`` is what the column that is split by holds there
    (None: blank) where that is ``known``: where it is a text of the list.
    """

    id: str | None
    name: str | None
    row: int
    file: str
    sheet: str | None
    known: bool
    value: str | None


@dataclass(frozen=True)
class HandOut:
    """A hand-out as a whole: the column it was split by (key and title), the folder, one file a part, the totals.

    ``earlier`` are files of an earlier hand-out in the folder that are not part of this one, ``left_out`` the customers
    of the list who are in no file because a cell of theirs is bad. ``written`` is false for a dry run.
    """

    split_by: str
    title: str
    folder: str
    files: int
    rows: int
    customers: int
    amount: Decimal | None
    classes: Mapping[str, int]
    due_today: int
    overdue: int
    written: bool
    earlier: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class _Wide:
    """The rows of a result with the fields of the list beside them."""

    columns: tuple[ColumnSpec, ...]
    frame: Frame


def column_of(graded: Graded, name: str) -> str | None:
    """The column that a field of the list stands in, None when the list has no such field."""
    if graded.customers is None or not graded.customers.has(name):
        return None
    keys = graded.result.rows.keys
    own = SAME if graded.lines is not None else SAME | MEASURED
    if name in own and name in keys:
        return name
    if name in STATED and STATED[name] in keys:
        return STATED[name]
    return f"{name}_stated" if name in keys else name


def columns_to_split_by(graded: Graded) -> tuple[str, ...]:
    """Every column that the customers can be split by: those of the result, then the further fields of the list."""
    return tuple(column.key for column in _wide(graded).columns)


def parts_of(graded: Graded, key: str) -> list[Part]:
    """The parts by a column of ``columns_to_split_by``, in the order of its codes or of its values, blank ones last.

    Each row of the whole is in exactly one part, in the order of the whole. Values are told apart as the list has
    them; blank text is no value.
    """
    wide = _wide(graded)
    spec = next(column for column in wide.columns if column.key == key)
    places: dict[Value, list[int]] = {}
    for at, (value,) in enumerate(Table((spec,), wide.frame).rows()):
        held = None if isinstance(value, str) and not value.strip() else value
        places.setdefault(held, []).append(at)
    codes = CODES.get(key, ())
    order = sorted(places, key=lambda value: _rank(value, codes))
    parts = [Part(value, _part(graded, wide, places[value])) for value in order]
    check_sums(graded.result, parts)
    return parts


def left_out_of(graded: Graded, key: str) -> tuple[LeftOut, ...]:
    """The customers of the list who are in no part, as a bad cell took their row out and no order tells of them.

    Each once, in the order of the list; rows without id and name one by one.
    """
    if graded.customers is None or (lost := _lost(graded)) is None:
        return ()
    rated = set(graded.population.frame.get_column("key").to_list())
    field = next((name for name in TEXTS if column_of(graded, name) == key), None)
    found: dict[str, LeftOut] = {}
    for row in lost.rows(named=True):
        if row["key"] not in rated:
            source = graded.customers.inputs[row[SOURCE]]
            value = str(row[field] or "").strip() or None if field else None
            whose = (row.get("id"), row.get("name"), row[ROW], source.file, source.sheet)
            found.setdefault(row["key"], LeftOut(*whose, known=field is not None, value=value))
    return tuple(found.values())


def in_contact_order(rows: Table) -> Table:
    """The rows by the day of the next contact (the user's own where he filled one in), blank ones last, then by class.

    Those of one day and class stay in the order they stand in.
    """
    if rows.frame is None:
        raise ValueError("graded customers stand in a frame")
    placed = rows.frame.with_columns(_due=due_day(rows.frame)).with_row_index("_place")
    ordered = placed.sort("_due", "class", "_place", nulls_last=True)
    return replace(rows, frame=ordered.drop("_due", "_place"))


def check_sums(whole: Result[ClassifySummary], parts: Sequence[Part]) -> None:
    """Raise ArithmeticError unless the parts add up to the whole, exactly, in every figure that can be added up."""
    if sum(len(part.result.rows) for part in parts) != len(whole.rows):
        raise ArithmeticError("the rows of the parts are not those of the whole")
    wanted = dict(_figures(whole.summary))
    found: dict[tuple[str, ...], Any] = {}
    for part in parts:
        for name, value in _figures(part.result.summary):
            found[name] = found.get(name, 0) + value
    if wrong := [name for name in wanted.keys() | found.keys() if wanted.get(name, 0) != found.get(name, 0)]:
        raise ArithmeticError(f"the parts do not add up to the whole: {sorted(wrong)}")


def class_counts(summary: ClassifySummary) -> dict[str, int]:
    """Customers by class, those nobody is in with 0."""
    return {code: group.customers for code, group in summary.by_class.items()}


def _figures(summary: ClassifySummary) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every figure that adds up, by its name; unknown ones left out."""
    for name in ADDED:
        if (value := getattr(summary, name)) is not None:
            yield (name,), value
    for name in GROUPED:
        for code, group in getattr(summary, name).items():
            for each in fields(group):
                value = getattr(group, each.name)
                if each.name != "share" and value is not None:
                    yield (name, code, each.name), value


def _rank(value: Value, codes: Sequence[str]) -> tuple[Any, ...]:
    if value is None:
        return (2,)
    return (0, codes.index(value)) if isinstance(value, str) and value in codes else (1, value)


def _part(graded: Graded, wide: _Wide, places: list[int]) -> Result[ClassifySummary]:
    population = replace(graded.population, frame=graded.population.frame[places])
    counted = population.frame.filter(nw.col("counts"))
    own = concentration(histogram_of(counted, "amount"), graded.parameters.pareto)
    summary = summary_of(
        population.frame,
        population.scale if "amount" in population.given else None,
        replace(own, cuts=graded.concentrated.cuts),
        replace(graded.rfm, customers=len(counted.filter(nw.col("buys")))),
        order_figures(population, with_orders=graded.lines is not None),
        graded.period,
        graded.as_of,
    )
    return replace(graded.result, summary=summary, rows=Table(wide.columns, wide.frame[places]), findings=())


def _wide(graded: Graded) -> _Wide:
    """The result's columns, then the list's further fields, in the order of the list's declaration."""
    rows, customers = graded.result.rows, graded.customers
    if rows.frame is None:
        raise ValueError("graded customers stand in a frame")
    if customers is None:
        return _Wide(rows.columns, rows.frame)
    more = {name: column for name in table_fields("customers") if (column := column_of(graded, name))}
    more = {name: column for name, column in more.items() if column not in rows.keys}
    listed = customers.frame.select(SOURCE, ROW, *(nw.col(name).alias(column) for name, column in more.items()))
    listed = listed.unique(subset=[SOURCE, ROW], keep="first", maintain_order=True)
    placed = graded.population.frame.select(SOURCE, ROW).with_row_index("place")
    beside = placed.join(listed, on=[SOURCE, ROW], how="left").sort("place").select(*more.values())
    own, beside = _from_lost_rows(graded, (rows.frame, beside))
    kinds = {column: KINDS[table_fields("customers")[name].header.kind] for name, column in more.items()}
    specs = [ColumnSpec(column, kinds[column], customers.scales.get(name, 0)) for name, column in more.items()]
    return _Wide((*rows.columns, *specs), nw.concat([own, beside], how="horizontal") if more else own)


def _from_lost_rows(graded: Graded, frames: Sequence[Frame]) -> list[Frame]:
    """The frames of the rated rows with the texts (owner, contact, phone) that their left-out rows of the list hold.

    They say whose a customer is and how to reach him; what he is graded by is known from the orders alone.
    """
    lost = _lost(graded)
    if lost is None:
        return list(frames)
    texts = {column: name for name in TEXTS if name != "id" and (column := column_of(graded, name)) is not None}
    held = lost.unique(subset=["key"], keep="first", maintain_order=True)
    held = held.select("key", *(nw.col(name).alias(f"lost_{column}") for column, name in texts.items()))
    people = graded.population.frame.select("key", "source").with_row_index("place")
    mine = people.join(held, on="key", how="left").sort("place")
    gone = mine.get_column("source") == "list_left_out"
    filled = []
    for frame in frames:
        columns = [column for column in texts if column in frame.columns]
        wide = nw.concat(
            [frame, mine.select(*(f"lost_{c}" for c in columns)), gone.alias("lost").to_frame()], how="horizontal"
        )
        better = (
            nw.when(nw.col("lost")).then(nw.coalesce(f"lost_{c}", c)).otherwise(nw.col(c)).alias(c) for c in columns
        )
        filled.append(wide.with_columns(*better).select(*frame.columns))
    return filled


def _lost(graded: Graded) -> Frame | None:
    """The rows that bad cells took out of the list, each with the ``key`` of its customer, by row where it has none."""
    if graded.customers is None or (lost := graded.customers.lost) is None:
        return None
    own = nw.concat_str(nw.lit("#"), nw.col(SOURCE).cast(nw.String()), nw.lit("/"), nw.col(ROW).cast(nw.String()))
    by = BY_NAME[0] if graded.population.by_name else BY_ID[0]
    return lost.with_columns(key=nw.coalesce(key_by(lost, by), own))
