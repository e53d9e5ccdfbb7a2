"""How attentive each customer is, fed from the lists: need, contacts, satisfaction, trust, last interaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.customers.attention import LEAST_PARTS, PARTS, with_attention
from salesplan.compute.customers.classes import CLASSES
from salesplan.compute.customers.classify import Graded
from salesplan.compute.customers.exact import chosen
from salesplan.compute.customers.facts import orders_in
from salesplan.compute.customers.links import LinkedRows, linked_rows
from salesplan.compute.customers.worth.basis import own_lines, people
from salesplan.compute.rounding import PLACES, half_up
from salesplan.model.plan.customers import AttentionParameters
from salesplan.model.records import ROW, Records
from salesplan.model.table import ColumnSpec, Table

Frame = nw.DataFrame[Any]
CUSTOMERS_WORDS = (
    *(
        "客户",
        "顾客",
        "客户方",
        "客户主动",
        "对方",
        "来电",
        "呼入",
        "客戶",
        "顧客",
        "客戶方",
        "客戶主動",
        "對方",
        "來電",
    ),
    *("customer", "client", "buyer", "inbound", "incoming"),
)
"""Words of ``started_by`` that say the customer began the contact."""
REFERRED = r"(?i)转介绍|轉介紹|老客.*介绍|老客.*介紹|referral|referred"
"""A source of a customer that is another customer's word."""
VALUABLE = ("A", "B")
"""Tiers whose customers come first; where nobody has a tier (no orders), classes."""
NO_INDEX: tuple[str, ...] = ("no_part", "one_part")
COLUMNS = (
    ColumnSpec("row", "integer"),
    ColumnSpec("id", "text"),
    ColumnSpec("name", "text"),
    ColumnSpec("owner", "text"),
    ColumnSpec("class", "code"),
    ColumnSpec("tier", "code"),
    ColumnSpec("valuable", "flag"),
    ColumnSpec("amount", "amount"),
    ColumnSpec("attention", "score", PLACES),
    ColumnSpec("attention_reason", "code"),
    ColumnSpec("parts", "integer"),
    *(ColumnSpec(f"{part}_points", "score", PLACES) for part in PARTS),
    ColumnSpec("contacts", "integer"),
    ColumnSpec("engaged", "integer"),
    ColumnSpec("last_interaction", "date"),
    ColumnSpec("weakest", "code"),
)


@dataclass(frozen=True)
class AttentionGroup:
    """Customers of a class or an owner, how many have an index, and its mean (None where nobody has)."""

    customers: int
    indexed: int
    average: Decimal | None


@dataclass(frozen=True)
class AttentionSummary:
    """How attentive the customers are as a whole.

    ``known_parts``: of how many customers each part is known. ``valuable``: customers of tier A or B; where nobody has
    a tier, of class A or B. ``later_contacts`` lie after the as-of; ``unknown_contacts`` are about customers whom
    nobody knows.
    """

    customers: int
    indexed: int
    average: Decimal | None
    valuable: AttentionGroup
    known_parts: Mapping[str, int]
    by_class: Mapping[str, AttentionGroup]
    by_owner: Mapping[str, AttentionGroup] = field(default_factory=dict)
    contacts: int | None = None
    later_contacts: int = 0
    unknown_contacts: int = 0


def attention_rows(
    graded: Graded, activities: Records | None, parameters: AttentionParameters
) -> tuple[Table, AttentionSummary, LinkedRows | None]:
    """One row a customer, the valuable ones first and of them the least attentive; the summary; the contacts."""
    linked = graded.contacts
    if linked is None and activities is not None:
        linked = linked_rows(activities, graded.population, graded.as_of)
    frame = _fed(graded, linked, parameters)
    scales = {"need": graded.population.scales.get("need", 0), "csat": graded.population.scales.get("csat", 0)}
    frame = _told(with_attention(frame, parameters, graded.as_of, scales))
    summary = _summary(frame, linked)
    known_amount = "amount" in graded.population.given
    scaled_by = {"amount": graded.population.scale}
    columns = tuple(
        ColumnSpec(c.key, c.kind, scaled_by.get(c.key, c.scale))
        for c in COLUMNS
        if (c.key != "amount" or known_amount) and (c.key != "row" or "row" in graded.population.given)
    )
    order = ["valuable", "attention", "amount", "key"]
    frame = frame.sort(*order, descending=[True, False, True, False], nulls_last=True)
    return Table(columns, frame.select(*(column.key for column in columns))), summary, linked


def _fed(graded: Graded, linked: LinkedRows | None, parameters: AttentionParameters) -> Frame:
    """The customers with what the index is made of, null where the lists do not tell."""
    frame = people(graded, "csat", "reference", "referral", "source")
    frame = frame.drop("last_activity", strict=False)
    frame = _joined(frame, _contacts(linked, graded.as_of, parameters.contact_days))
    frame = _joined(frame, _repeats(graded))
    if "tier" not in frame.columns:
        frame = frame.with_columns(tier=nw.lit(None, dtype=nw.String()))
    told = nw.col("list_source").cast(nw.String())
    today = nw.lit(graded.as_of)
    contact = nw.when(nw.col("last_contact") <= today).then(nw.col("last_contact"))
    listed = graded.customers
    stated = listed is not None and listed.has("orders") and graded.lines is None
    repeat = nw.col("order_count") if graded.lines is not None else nw.col("orders") if stated else nw.lit(None)
    return frame.with_columns(
        row=nw.col(ROW),
        csat=nw.col("list_csat").cast(nw.Int64()),
        reference=nw.col("list_reference").cast(nw.Boolean()),
        referral=nw.coalesce(nw.col("list_referral").cast(nw.Boolean()), told.str.contains(REFERRED)),
        repeat_order=repeat.cast(nw.Int64()) > 1,
        last_interaction=nw.max_horizontal(nw.col("last_activity"), contact, nw.col("last_order")),
    )


def _joined(frame: Frame, facts: Frame | Mapping[str, Any]) -> Frame:
    """With facts by key; those of a list that is not there are null."""
    if isinstance(facts, Mapping):
        return frame.with_columns(**{name: nw.lit(None).cast(kind) for name, kind in facts.items()})
    return frame.join(facts, on="key", how="left")


def _contacts(linked: LinkedRows | None, as_of: date, days: int) -> Frame | Mapping[str, Any]:
    """Per customer: contacts of the last days whose answer is known, those answered or begun by him, the newest day."""
    if linked is None:
        return {"contacts": nw.Int64(), "engaged": nw.Int64(), "last_activity": nw.Date()}
    held = linked.frame.filter(~nw.col("customer_key").is_null()).with_columns(
        recent=nw.col("date") > nw.lit(as_of - timedelta(days=days)), **_answers(linked.frame)
    )
    counts = held.filter(nw.col("recent"), nw.col("known")).group_by("customer_key")
    counted = counts.agg(contacts=nw.len().cast(nw.Int64()), engaged=nw.col("engaging").cast(nw.Int64()).sum())
    newest = held.group_by("customer_key").agg(last_activity=nw.col("date").max())
    return newest.join(counted, on="customer_key", how="left").rename({"customer_key": "key"})


def _answers(linked: Frame) -> dict[str, nw.Expr]:
    """``engaging``: answered, or begun by the customer; ``known``: whether the list tells."""
    nothing = nw.lit(None, dtype=nw.Boolean())
    answered = nw.col("answered") if "answered" in linked.columns else nothing
    began = nothing
    if "started_by" in linked.columns:
        began = nw.col("started_by").str.strip_chars().str.to_lowercase().is_in(list(CUSTOMERS_WORDS))
    engaging = answered.fill_null(value=False) | began.fill_null(value=False)
    return {"engaging": engaging, "known": ~answered.is_null() | began.fill_null(value=False)}


def _repeats(graded: Graded) -> Frame | Mapping[str, Any]:
    lines = own_lines(graded)
    if lines is None:
        return {"order_count": nw.Int64()}
    return orders_in(lines.frame).group_by("key").agg(order_count=nw.col("orders").sum())


def _told(frame: Frame) -> Frame:
    """Who is valuable, why there is no index, and which known part is the weakest (the first of equal ones)."""
    points = [nw.col(f"{part}_points") for part in PARTS]
    lowest = nw.min_horizontal(*points)
    rank = "class" if frame.get_column("tier").is_null().all() else "tier"
    return frame.with_columns(
        valuable=nw.col(rank).is_in(list(VALUABLE)).fill_null(value=False),
        attention_reason=chosen(
            (nw.col("parts") == 0, NO_INDEX[0]),
            (nw.col("parts") < LEAST_PARTS, NO_INDEX[1]),
            default=nw.lit(None, dtype=nw.String()),
        ),
        weakest=chosen(
            *((each == lowest, part) for each, part in zip(points, PARTS, strict=True)),
            default=nw.lit(None, dtype=nw.String()),
        ),
    )


def _group(frame: Frame) -> AttentionGroup:
    known = frame.get_column("attention").drop_nulls()
    mean = half_up(Fraction(int(known.sum()), len(known) * 10**PLACES)) if len(known) else None
    return AttentionGroup(len(frame), len(known), mean)


def _summary(frame: Frame, linked: LinkedRows | None) -> AttentionSummary:
    everyone = _group(frame)
    owners = sorted(frame.get_column("owner").drop_nulls().unique().to_list())
    return AttentionSummary(
        everyone.customers,
        everyone.indexed,
        everyone.average,
        _group(frame.filter(nw.col("valuable"))),
        {part: int((~frame.get_column(f"{part}_points").is_null()).sum()) for part in PARTS},
        {code: _group(frame.filter(nw.col("class") == code)) for code in CLASSES},
        {owner: _group(frame.filter(nw.col("owner") == owner)) for owner in owners},
        None if linked is None else len(linked.frame),
        0 if linked is None else linked.later,
        0 if linked is None else sum(each.rows for each in linked.unknown),
    )
