"""One row a customer: tier, potential, the time he got, and whether he is in the right hands."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from salesplan.compute.coverage.customers import CoveredCustomers
from salesplan.compute.customers.exact import chosen
from salesplan.compute.prospects.people import People
from salesplan.compute.sums import wide
from salesplan.model.plan.coverage import CoverageParameters
from salesplan.model.records import ROW
from salesplan.model.table import ColumnSpec, Table

_HOUR = 60
_PLACES = 2
MATCHES: tuple[str, ...] = ("high_by_other", "low_by_top", "owner_unknown", "fits")
"""A high tier whose owner is not top, a low tier whose owner is, an owner nobody knows or none, or neither."""


def customer_rows(people: CoveredCustomers, team: People | None, parameters: CoverageParameters) -> Table:
    """The customers in the order of the list. Hours are to the hundredth; null where no row names the customer."""
    frame = people.frame
    unit = _HOUR * 10**people.minutes_scale
    hours = (wide(nw.col("minutes")) * wide(2 * 10**_PLACES) + wide(unit)) // wide(2 * unit)
    frame = frame.with_columns(hours=hours.cast(nw.Int64()), row=nw.col(ROW))
    columns = [ColumnSpec(key, "text") for key in ("id", "name", "owner", "region")]
    columns += [ColumnSpec("tier", "code"), ColumnSpec("potential", "amount", people.potential_scale)]
    columns += [ColumnSpec("amount", "amount", people.scale), ColumnSpec("by_revenue", "flag")]
    columns += [ColumnSpec("hours", "score", _PLACES)]
    if team is not None:
        frame = _with_skill(frame, team, parameters)
        columns += [ColumnSpec("skill", "score", _PLACES), ColumnSpec("match", "code")]
    columns.append(ColumnSpec("row", "integer"))
    kept = [c for c in columns if c.key in ("tier", "hours", "match") or not frame.get_column(c.key).is_null().all()]
    return Table(tuple(kept), frame.select(*(column.key for column in kept)))


def _with_skill(frame: nw.DataFrame[Any], team: People, parameters: CoverageParameters) -> nw.DataFrame[Any]:
    owners = sorted({owner for owner in frame.get_column("owner").to_list() if owner})
    found = [next(iter(team.of(owner)), None) for owner in owners]
    skills = [None if p is None or p.skill is None else int(p.skill * 10**_PLACES) for p in found]
    bands = [None if p is None else "H" if p.band == "H" and p.skill is not None else "L" for p in found]

    def of(values: list[Any], kind: Any) -> nw.Expr:  # noqa: ANN401 - a kind of column of narwhals
        if not owners:
            return nw.lit(None, dtype=kind)
        return nw.col("owner").replace_strict(owners, values, default=None, return_dtype=kind)

    frame = frame.with_columns(skill=of(skills, nw.Int64()), band=of(bands, nw.String()))
    high, low = nw.col("tier").is_in([*parameters.high]), nw.col("tier").is_in([*parameters.low])
    return frame.with_columns(
        match=chosen(
            (nw.col("band").is_null(), MATCHES[2]),
            (high & (nw.col("band") != "H"), MATCHES[0]),
            (low & (nw.col("band") == "H"), MATCHES[1]),
            default=MATCHES[3],
        )
    )
