"""How often each customer was in contact with us: what FMI adds to frequency and amount (methods.md 5.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import chosen
from salesplan.compute.customers.keys import key
from salesplan.compute.customers.lines import without_left_out
from salesplan.compute.customers.population import BY_ID, BY_NAME, Population, with_name_keys
from salesplan.errors import Place, Problem
from salesplan.model.period import Period
from salesplan.model.records import Records
from salesplan.model.result import Input
from salesplan.text import Text

Frame = nw.DataFrame[Any]
FIELDS = frozenset(("customer_id", "customer_name", "date"))
"""What is read of the activities: a row with a bad cell in one of them does not count."""
LEFT_OUT: tuple[str, ...] = ("no_customer", "no_date", "after_as_of")


@dataclass(frozen=True)
class Contacts:
    """The contacts behind the figures. ``strangers``: those with customers whom neither list nor orders have."""

    inputs: tuple[Input, ...]
    left_out: dict[str, int]
    strangers: int = 0
    names: tuple[str, ...] = ()


def with_interactions(
    population: Population, activities: Records, as_of: date, window: Period | None
) -> tuple[Population, Contacts]:
    """The population with ``interactions``: the contacts of each customer in the window, 0 where there was none.

    Every row of the activities with a customer and a day in the window is one contact, whoever began it. A contact that
    names no id belongs to the one customer of its name.
    """
    frame = _standard(activities.frame, BY_NAME[1] if population.by_name else BY_ID[1])
    reason = chosen(
        (nw.col("key").is_null(), LEFT_OUT[0]),
        (nw.col("date").is_null(), LEFT_OUT[1]),
        (nw.col("date") > nw.lit(as_of), LEFT_OUT[2]),
        default=nw.lit(None, dtype=nw.String()),
    )
    frame = frame.with_columns(left_out=reason)
    by = BY_NAME[0] if population.by_name else BY_ID[0]
    held = with_name_keys(frame.filter(nw.col("left_out").is_null()), population.frame.select("key", "name"), by)
    strange = held.join(population.frame.select("key").unique(), on="key", how="anti")
    inside = held.head(0) if window is None else held.filter(nw.col("date").is_between(window.first, window.last))
    counted = inside.group_by("key").agg(interactions=nw.len().cast(nw.Int64()))
    people = population.frame.with_row_index("_place").join(counted, on="key", how="left").sort("_place")
    people = people.with_columns(nw.col("interactions").fill_null(0)).drop("_place")
    names = tuple(sorted(strange.get_column("key").unique().to_list())[:5])
    missed = {why: len(frame.filter(nw.col("left_out") == why)) for why in LEFT_OUT}
    contacts = Contacts(without_left_out(activities.inputs, frame), missed, len(strange), names)
    given, measures = population.given | {"interactions"}, (*population.measures, "interactions")
    return replace(population, frame=people, given=given, measures=measures), contacts


def _standard(frame: Frame, by: tuple[str, ...]) -> Frame:
    day = nw.col("date") if "date" in frame.columns else nw.lit(None, dtype=nw.Date())
    number = nw.col("customer_id") if "customer_id" in frame.columns else nw.lit(None, dtype=nw.String())
    return frame.select("_source", key=key(frame, by), id=number, date=day)


def of_contacts(contacts: Contacts, as_of: date) -> Iterator[Problem]:
    """Contacts that do not count, and why."""
    source = contacts.inputs[0]
    place = Place(file=source.file, sheet=source.sheet)
    bare = contacts.left_out["no_customer"] + contacts.left_out["no_date"]
    if bare:
        what = Text(
            "{count} 行跟进没有客户或日期，未计入", "{count} activities name no customer or no day and are left out"
        )
        fix = Text("补上客户和日期", "Fill in the customer and the day")
        yield Problem("ACTIVITIES-incomplete", "warning", what.format(count=bare), fix, place)
    if later := contacts.left_out["after_as_of"]:
        what = Text("{as_of} 之后的 {count} 行跟进未计入", "{count} activities after {as_of} left out")
        fix = Text("要计入就把 --as-of 改晚", "Give a later --as-of to count them")
        yield Problem("ACTIVITIES-after-as-of", "note", what.format(count=later, as_of=as_of), fix, place)
    if contacts.strangers:
        what = Text(
            "{count} 行跟进的客户（{names}）名单和订单里都没有，未计入",
            "{count} activities are with customers ({names}) of neither list nor orders and do not count",
        )
        fix = Text("核对客户编号或名称", "Check their ids or names")
        names = Text("{zh}", "{en}").format(zh="、".join(contacts.names), en=", ".join(contacts.names))
        told = what.format(count=contacts.strangers, names=names)
        yield Problem("ACTIVITIES-unknown-customer", "warning", told, fix, place, contacts.names[0])


def no_contacts(inputs: tuple[Input, ...]) -> Problem:
    """The plan asks for contacts in the value, and there are none."""
    place = Place(file=inputs[0].file, sheet=inputs[0].sheet) if inputs else Place()
    what = Text(
        "价值要看联系次数（rfm.model: fmi），但没有跟进记录：只按频率和金额算",
        "the value asks for contacts (rfm.model: fmi), but there are no activities: it is made of frequency and amount",
    )
    fix = Text(
        "在 plan.yaml 里写 sources: {activities: 跟进记录.xlsx}", "put sources: {activities: FILE.xlsx} in plan.yaml"
    )
    return Problem("RFM-no-contacts", "warning", what, fix, place)
