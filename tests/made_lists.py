"""Lists of any kind written down by hand, as they look once they are read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.model.field import FieldKind
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.result import Input, InputColumn
from salesplan.model.tables import table_fields

SCALES: dict[FieldKind, int] = {"amount": 2, "number": 2, "share": 4, "score": 2}
"""Decimals that a made column keeps, by the kind of its field."""
_KINDS: dict[FieldKind, Any] = {
    **dict.fromkeys(SCALES, nw.Int64()), "count": nw.Int64(), "date": nw.Date(), "flag": nw.Boolean(),
}  # fmt: skip


def made_list(table: str, **columns: Sequence[Any]) -> Records:
    """A list of this kind from its columns by field; amounts, numbers, shares and scores as people write them."""
    rows = len(next(iter(columns.values())))
    kinds = {key: table_fields(table)[key].header.kind for key in columns}
    data: dict[str, Sequence[Any]] = {SOURCE: [0] * rows, ROW: list(range(2, rows + 2))}
    data |= {key: [_unit(value, SCALES.get(kinds[key])) for value in values] for key, values in columns.items()}
    schema = {SOURCE: nw.Int64(), ROW: nw.Int64()} | {key: _KINDS.get(kinds[key], nw.String()) for key in columns}
    frame = nw.from_dict(data, schema=schema, backend="polars")
    scales = {key: SCALES[kinds[key]] for key in columns if kinds[key] in SCALES}
    headers = tuple(InputColumn(chr(65 + at), key, key) for at, key in enumerate(columns))
    inputs = (Input(table, f"{table}.xlsx", table, (1,), rows=rows, used=rows, columns=headers),)
    return Records(table, frame, scales, inputs)


def _unit(value: Any, scale: int | None) -> Any:  # noqa: ANN401 - any cell
    return value if value is None or scale is None else int(Decimal(str(value)).scaleb(scale))
