"""Customers picked from a long result: how many, worth how much, the first of them, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.naming import names_of
from salesplan.compute.sums import roomy
from salesplan.model.table import Table, scaled
from salesplan.text import Text

NAMED = 3
"""So many customers, and so many owners, are named."""


@dataclass(frozen=True)
class Picked:
    """Customers together. ``owner`` is whose they are where they are one person's."""

    count: int
    amount: Decimal
    names: Text
    owner: str | None = None


def picked(table: Table, keep: nw.Expr, worth: str, name: str = "name") -> Picked | None:
    """The customers that meet ``keep``, each once, the most worth first; None where nobody does."""
    some = _some(table, keep, worth)
    return None if some is None or not len(some) else _together(some, _scale(table, worth), worth, name)


def by_owner(table: Table, keep: nw.Expr, worth: str, name: str = "name") -> Iterator[Picked]:
    """The same for each of the owners whose customers are worth most; those of nobody are nobody's."""
    some = _some(table, keep, worth)
    if some is None or "owner" not in some.columns:
        return
    owned = some.filter(~nw.col("owner").is_null())
    if not len(owned):
        return
    sums = owned.group_by("owner").agg(together=roomy(owned, worth).sum())
    first = sums.sort("together", "owner", descending=[True, False], nulls_last=True).head(NAMED)
    for owner in first["owner"].to_list():
        yield _together(owned.filter(nw.col("owner") == owner), _scale(table, worth), worth, name, owner)


def _some(table: Table, keep: nw.Expr, worth: str) -> nw.DataFrame[Any] | None:
    frame = table.frame
    if frame is None or worth not in table.keys:
        return None
    return frame.filter(nw.col("counts"), keep) if "counts" in frame.columns else frame.filter(keep)


def _together(some: nw.DataFrame[Any], scale: int, worth: str, name: str, owner: str | None = None) -> Picked:
    order = [worth, *(key for key in (name, "id") if key in some.columns)]
    first = some.sort(*order, descending=[True, *(False for _ in order[1:])], nulls_last=True).head(NAMED + 1)
    called = [key for key in (name, "id") if key in some.columns]
    names = [next((str(each) for each in row if each), "") for row in first.select(*called).iter_rows()]
    total = some.select(sum=roomy(some, worth).sum())["sum"].to_list()[0]
    return Picked(len(some), scaled(int(total or 0), scale), names_of([each for each in names if each], NAMED), owner)


def _scale(table: Table, worth: str) -> int:
    return next(column.scale for column in table.columns if column.key == worth)
