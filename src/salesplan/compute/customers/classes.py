"""The classes A, B, C, D (and E), why a customer is in one, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import chosen
from salesplan.compute.customers.man import IDEAL
from salesplan.model.plan.customers import ClassParameters

Frame = nw.DataFrame[Any]
CLASSES: tuple[str, ...] = ("A", "B", "C", "D", "E", "U")
"""From best to worst; E only where classes go by closing time; U is not rated."""
UNRATED = "U"
CLASS_REASONS: tuple[str, ...] = (
    *("order_within_days", "man_cell", "man_cell_provisional", "nothing_known"),
    *("deal_imminent", "open_deal", "deal_closes", "latent_need", "no_need"),
)
"""A: an order so many days ago (``class_reason_value``); B to D: the cell, provisional while a factor is missing; U: no
order in so many days (no value where his orders are not known at all) and no MAN factor. A or B by a deal that is
expected in so many days. By closing time: the days until his next deal closes, a need without one, no need."""
CLASS_ACTIONS: Mapping[str, str] = {
    "A": "visit",
    "B": "inform",
    "C": "offer",
    "D": "watch",
    "E": "rest",
    UNRATED: "qualify",
}
"""A return visit and personal service; B regular product information; C offer or trial; D watch for a change of need;
E no more than a greeting; U find out ability to pay, say and need."""
WIN_BACK = "_win_back"
NEXT_ACTIONS: tuple[str, ...] = (
    *CLASS_ACTIONS.values(),
    *(action + WIN_BACK for name, action in CLASS_ACTIONS.items() if name != "A"),
)
"""The action of the class; with ``_win_back`` for a customer whose last order is long ago (life cycle churned)."""
_NONE = nw.lit(None, dtype=nw.Int64())
Case = tuple[nw.Expr, str, str, nw.Expr]
"""When it holds, the class, the reason, its value."""


def with_class(frame: Frame, parameters: ClassParameters) -> Frame:
    """``class``, ``class_reason`` and ``class_reason_value``; the first rule that holds decides.

    A: an order in the last ``a_days`` days (the day that many days ago included) and more than 0 net in these days, so
    a return alone never makes A. B, C, D: the MAN cell; B also with an open deal expected in ``b_deal_days`` days. U:
    nothing known. With ``a_rule: traded_or_imminent`` also a MAN customer whose deal is expected in ``imminent_days``
    days is A. With ``scheme: closing_time`` only the days until his next open deal closes count: A, B, C up to each of
    ``closing_days``, D later or with a need and no deal, E without a need, U where neither is known.

    ``a_net`` and ``a_ago`` come from the orders; from a list without orders they are its last order alone.
    ``deal_days`` is null without an open deal that has a day.
    """
    if "deal_days" not in frame.columns:
        frame = frame.with_columns(deal_days=_NONE)
    cases = _by_closing(parameters) if parameters.scheme == "closing_time" else _by_trade(parameters)
    unknown = nw.when(nw.col("man_cell").is_null() & nw.col("orders_known")).then(_whole(parameters.a_days))
    return frame.with_columns(
        chosen(*((case, name) for case, name, _, _ in cases), default=UNRATED).alias("class"),
        class_reason=chosen(*((case, reason) for case, _, reason, _ in cases), default="nothing_known"),
        class_reason_value=chosen(*((case, value) for case, _, _, value in cases), default=unknown.otherwise(_NONE)),
    )


def _by_trade(parameters: ClassParameters) -> list[Case]:
    """By what was traded, what is about to be, and the MAN cell."""
    recent = (nw.col("a_net") > 0) & ~nw.col("a_ago").is_null()
    cell, days, cells = nw.col("man_cell"), nw.col("deal_days"), parameters.cells
    imminent = (cell == IDEAL) & ~nw.col("man_provisional") & days.is_between(0, parameters.imminent_days)
    found: list[Case] = [(recent, "A", "order_within_days", nw.col("a_ago"))]
    if parameters.a_rule == "traded_or_imminent":
        found.append((imminent.fill_null(value=False), "A", "deal_imminent", days))
    found += _of_cell("B", cell.is_in(list(cells.B)))
    found.append((days.is_between(0, parameters.b_deal_days).fill_null(value=False), "B", "open_deal", days))
    for name in ("C", "D"):
        found += _of_cell(name, cell.is_in(list(getattr(cells, name))))
    return found


def _of_cell(name: str, held: nw.Expr) -> list[Case]:
    held = held.fill_null(value=False)
    return [
        (held & nw.col("man_provisional"), name, "man_cell_provisional", _NONE),
        (held, name, "man_cell", _NONE),
    ]


def _by_closing(parameters: ClassParameters) -> list[Case]:
    """By the days until the next open deal closes; a need without a deal is latent."""
    days = nw.col("deal_days")
    needs = nw.col("man_cell").str.contains("N", literal=True) & ~nw.col("need").is_null()
    known = ~nw.col("need").is_null()
    closing: list[Case] = [
        ((days <= limit).fill_null(value=False), name, "deal_closes", days)
        for name, limit in zip("ABC", parameters.closing_days, strict=True)
    ]
    return [
        *closing,
        (~days.is_null(), "D", "deal_closes", days),
        (needs.fill_null(value=False), "D", "latent_need", _NONE),
        (known, "E", "no_need", _NONE),
    ]


def _whole(number: int) -> nw.Expr:
    return nw.lit(number, dtype=nw.Int64())


def with_next_action(frame: Frame) -> Frame:
    """``next_action``: the class's own; outside A, a churned customer is won back besides."""
    action = chosen(*((nw.col("class") == name, code) for name, code in CLASS_ACTIONS.items()))
    if "lifecycle" not in frame.columns:
        return frame.with_columns(next_action=action)
    lost = (nw.col("lifecycle") == "churned") & (nw.col("class") != "A")
    return frame.with_columns(next_action=nw.when(lost).then(nw.concat_str(action, nw.lit(WIN_BACK))).otherwise(action))
