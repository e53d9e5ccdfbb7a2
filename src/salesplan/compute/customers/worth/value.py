"""What customers are worth: eight types, tiers, three grades, and whom to contact now (methods.md 5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.customers.classify import Graded, unknown_amounts
from salesplan.compute.customers.concentration import PARETO_CLASSES, class_by, class_cuts, histogram_of
from salesplan.compute.customers.exact import chosen
from salesplan.compute.customers.rfm import MEASURES, RFM_TYPES, TIERS
from salesplan.compute.customers.summary import ClassifySummary
from salesplan.compute.rounding import share_of
from salesplan.compute.sums import roomy, total_of
from salesplan.errors import BadInput, Problem
from salesplan.model.period import Period
from salesplan.model.records import ROW, SOURCE
from salesplan.model.result import Parameter, Result, place_of
from salesplan.model.table import ColumnSpec, Table, scaled
from salesplan.text import Text

Frame = nw.DataFrame[Any]
GRADES: tuple[str, ...] = ("important", "potential", "ordinary")
"""The three grades of S3:75: tier A or B; never ordered; the rest."""
ACTIONS: Mapping[str, str] = {
    "important_value": "serve",
    "important_develop": "raise_frequency",
    "important_keep": "contact_now",
    "important_win_back": "win_back",
    "general_value": "raise_order",
    "general_develop": "second_order",
    "general_keep": "light_touch",
    "general_win_back": "least_effort",
}
"""What to do with each of the eight types."""
QUIET = ("important_keep", "important_win_back")
"""Types that brought much and went quiet: contact them now."""
METHODS = ("shares", "computed")
_FIRST = ("row", "source_file", "source_sheet", "id", "name", "owner", "region", "source")
_FIGURES = ("amount", "share", "cumulative_share", "pareto", "pareto_reason")
_LAST = ("last_order", "recency_days", "orders", "interactions", *(f"{measure}_score" for measure in MEASURES))
_TOLD = ("READ-", "ORDERS-", "CUSTOMERS-", "PARETO-", "RFM-", "CABC-", "ACTIVITIES-")
_TOLD_BY_NAME = ("CLASSIFY-stale", "CLASSIFY-no-orders")


@dataclass(frozen=True)
class Worth:
    """Customers of one type, tier or grade: how many, their net amount, its share of the net total, and on average.

    ``share`` is None where the net total is not above 0, ``average`` where there is nobody.
    """

    customers: int = 0
    amount: Decimal | None = None
    share: Decimal | None = None
    average: Decimal | None = None


@dataclass(frozen=True)
class HeatCell:
    """The customers with one score of recency and one of frequency, and their net amount."""

    recency_score: int
    frequency_score: int
    customers: int
    amount: Decimal | None


@dataclass(frozen=True)
class ClassPair:
    """The customers who are in one class by shares and in one by the curve (cABC), and their net amount."""

    shares: str
    computed: str
    customers: int
    amount: Decimal | None


@dataclass(frozen=True)
class ValueSummary:
    """What the customers are worth; amounts are None where neither list nor orders give any.

    ``scored``: those with an order in the window. ``average`` is the net total over the customers who have an amount.
    ``rfm_cuts``: the value from which each further point is given, for recency the most days; ``rfm_splits``: between
    good and not. ``contact_now``: important ones who went quiet. ``pareto_pairs`` is there when both methods were asked
    for.
    """

    customers: int
    scored: int
    net_total: Decimal | None
    average: Decimal | None
    window: Period | None
    model: str
    scores: str
    rfm_cuts: Mapping[str, tuple[Decimal, ...]]
    rfm_splits: Mapping[str, Decimal]
    rfm_split: str
    contact_now: Worth
    pareto_method: str
    pareto_cuts: Mapping[str, Decimal | None]
    unknown_customers: int | None
    unknown_customer_orders: int | None
    by_rfm_type: Mapping[str, Worth] = field(default_factory=dict)
    by_tier: Mapping[str, Worth] = field(default_factory=dict)
    by_grade: Mapping[str, Worth] = field(default_factory=dict)
    by_pareto: Mapping[str, Worth] = field(default_factory=dict)
    pareto_pairs: tuple[ClassPair, ...] = ()
    heat: tuple[HeatCell, ...] = ()


def value(graded: Graded, *, both: bool = False) -> Result[ValueSummary]:
    """The worth of graded customers, most valuable first; with ``both`` also each one's class by shares and by cABC.

    BadInput where nothing tells what they are worth: neither orders nor columns of amount, orders and last order.
    """
    if not graded.population.measures and "amount" not in graded.population.given:
        raise BadInput(_nothing(graded))
    frame = _with_grade(graded.population.frame, graded)
    frame = _with_both(frame, graded) if both else frame
    result = graded.result
    return Result(
        "customers value",
        graded.as_of,
        _summary(frame, graded, both=both),
        _table(frame, graded),
        tuple(p for p in result.parameters if _decides(p)),
        (*(p for p in result.findings if _is_told(p)), *_findings(frame, graded)),
        tuple(source for source in result.inputs if source.table != "deals"),
    )


def _with_grade(frame: Frame, graded: Graded) -> Frame:
    """``value_grade`` and ``action`` where the inputs allow them."""
    if "rfm_type" in frame.columns:
        cases = ((nw.col("rfm_type") == code, action) for code, action in ACTIONS.items())
        frame = frame.with_columns(action=chosen(*cases, default=nw.lit(None, dtype=nw.String())))
    if "tier" not in frame.columns or "last_order" not in graded.population.given:
        return frame
    never = nw.col("last_order").is_null() & ~nw.col("orders_unknown")
    important = nw.col("tier").is_in(list(TIERS[:2]))
    return frame.with_columns(value_grade=chosen((important, GRADES[0]), (never, GRADES[1]), default=GRADES[2]))


def _with_both(frame: Frame, graded: Graded) -> Frame:
    """``pareto_shares`` and ``pareto_computed``, the classes by either method."""
    counted = frame.filter(nw.col("counts"))
    amounts = histogram_of(counted, "amount")
    unknown = unknown_amounts(counted, graded.lines)
    for method in METHODS:
        told = graded.parameters.pareto.model_copy(update={"method": method})
        known = class_by(class_cuts(amounts, told, unknown), told)
        frame = frame.with_columns((known if graded.concentrated.base else nw.col("pareto")).alias(f"pareto_{method}"))
    return frame


def _summary(frame: Frame, graded: Graded, *, both: bool) -> ValueSummary:
    s: ClassifySummary = graded.result.summary
    counted = frame.filter(nw.col("counts"))
    scale = graded.population.scale if "amount" in graded.population.given else None
    with_amount = counted.filter(~nw.col("amount").is_null())
    typed = "rfm_type" in frame.columns
    quiet = counted.filter(nw.col("rfm_type").is_in(list(QUIET))) if typed else counted.head(0)
    return ValueSummary(
        customers=s.customers,
        scored=s.rfm_customers,
        net_total=s.net_total,
        average=_worth(len(with_amount), total_of(with_amount, "amount"), 0, scale).average,
        window=s.window,
        model=graded.parameters.rfm.model,
        scores=graded.parameters.rfm.scores,
        rfm_cuts=s.rfm_cuts,
        rfm_splits=s.rfm_splits,
        rfm_split=graded.parameters.rfm.split,
        contact_now=_whole(quiet, total_of(counted, "amount"), scale),
        pareto_method=graded.parameters.pareto.method,
        pareto_cuts=s.pareto_cuts,
        unknown_customers=s.unknown_customers,
        unknown_customer_orders=s.unknown_customer_orders,
        by_rfm_type=_groups(counted, "rfm_type", tuple(RFM_TYPES.values()), scale),
        by_tier=_groups(counted, "tier", TIERS, scale),
        by_grade=_groups(counted, "value_grade", GRADES, scale),
        by_pareto=_groups(counted, "pareto", PARETO_CLASSES, scale),
        pareto_pairs=_pairs(counted, scale) if both else (),
        heat=_heat(counted, scale),
    )


def _groups(counted: Frame, column: str, codes: tuple[str, ...], scale: int | None) -> dict[str, Worth]:
    """Every code of ``column``, also those nobody has; none when the column is not there."""
    if column not in counted.columns:
        return {}
    total = total_of(counted, "amount")
    found = counted.group_by(column).agg(customers=nw.len(), worth=roomy(counted, "amount").sum())
    rows = {code: (n, int(worth or 0)) for code, n, worth in found.select(column, "customers", "worth").iter_rows()}
    return {code: _worth(*rows.get(code, (0, 0)), total, scale) for code in codes}


def _whole(part: Frame, total: int, scale: int | None) -> Worth:
    return _worth(len(part), total_of(part, "amount"), total, scale)


def _worth(customers: int, worth: int, total: int, scale: int | None) -> Worth:
    if scale is None:
        return Worth(customers)
    average = share_of(Fraction(worth, 10**scale), customers) if customers else None
    return Worth(customers, scaled(worth, scale), share_of(worth, total) if total > 0 else None, average)


def _heat(counted: Frame, scale: int | None) -> tuple[HeatCell, ...]:
    """The cells that somebody is in, lowest scores first."""
    scores = ("recency_score", "frequency_score")
    if not set(scores) <= set(counted.columns):
        return ()
    return tuple(HeatCell(*cell) for cell in _cells(counted, scores, scale))


def _pairs(counted: Frame, scale: int | None) -> tuple[ClassPair, ...]:
    if "amount" not in counted.columns:
        return ()
    return tuple(ClassPair(*cell) for cell in _cells(counted, ("pareto_shares", "pareto_computed"), scale))


def _cells(counted: Frame, columns: tuple[str, str], scale: int | None) -> list[tuple[Any, Any, int, Decimal | None]]:
    """Customers and amount for each pair of values, in their order, those without either left out."""
    held = counted.filter(~nw.col(columns[0]).is_null(), ~nw.col(columns[1]).is_null())
    found = held.group_by(*columns).agg(customers=nw.len(), worth=roomy(held, "amount").sum())
    rows = sorted(found.select(*columns, "customers", "worth").iter_rows())
    return [(a, b, n, None if scale is None else scaled(int(worth or 0), scale)) for a, b, n, worth in rows]


def _table(frame: Frame, graded: Graded) -> Table:
    """The rows by value, amount, then as the list has them."""
    told = {column.key: column for column in graded.result.rows.columns}
    own = {key: ColumnSpec(key, "code") for key in ("pareto_shares", "pareto_computed", "action", "value_grade")}
    kinds = {**told, **{key: spec for key, spec in own.items() if key in frame.columns}}
    wanted = (*_FIRST, *_FIGURES, "pareto_shares", "pareto_computed", *_LAST, "rfm_type", "action", "value", "tier")
    columns = tuple(kinds[key] for key in (*wanted, "value_grade") if key in kinds)
    rows = graded.result.rows.frame
    if rows is None:
        raise ValueError("graded customers stand in a frame")
    more = [column.key for column in columns if column.key not in rows.columns]
    wide = nw.concat([rows, frame.select(*more, "key", SOURCE, ROW)], how="horizontal")
    order = [key for key in ("value", "amount") if key in wide.columns]
    down = [True] * len(order) + [False] * 3
    placed = wide.sort(*order, SOURCE, ROW, "key", descending=down, nulls_last=True)
    return Table(columns, placed.select(*(column.key for column in columns)))


def _decides(parameter: Parameter) -> bool:
    parts = ("parameters.pareto.", "parameters.rfm.", "parameters.orders.")
    return not parameter.name.startswith("parameters.") or parameter.name.startswith(parts)


def _is_told(problem: Problem) -> bool:
    return problem.code.startswith(_TOLD) or problem.code in _TOLD_BY_NAME


def _findings(frame: Frame, graded: Graded) -> Iterator[Problem]:
    """Which measure is missing for a value."""
    if "value" in frame.columns or graded.lines is not None:
        return
    labels = {
        "last_order": Text("最近订单", "the last order"),
        "orders": Text("订单数", "the number of orders"),
        "amount": Text("金额", "the amount"),
    }
    missing = [text for key, text in labels.items() if key not in graded.population.given]
    told = missing[0]
    for each in missing[1:]:
        told = Text("{told}、{each}", "{told} and {each}").format(told=told, each=each)
    yield Problem(
        "VALUE-missing",
        "warning",
        Text("名单没有{told}，算不出价值分和价值等级", "the list lacks {told}: there is no value and no tier").format(
            told=told
        ),
        Text("给订单：--orders 订单.xlsx", "Give the orders: --orders orders.xlsx"),
        place_of(graded.result.inputs),
    )


def _nothing(graded: Graded) -> Problem:
    return Problem(
        "VALUE-nothing",
        "error",
        Text(
            "名单没有最近订单、订单数、金额，也没有订单：算不出客户价值",
            "the list has no last order, no number of orders, no amount, and there are no orders: nothing to value",
        ),
        Text(
            "给订单：--orders 订单.xlsx；表里有就写明：--column amount=表头",
            "Give the orders: --orders orders.xlsx; or name the column, if there is one: --column amount=TITLE",
        ),
        place_of(graded.result.inputs),
    )
