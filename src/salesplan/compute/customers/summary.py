"""The figures of a classification as a whole: how many, how much, how concentrated, what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.customers.classes import CLASSES
from salesplan.compute.customers.concentration import PARETO_CLASSES, Concentration
from salesplan.compute.customers.follow_up import due_day
from salesplan.compute.customers.lifecycle import LIFECYCLES
from salesplan.compute.customers.man import MAN_CELLS
from salesplan.compute.customers.moves import Migration
from salesplan.compute.customers.rfm import RFM_TYPES, TIERS, RfmFigures
from salesplan.compute.rounding import share_of
from salesplan.model.period import Period
from salesplan.model.table import scaled

Frame = nw.DataFrame[Any]
_SPREAD: tuple[str, ...] = (
    *("top20_customers", "top20_share", "customers_for_80", "customers_for_80_share", "reached_share"),
    *("gini", "hhi", "cr1", "cr5", "cr10"),
)


@dataclass(frozen=True)
class Group:
    """Customers of one class, cell, type or status, their net amount and its share of the net total."""

    customers: int = 0
    amount: Decimal | None = None
    share: Decimal | None = None


@dataclass(frozen=True)
class ClassGroup(Group):
    """A class, with how many of it are to be contacted: up to today, up to this Sunday, and before today (overdue)."""

    due_today: int = 0
    due_this_week: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class OrderFigures:
    """The orders behind the figures. An order is a customer and an order number whose lines net to more than 0.

    ``orders`` counts those of the window; order numbers (and those several customers share) are counted up to the
    as-of; ``later_orders`` lie after it; ``first_order`` and ``last_order`` are the oldest and newest order line.
    Unknown are customers of the orders whom the list does not have: None unless there are both.
    """

    orders: int | None = None
    order_numbers: int | None = None
    shared_order_numbers: int | None = None
    later_orders: int | None = 0
    unknown_customers: int | None = None
    unknown_customer_orders: int | None = None
    first_order: date | None = None
    last_order: date | None = None


@dataclass(frozen=True)
class ClassifySummary:
    """All figures of ``classify``: how many, how much, how concentrated, what is due.

    Money is in the list's currency. Shares are of ``base_total``, the sum of the amounts above 0, and None where that
    is 0; those of the groups are of ``net_total``. What the inputs do not tell is None. ``by_cell_provisional``: those
    of ``by_cell`` of whom a MAN factor is missing.
    """

    customers: int
    customers_with_order: int | None
    customers_without_order: int | None
    net_total: Decimal | None
    base_total: Decimal | None
    pareto_customers: int
    negative_customers: int
    negative_total: Decimal | None
    top20_customers: int | None
    top20_share: Decimal | None
    customers_for_80: int | None
    customers_for_80_share: Decimal | None
    reached_share: Decimal | None
    gini: Decimal | None
    hhi: Decimal | None
    cr1: Decimal | None
    cr5: Decimal | None
    cr10: Decimal | None
    pareto_cuts: Mapping[str, Decimal | None]
    rfm_customers: int
    rfm_cuts: Mapping[str, tuple[Decimal, ...]]
    rfm_splits: Mapping[str, Decimal]
    rfm_quartiles: Mapping[str, tuple[Decimal, ...]]
    orders: int | None
    order_numbers: int | None
    shared_order_numbers: int | None
    later_orders: int | None
    unknown_customers: int | None
    unknown_customer_orders: int | None
    window: Period | None
    first_order: date | None
    last_order: date | None
    due_today: int
    due_this_week: int
    overdue: int
    by_class: Mapping[str, ClassGroup] = field(default_factory=dict)
    by_cell: Mapping[str, Group] = field(default_factory=dict)
    by_cell_provisional: Mapping[str, Group] = field(default_factory=dict)
    by_pareto: Mapping[str, Group] = field(default_factory=dict)
    by_rfm_type: Mapping[str, Group] = field(default_factory=dict)
    by_tier: Mapping[str, Group] = field(default_factory=dict)
    by_lifecycle: Mapping[str, Group] = field(default_factory=dict)
    migration: Migration | None = None


def summary_of(
    frame: Frame,
    scale: int | None,
    figures: Concentration,
    rfm: RfmFigures,
    orders: OrderFigures,
    window: Period | None,
    as_of: date,
) -> ClassifySummary:
    """The summary of the rated customers; every customer counts once. ``scale`` is None when no amounts are known."""
    counted = frame.filter(nw.col("counts"))
    amounts = counted.get_column("amount")
    negative = amounts.filter(amounts < 0)
    buying = int(counted.get_column("buys").sum())
    known = scale is not None
    rated = not counted.get_column("man_cell").is_null().all()
    money = scale or 0
    total = int(amounts.sum())
    classes = _classes(counted, scale, as_of)
    return ClassifySummary(
        customers=len(counted),
        customers_with_order=buying if "recency_score" in frame.columns else None,
        customers_without_order=len(counted) - buying if "recency_score" in frame.columns else None,
        net_total=scaled(total, money) if known else None,
        base_total=scaled(figures.base, money) if known else None,
        pareto_customers=figures.customers,
        negative_customers=len(negative),
        negative_total=scaled(int(negative.sum()), money) if known else None,
        **{name: getattr(figures, name) for name in _SPREAD},
        pareto_cuts={n: None if c is None else scaled(c, money) for n, c in zip("AB", figures.cuts, strict=True)},
        rfm_customers=rfm.customers,
        rfm_cuts={m: tuple(scaled(c, _scale_of(m, money)) for c in cuts) for m, cuts in rfm.cuts.items()},
        rfm_splits={m: _number(split, m, money) for m, split in rfm.splits.items()},
        rfm_quartiles={m: tuple(_number(q, m, money) for q in three) for m, three in rfm.quartiles.items()},
        **vars(orders),
        window=window,
        due_today=sum(group.due_today for group in classes.values()),
        due_this_week=sum(group.due_this_week for group in classes.values()),
        overdue=sum(group.overdue for group in classes.values()),
        by_class=classes,
        by_cell=_groups(counted, "man_cell", MAN_CELLS, scale) if rated else {},
        by_cell_provisional=_groups(counted.filter(nw.col("man_provisional")), "man_cell", MAN_CELLS, scale, total)
        if rated
        else {},
        by_pareto=_groups(counted, "pareto", PARETO_CLASSES, scale),
        by_rfm_type=_groups(counted, "rfm_type", tuple(RFM_TYPES.values()), scale),
        by_tier=_groups(counted, "tier", TIERS, scale),
        by_lifecycle=_groups(counted, "lifecycle", LIFECYCLES, scale),
    )


def _scale_of(measure: str, money: int) -> int:
    return money if measure == "monetary" else 0


def _number(value: Fraction, measure: str, money: int) -> Decimal:
    """Days, orders or money from a fraction, half up to 6 places."""
    return share_of(value, 10 ** _scale_of(measure, money)).normalize() + Decimal(0)


def _groups(
    counted: Frame, column: str, codes: tuple[str, ...], scale: int | None, whole: int | None = None
) -> dict[str, Group]:
    """Every code of ``column``, also those nobody has; none when the column is not there. Shares are of ``whole``."""
    if column not in counted.columns:
        return {}
    total = int(counted.get_column("amount").sum()) if whole is None else whole
    found = counted.group_by(column).agg(customers=nw.len(), worth=nw.col("amount").sum())
    rows = {code: (n, worth) for code, n, worth in found.select(column, "customers", "worth").iter_rows()}
    return {code: Group(*_group(*rows.get(code, (0, 0)), total, scale)) for code in codes}


def _group(customers: int, worth: int, total: int, scale: int | None) -> tuple[int, Decimal | None, Decimal | None]:
    if scale is None:
        return customers, None, None
    return customers, scaled(worth, scale), share_of(worth, total) if total > 0 else None


def _classes(counted: Frame, scale: int | None, as_of: date) -> dict[str, ClassGroup]:
    sunday = as_of + timedelta(days=6 - as_of.weekday())
    day = due_day(counted)
    limits = {"due_today": day <= nw.lit(as_of), "due_this_week": day <= nw.lit(sunday), "overdue": day < nw.lit(as_of)}
    found = counted.group_by("class").agg(**{name: is_due.sum() for name, is_due in limits.items()})
    due = {row["class"]: row for row in found.iter_rows(named=True)}
    groups = _groups(counted, "class", CLASSES, scale)
    return {
        code: ClassGroup(
            group.customers, group.amount, group.share, *(int(due[code][n]) if code in due else 0 for n in limits)
        )
        for code, group in groups.items()
    }
