"""The open deals of each customer: how soon the next one is expected, and what they are worth by their probability."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import days_since
from salesplan.compute.customers.links import with_customer_key
from salesplan.compute.customers.population import Population
from salesplan.compute.naming import names_of
from salesplan.compute.prospects.deal_state import STATE, DealWords, with_state
from salesplan.compute.sums import wide
from salesplan.errors import Place, Problem
from salesplan.model.records import Records
from salesplan.text import Text

Frame = nw.DataFrame[Any]
DEAL_COLUMNS: tuple[str, ...] = ("deal_days", "deal_value")


def with_open_deals(population: Population, deals: Records, words: DealWords, as_of: date) -> Population:
    """The population with ``deal_days`` and ``deal_value`` from the open deals; both null without one.

    ``deal_days``: days until the next one is expected; a day that has passed is no expectation. ``deal_value``: the sum
    of amount x probability of those that have both, in whole units of 10^-(``deal_scale``).
    """
    held = replace(deals, frame=with_state(deals, words))
    frame = with_customer_key(held, population).filter(nw.col(STATE) == "open", ~nw.col("customer_key").is_null())
    ahead = -days_since(_column(frame, "close_date", nw.Date()), as_of)
    frame = frame.with_columns(
        ahead=nw.when(ahead >= 0).then(ahead),
        weighted=wide(_column(frame, "amount", nw.Int64())) * wide(_column(frame, "probability", nw.Int64())),
    )
    by_customer = frame.group_by("customer_key").agg(
        deal_days=nw.col("ahead").min(),
        deal_value=nw.col("weighted").sum(),
        valued=(~nw.col("weighted").is_null()).sum(),
    )
    by_customer = by_customer.with_columns(deal_value=nw.when(nw.col("valued") > 0).then(nw.col("deal_value")))
    people = population.frame.with_row_index("_place").join(
        by_customer.drop("valued"), left_on="key", right_on="customer_key", how="left"
    )
    return replace(
        population,
        frame=people.sort("_place").drop("_place"),
        given=population.given | set(DEAL_COLUMNS),
        deal_scale=deals.scales.get("amount", 0) + deals.scales.get("probability", 0),
    )


def unknown_deals(population: Population, deals: Records) -> tuple[Problem, ...]:
    """A warning for deals whose customer is in neither the list nor the orders; those that name none are prospects."""
    frame = with_customer_key(deals, population)
    given = [nw.col(c) for c in ("customer_id", "customer_name") if c in frame.columns]
    if not given:
        return ()
    strange = frame.filter(nw.col("customer_key").is_null()).with_columns(told=nw.coalesce(*given))
    names = sorted(name for name in strange.get_column("told").unique().to_list() if name)
    if not names:
        return ()
    rows = len(strange.filter(~nw.col("told").is_null()))
    what = Text(
        "{rows} 个商机的客户名单和订单里都没有（{names}），不影响分级",
        "{rows} deals are of customers in neither list nor orders ({names}) and change no class",
    ).format(rows=rows, names=names_of(names, 3))
    fix = Text("核对商机里的客户编号和名称", "check the ids and names of customers in the deals")
    source = deals.inputs[0]
    return (Problem("DEALS-unknown-customer", "warning", what, fix, Place(source.file, source.sheet), names[0]),)


def _column(frame: Frame, name: str, kind: Any) -> nw.Expr:  # noqa: ANN401 - a data type of narwhals
    return nw.col(name) if name in frame.columns else nw.lit(None, dtype=kind)
