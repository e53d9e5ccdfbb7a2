"""Whether the values of a list keep the bounds of their fields. The pydantic row model is the only definition.

Whole columns are checked with expressions derived from the model; only rows that fail meet the model itself, for its
exact verdict. A property test holds both to the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, get_args

import polars as pl
from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from pydantic import ValidationError

from salesplan.model.field import Row
from salesplan.model.table import scaled
from salesplan.text import Text

BOUNDS: dict[str, Text] = {
    "greater_than_equal": Text("不能小于 {ge}", "must not be below {ge}"),
    "greater_than": Text("必须大于 {gt}", "must be above {gt}"),
    "less_than_equal": Text("不能大于 {le}", "must not be above {le}"),
    "less_than": Text("必须小于 {lt}", "must be below {lt}"),
    "string_too_short": Text("至少 {min_length} 个字符", "must have {min_length} or more characters"),
    "string_too_long": Text("最多 {max_length} 个字符", "must have {max_length} characters or fewer"),
}
"""What pydantic's error types say; other types of errors do not occur in row models (tested)."""


@dataclass(frozen=True)
class Breach:
    """A value outside its field's bounds: its position in the frame, the field, and the bound in words."""

    at: int
    key: str
    what: Text


@cache
def bounds_of(model: type[Row]) -> Mapping[str, tuple[Any, ...]]:
    """The bounds that each field of a row model declares, wherever in its annotation they stand."""
    found = {key: (*info.metadata, *_nested(info.annotation)) for key, info in model.model_fields.items()}
    kinds = (Ge, Gt, Le, Lt, MinLen, MaxLen)
    return {key: kept for key, all_ in found.items() if (kept := tuple(b for b in all_ if isinstance(b, kinds)))}


def _nested(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - an annotation may be anything
    """The metadata of ``Annotated`` parts inside an optional or union type."""
    for part in get_args(annotation):
        for inner in getattr(part, "__metadata__", ()):
            yield from getattr(inner, "metadata", (inner,))
        yield from _nested(part)


def breaches(model: type[Row], frame: pl.DataFrame, scales: Mapping[str, int]) -> tuple[Breach, ...]:
    """Every value of ``frame`` outside its bounds, in row order. A missing value is within any bounds."""
    fails = {
        key: pl.any_horizontal(*(_fails(bound, key, scales.get(key)) for bound in bounds)).fill_null(value=False)
        for key, bounds in bounds_of(model).items()
        if key in frame.columns
    }
    if not fails:
        return ()
    masks = frame.select(**fails)
    at = masks.select(pl.arg_where(pl.any_horizontal(pl.all()))).to_series()
    return tuple(
        Breach(position, key, what)
        for position in at
        for key, what in verdicts(model, frame.row(position, named=True), scales).items()
        if masks[key][position]
    )


def _fails(bound: Any, key: str, scale: int | None) -> pl.Expr:  # noqa: ANN401 - one of six bound classes
    """Where a column breaks one bound. Figures stand in the frame as whole units of 10^-scale: so does the bound."""
    column = pl.col(key)
    match bound:
        case MinLen():
            return column.str.len_chars() < bound.min_length
        case MaxLen():
            return column.str.len_chars() > bound.max_length
        case Ge():
            return column.lt(_limit(bound.ge, scale))
        case Gt():
            return column.le(_limit(bound.gt, scale))
        case Le():
            return column.gt(_limit(bound.le, scale))
        case _:
            return column.ge(_limit(bound.lt, scale))


def _limit(limit: Any, scale: int | None) -> Any:  # noqa: ANN401 - a number, or a day
    """A bound in the frame's units; between two of them it stays a decimal, which compares exactly."""
    if scale is None or not isinstance(limit, (int, float, Decimal)):
        return limit
    units = Decimal(str(limit)).scaleb(scale)
    return int(units) if units == int(units) else units


def verdicts(model: type[Row], values: Mapping[str, Any], scales: Mapping[str, int]) -> dict[str, Text]:
    """What the row model itself says against a row, by field. Fields that the row lacks are nobody's fault here."""
    row = {key: _value(value, scales.get(key)) for key, value in values.items() if key in model.model_fields}
    try:
        model.model_validate({key: value for key, value in row.items() if value is not None})
    except ValidationError as bad:
        return {
            str(error["loc"][0]): BOUNDS[error["type"]].format(**error.get("ctx", {}))
            for error in bad.errors()
            if error["type"] in BOUNDS
        }
    return {}


def _value(value: Any, scale: int | None) -> Any:  # noqa: ANN401 - whatever the column holds
    return scaled(value, scale) if scale is not None and value is not None else value
