"""The columns of a classified customer, in the order of design.md section 5."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from salesplan.compute.customers.classes import CLASS_REASONS, CLASSES, NEXT_ACTIONS
from salesplan.compute.customers.concentration import PARETO_CLASSES, PARETO_REASONS
from salesplan.compute.customers.follow_up import NEXT_CONTACT_REASONS
from salesplan.compute.customers.lifecycle import LIFECYCLES
from salesplan.compute.customers.man import FACTORS, MAN_CELLS, MAN_MISSING
from salesplan.compute.customers.population import SOURCES, Population
from salesplan.compute.customers.rfm import RFM_TYPES, TIERS
from salesplan.compute.rounding import PLACES
from salesplan.model.records import ROW, SOURCE
from salesplan.model.result import Input
from salesplan.model.table import ColumnSpec, Kind, Table

Frame = nw.DataFrame[Any]
_COLUMNS: Mapping[str, Kind] = {
    "row": "integer",
    "source_file": "text",
    "source_sheet": "text",
    "id": "text",
    "name": "text",
    "owner": "text",
    "region": "text",
    "source": "code",
    "purchasing_power": "score",
    "authority": "score",
    "need": "score",
    "man_score": "score",
    "man_cell": "code",
    "man_missing": "code",
    "man_provisional": "flag",
    "class": "code",
    "class_reason": "code",
    "class_reason_value": "integer",
    "deal_days": "integer",
    "deal_value": "amount",
    "amount": "amount",
    "amount_stated": "amount",
    "share": "share",
    "cumulative_share": "share",
    "pareto": "code",
    "pareto_reason": "code",
    "last_order": "date",
    "recency_days": "integer",
    "orders": "integer",
    "interactions": "integer",
    "recency_score": "integer",
    "frequency_score": "integer",
    "monetary_score": "integer",
    "interactions_score": "integer",
    "rfm_type": "code",
    "value": "score",
    "tier": "code",
    "lifecycle": "code",
    "next_action": "code",
    "next_contact": "date",
    "next_contact_reason": "code",
    "next_contact_stated": "date",
    "overdue_days": "integer",
}
CODES: Mapping[str, tuple[str, ...]] = {
    "source": SOURCES,
    "man_cell": MAN_CELLS,
    "man_missing": MAN_MISSING,
    "class": CLASSES,
    "class_reason": CLASS_REASONS,
    "pareto": PARETO_CLASSES,
    "pareto_reason": PARETO_REASONS,
    "rfm_type": tuple(RFM_TYPES.values()),
    "tier": TIERS,
    "lifecycle": LIFECYCLES,
    "next_action": NEXT_ACTIONS,
    "next_contact_reason": NEXT_CONTACT_REASONS,
}
"""Every code a column of kind ``code`` can hold."""
_ALWAYS = frozenset({"source", "class", "class_reason", "class_reason_value", "next_action", "next_contact"})
_ALWAYS |= {"next_contact_reason", "overdue_days"}
_BY_AMOUNT = frozenset(("share", "cumulative_share", "pareto", "pareto_reason"))
_BY_MAN = frozenset(("man_score", "man_cell", "man_missing", "man_provisional"))


def table_of(rated: Population, inputs: tuple[Input, ...]) -> Table:
    """The rows with the columns that the inputs allow; file and sheet of each row only when there are several.

    The frame has ``counts`` beside them, for whoever adds rows up.
    """
    frame, given, scales = rated.frame, rated.given, rated.scales
    shown = _ALWAYS | given | {c for c in ("rfm_type", "value", "tier", "lifecycle") if c in frame.columns}
    shown |= {c for c in frame.columns if c.endswith("_score") and c != "man_score"}
    shown |= _BY_AMOUNT if "amount" in given else frozenset()
    shown |= _BY_MAN if given & set(FACTORS) else frozenset()
    shown |= {"recency_days"} if "last_order" in given else frozenset()
    shown |= {"next_contact_stated"} if "next_contact" in given else frozenset()
    frame = frame.with_columns(row=nw.col(ROW))
    if len(inputs) > 1 and "row" in given:
        frame, shown = _with_places(frame, inputs), shown | {"source_file", "source_sheet"}
    scales = {
        **{factor: scales.get(factor, 0) for factor in FACTORS},
        **dict.fromkeys(("man_score", "value", "share", "cumulative_share"), PLACES),
        "amount": rated.scale,
        "deal_value": rated.deal_scale,
        "amount_stated": scales.get("amount", 0),
    }
    columns = tuple(ColumnSpec(key, kind, scales.get(key, 0)) for key, kind in _COLUMNS.items() if key in shown)
    return Table(columns, frame.select(*(column.key for column in columns), "counts"))


def _with_places(frame: Frame, inputs: tuple[Input, ...]) -> Frame:
    positions = list(range(len(inputs)))

    def spelled(values: list[str | None]) -> nw.Expr:
        return nw.col(SOURCE).replace_strict(positions, values, default=None, return_dtype=nw.String())

    return frame.with_columns(
        source_file=spelled([i.file for i in inputs]), source_sheet=spelled([i.sheet for i in inputs])
    )
