"""The classes A, B, C, D and U, why a customer is in one, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import chosen
from salesplan.model.plan.customers import ClassParameters

Frame = nw.DataFrame[Any]
CLASSES: tuple[str, ...] = ("A", "B", "C", "D", "U")
CLASS_REASONS: tuple[str, ...] = ("order_within_days", "man_cell", "man_cell_provisional", "nothing_known")
"""A: an order so many days ago (``class_reason_value``); B to D: the cell, provisional while a factor is missing; U: no
order in so many days (no value where his orders are not known at all) and no MAN factor."""
CLASS_ACTIONS: Mapping[str, str] = {"A": "visit", "B": "inform", "C": "offer", "D": "watch", "U": "qualify"}
"""A return visit and personal service; B regular product information; C offer or trial; D watch for a change of need;
U find out ability to pay, say and need."""
WIN_BACK = "_win_back"
NEXT_ACTIONS: tuple[str, ...] = (
    *CLASS_ACTIONS.values(),
    *(action + WIN_BACK for name, action in CLASS_ACTIONS.items() if name != "A"),
)
"""The action of the class; with ``_win_back`` for a customer whose last order is long ago (life cycle churned)."""


def with_class(frame: Frame, parameters: ClassParameters) -> Frame:
    """``class``, ``class_reason`` and ``class_reason_value``; the first rule that holds decides.

    A: an order in the last ``a_days`` days (the day that many days ago included) and more than 0 net in these days, so
    a return alone never makes A. B, C, D: the MAN cell. U: nothing known. ``a_net`` and ``a_ago`` come from the orders;
    from a list without orders they are its last order alone.
    """
    recent = (nw.col("a_net") > 0) & ~nw.col("a_ago").is_null()
    rated = ~nw.col("man_cell").is_null()
    cells = parameters.cells
    of_cell = chosen(
        *((nw.col("man_cell").is_in(list(getattr(cells, name))), name) for name in ("B", "C", "D")),
        default="U",
    )
    return frame.with_columns(
        chosen((recent, "A"), (rated, of_cell), default="U").alias("class"),
        class_reason=chosen(
            (recent, CLASS_REASONS[0]),
            (nw.col("man_provisional"), CLASS_REASONS[2]),
            (rated, CLASS_REASONS[1]),
            default=CLASS_REASONS[3],
        ),
        class_reason_value=chosen(
            (recent, nw.col("a_ago")),
            (~rated & nw.col("orders_known"), nw.lit(parameters.a_days, dtype=nw.Int64())),
            default=nw.lit(None, dtype=nw.Int64()),
        ),
    )


def with_next_action(frame: Frame) -> Frame:
    """``next_action``: the class's own; outside A, a churned customer is won back besides."""
    action = chosen(*((nw.col("class") == name, code) for name, code in CLASS_ACTIONS.items()))
    if "lifecycle" not in frame.columns:
        return frame.with_columns(next_action=action)
    lost = (nw.col("lifecycle") == "churned") & (nw.col("class") != "A")
    return frame.with_columns(next_action=nw.when(lost).then(nw.concat_str(action, nw.lit(WIN_BACK))).otherwise(action))
