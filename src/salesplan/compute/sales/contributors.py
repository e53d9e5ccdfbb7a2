"""Who moved the total most, by each side: the five largest changes up or down, with their part of the whole change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.rounding import half_up
from salesplan.compute.sales.dimensions import names_of_side, sides_told
from salesplan.compute.sales.measures import BLANK
from salesplan.compute.sales.sold import Sold
from salesplan.compute.sums import roomy, total_of
from salesplan.model.period import Period
from salesplan.model.table import scaled

Frame = nw.DataFrame[Any]
SIDES = ("product", "region", "rep", "customer")
MOST = 5


@dataclass(frozen=True)
class Contributor:
    """One of a side: what he brought now and in the base, the change, and its part of the whole change.

    ``name`` is None for lines that do not tell the side. ``share`` is None where the whole did not change; it is below
    0 for one that went the other way, and above 1 where others did. ``owner`` is that of a customer.
    """

    side: str
    name: str | None
    now: Decimal
    base: Decimal
    change: Decimal
    share: Decimal | None
    owner: str | None = None


def contributors(
    sold: Sold, now: Period, base: Period, sides: Sequence[str] = SIDES, most: int = MOST, *, down: bool | None = None
) -> tuple[Contributor, ...]:
    """The ``most`` largest changes of each side that the orders tell, those that go the way of the whole first.

    ``down`` asks for those alone who fell (or rose), whatever the whole did.
    """
    frame = sold.frame.with_columns(
        _now=nw.when(nw.col("date").is_between(now.first, now.last)).then(nw.col("amount")).otherwise(0),
        _base=nw.when(nw.col("date").is_between(base.first, base.last)).then(nw.col("amount")).otherwise(0),
    )
    whole = total_of(frame, "_now") - total_of(frame, "_base")
    found: list[Contributor] = []
    for side in sides_told(sold, sides):
        found += _of_side(side, frame, sold, whole, most, down=down)
    return tuple(found)


def _of_side(side: str, frame: Frame, sold: Sold, whole: int, most: int, *, down: bool | None) -> Iterator[Contributor]:
    column = "key" if side == "customer" else side
    known = frame.with_columns(_by=nw.col(column).fill_null(BLANK))
    sums = known.group_by("_by").agg(*(roomy(known, c).sum().alias(c) for c in ("_now", "_base")))
    sums = sums.with_columns(change=nw.col("_now") - nw.col("_base"))
    if down is not None:
        sums = sums.filter(nw.col("change") < 0) if down else sums.filter(nw.col("change") > 0)
    sums = sums.filter(nw.col("change") != 0).with_columns(_size=nw.col("change").abs())
    first = sums.sort("_size", "_by", descending=[True, False]).head(most)
    first = first.sort("change", "_by", descending=[not (whole < 0 if down is None else down), False])
    labels = _labels(side, sold, first.get_column("_by").to_list())
    owners = _owners(sold, first.get_column("_by").to_list()) if side == "customer" else {}
    for key, then, before, change in first.select("_by", "_now", "_base", "change").iter_rows():
        share = half_up(Fraction(int(change), whole)) if whole and (down is None or change * whole > 0) else None
        of_now, of_base, moved = (scaled(int(each), sold.scale) for each in (then, before, change))
        yield Contributor(side, labels.get(key, key) or None, of_now, of_base, moved, share, owners.get(key))


def _labels(side: str, sold: Sold, keys: list[str]) -> dict[str, str]:
    names = names_of_side(side, sold)
    if names is None:
        return {}
    return dict(names.filter(nw.col("key").is_in(keys)).select("key", "label").iter_rows())


def _owners(sold: Sold, keys: list[str]) -> dict[str, str]:
    return dict(sold.people.filter(nw.col("key").is_in(keys)).select("key", "owner").iter_rows())
