"""One sheet of a list cleaned column by column: what each cell becomes, by which rule, and what was left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.cleaning.cells import Treated, Way, region_of, treat, way_of
from salesplan.model.figures import plain
from salesplan.model.table import scaled
from salesplan.model.whole_list import BOUNDS, FAULT, TEXT, TYPED, VALUE, WholeColumn, WholeSheet, named

Frame = nw.DataFrame[Any]
Cell = str | Decimal | date | None
"""What a cell of the clean list holds."""
FIGURES = ("amount", "number", "count")
_PLAIN = r"^-?[0-9]+(\.[0-9]+)?$"
_TIME = r":[0-9]{2}"
_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?")
AHEAD = frozenset(("close_date", "next_contact", "next_date", "ship_date", "hired", "left", "due"))
"""Days that may lie in the future."""
_ISO, _ZEROS = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), re.compile(r"-?0[0-9]")
FIRST_DAY = date(1900, 3, 1)
"""Days before it have no right number in a workbook: there they stay texts."""
_BETWEEN = "\x1f"


@dataclass(frozen=True)
class Cleaning:
    """What the plan says: whose phone numbers come without a country code, further placeholders, the present day."""

    region: str = "CN"
    placeholders: tuple[str, ...] = ()
    today: date | None = None


@dataclass(frozen=True)
class CleanColumn:
    """A column after cleaning, one entry a row: the text that stands there now, the rule that was applied, why left.

    ``new`` is what people see (None: empty); where no rule was applied the cell itself stays. ``key``: by what the same
    phone, address or credit code is known.
    """

    column: WholeColumn
    new: nw.Series[Any]
    rule: nw.Series[Any]
    fault: nw.Series[Any]
    key: nw.Series[Any] | None = None


@dataclass(frozen=True)
class CleanSheet:
    """A sheet after cleaning."""

    sheet: WholeSheet
    columns: tuple[CleanColumn, ...]

    def field(self, key: str) -> CleanColumn | None:
        """The column of a field; None where the sheet has none."""
        return next((each for each in self.columns if each.column.field == key), None)

    def cells(self, *, as_values: bool) -> Iterator[tuple[Cell, ...]]:
        """The rows of the clean list. ``as_values``: figures and days of a text file, too, instead of their texts."""
        return zip(*(_written(self.sheet, each, as_values=as_values) for each in self.columns), strict=True)


def clean_sheet(sheet: WholeSheet, cleaning: Cleaning) -> CleanSheet:
    """Every column in its one form. Distinct texts are looked at once, however many rows have them."""
    regions = _regions(sheet, cleaning.region)
    return CleanSheet(sheet, tuple(_clean(sheet, column, cleaning, regions) for column in sheet.columns))


def _regions(sheet: WholeSheet, home: str) -> list[str] | None:
    """The region of each row, where the list has a column of countries that says another one than home."""
    country = next((column for column in sheet.columns if column.field == "country"), None)
    if country is None:
        return None
    texts = sheet.frame.get_column(named(TEXT, country.at)).to_list()
    known = {text: region_of(text, home) for text in set(texts)}
    return None if set(known.values()) <= {home} else [known[text] for text in texts]


def _clean(sheet: WholeSheet, column: WholeColumn, cleaning: Cleaning, regions: list[str] | None) -> CleanColumn:
    parts = sheet.frame.select(nw.col(named(part, column.at)).alias(part) for part in (TEXT, TYPED, VALUE, FAULT))
    way = None if column.kept else way_of(column.field, column.kind, sheet.table)
    if way is not None:
        given = regions if way in ("phone", "credit_code") and regions else None
        made = _texts(parts, way, cleaning, given)
    elif not column.kept and column.kind in (*FIGURES, "date"):
        made = _values(parts, column, sheet, cleaning)
    else:
        made = parts.with_columns(new=nw.col(TEXT), rule=nw.lit(None, dtype=nw.String()))
        made = made.with_columns(_told().alias(FAULT))
    if column.field is None and column.kind != "date":
        made = made.with_columns(nw.lit(None, dtype=nw.String()).alias(FAULT))
    key = made.get_column("same") if "same" in made.columns else None
    return CleanColumn(column, made.get_column("new"), made.get_column("rule"), made.get_column(FAULT), key)


def _texts(parts: Frame, way: Way, cleaning: Cleaning, regions: list[str] | None) -> Frame:
    """Texts, each distinct one treated once; the same text may mean two numbers in two countries."""
    frame = parts.with_columns(key=nw.col(TEXT))
    if regions is not None:
        where = nw.new_series("region", regions, nw.String(), backend=nw.get_native_namespace(parts))
        frame = frame.with_columns(region=where).with_columns(
            key=nw.concat_str(nw.col("region"), nw.lit(_BETWEEN), nw.col(TEXT))
        )
    distinct = frame.filter(~nw.col(TEXT).is_null(), nw.col(FAULT).is_null()).unique("key", keep="any")
    found: dict[str, Treated] = {}
    for key, shown, read in distinct.select("key", TEXT, VALUE).iter_rows():
        region = key.split(_BETWEEN)[0] if regions is not None else cleaning.region
        found[key] = treat(shown, read, way, region, cleaning.placeholders)
    if not found:
        return parts.with_columns(new=nw.col(TEXT), rule=nw.lit(None, dtype=nw.String()))
    unread = ~nw.col(FAULT).is_null()
    return frame.with_columns(
        new=nw.when(unread).then(nw.col(TEXT)).otherwise(_mapped(found, [each.new for each in found.values()])),
        rule=_mapped(found, [each.rule for each in found.values()]),
        same=_mapped(found, [each.key for each in found.values()]),
    ).with_columns(
        nw.when(unread).then(_told()).otherwise(_mapped(found, [e.fault for e in found.values()])).alias(FAULT)
    )


def _mapped(found: dict[str, Treated], values: Sequence[str | None]) -> nw.Expr:
    return nw.col("key").replace_strict([*found], values, default=None, return_dtype=nw.String())


def _values(parts: Frame, column: WholeColumn, sheet: WholeSheet, cleaning: Cleaning) -> Frame:
    """Days and figures that people typed as texts; a day with its time of day stays as it is."""
    value, text, typed = nw.col(VALUE), nw.col(TEXT), nw.col(TYPED)
    is_day = column.kind == "date"
    made = parts.with_columns(said=_said(parts, column))
    stays = ~typed | value.is_null() | (text == nw.col("said"))
    if is_day:
        stays = stays | text.str.contains(_TIME)
    elif sheet.is_text:
        stays = stays | text.str.contains(_PLAIN)
    stored = (
        nw.lit(None, dtype=nw.String())
        if sheet.is_text
        else nw.when(typed & ~value.is_null() & _as_is(is_day)).then(
            nw.lit("date_as_text" if is_day else "number_as_text")
        )
    )
    nothing = value.is_null() & nw.col(FAULT).is_null() & ~text.is_null()
    changed = nw.when(~stays).then(nw.lit("date" if is_day else "amount"))
    made = made.with_columns(rule=nw.when(nothing).then(nw.lit("placeholder")).otherwise(nw.coalesce(changed, stored)))
    new = nw.when(nothing).then(nw.lit(None, dtype=nw.String())).when(~nw.col("rule").is_null()).then(nw.col("said"))
    fault = _told()
    if is_day and cleaning.today and column.field not in AHEAD:
        ahead = nw.when(value > nw.lit(cleaning.today)).then(nw.lit("future"))
        fault = nw.coalesce(fault, ahead)
    return made.with_columns(new=new.otherwise(text), fault_=fault).with_columns(nw.col("fault_").alias(FAULT))


def _told() -> nw.Expr:
    """Why a cell that is bad stays: it lies outside its bounds, or cannot be read; null where it is not bad."""
    outside = nw.when(nw.col(FAULT) == nw.lit(BOUNDS)).then(nw.lit(BOUNDS))
    return nw.coalesce(outside, nw.when(~nw.col(FAULT).is_null()).then(nw.lit("unreadable")))


def _as_is(is_day: bool) -> nw.Expr:  # noqa: FBT001 - one of two kinds of values
    """Texts that say a day or a number the plain way: only that they are texts is wrong."""
    if not is_day:
        return nw.col(TEXT).str.contains(_PLAIN)
    return ~nw.col(TEXT).str.contains(_TIME) & (nw.col(VALUE) >= nw.lit(FIRST_DAY))


def _said(parts: Frame, column: WholeColumn) -> nw.Series[Any]:
    """The values as people write them: ISO days, plain digits."""
    values = parts.get_column(VALUE)
    distinct = values.drop_nulls().unique().to_list()
    if not distinct:
        return parts.get_column(TEXT).alias("said")
    said = [v.isoformat() if isinstance(v, date) else plain(scaled(v, column.scale)) for v in distinct]
    return parts.select(
        said=nw.col(VALUE).replace_strict(distinct, said, default=None, return_dtype=nw.String())
    ).get_column("said")


def _written(sheet: WholeSheet, each: CleanColumn, *, as_values: bool) -> list[Cell]:
    """What the cells of a column of the clean list hold: texts, exact numbers, days."""
    at, frame = each.column.at, sheet.frame
    texts = each.new.to_list()
    way = way_of(each.column.field, each.column.kind, sheet.table)
    if way == "own":
        typed = frame.get_column(named(TYPED, at)).to_list()
        return [text if text is None or is_text else _own(text) for text, is_text in zip(texts, typed, strict=True)]
    if way is not None:
        return texts
    values = frame.get_column(named(VALUE, at)).to_list()
    stays = frame.get_column(named(TYPED, at)) & each.rule.is_null()
    if as_values and sheet.is_text:
        stays = stays & frame.get_column(named(VALUE, at)).is_null()
    return [
        text if text is None or stay else _cell(text, value, each.column)
        for text, value, stay in zip(texts, values, stays.to_list(), strict=True)
    ]


def _own(text: str) -> Cell:
    """A number or a day among the texts of a user's own column; one with leading zeros is a code."""
    if _ISO.fullmatch(text):
        with suppress(ValueError):  # a day that never was stays as it is written
            return date.fromisoformat(text)
    return Decimal(text) if _NUMBER.fullmatch(text) and not _ZEROS.match(text) else text


def _cell(text: str, value: Any, column: WholeColumn) -> Cell:  # noqa: ANN401 - as read
    """A day (with its time: a text), an exact figure, any other number; what is none stays a text."""
    if isinstance(value, date):
        return value if ":" not in text else text
    if isinstance(value, int) and column.kind in FIGURES:
        return scaled(value, column.scale)
    return Decimal(text) if _NUMBER.fullmatch(text) else text
