"""Contacts that do not count, and why: told the same way by every command that reads the activities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from salesplan.compute.customers.keys import plain_text
from salesplan.compute.customers.links import LinkedRows
from salesplan.compute.fixes import LATER_AS_OF
from salesplan.compute.naming import names_of
from salesplan.compute.near_keys import UnknownName
from salesplan.errors import Place, Problem
from salesplan.model.result import place_of
from salesplan.text import Text


def of_activities(linked: LinkedRows, as_of: date) -> Iterator[Problem]:
    """Contacts without a customer or a day, after the as-of, with customers nobody knows."""
    yield from of_counts(linked.unknown, linked.later, linked.bare, as_of, place_of(linked.inputs))


def of_counts(unknown: Sequence[UnknownName], later: int, bare: int, as_of: date, place: Place) -> Iterator[Problem]:
    """The same by the figures alone."""
    if bare:
        what = Text("{n} 行跟进没有客户或日期，未计入", "{n} activities name no customer or no day and are left out")
        fix = Text("补上客户和日期", "fill in the customer and the day")
        yield Problem("ACTIVITIES-incomplete", "warning", what.format(n=f"{bare:,}"), fix, place)
    if later:
        what = Text("{as_of} 之后的 {n} 行跟进未计入", "{n} activities after {as_of} left out")
        yield Problem("ACTIVITIES-after-as-of", "note", what.format(n=f"{later:,}", as_of=as_of), LATER_AS_OF, place)
    if strange := [each for each in unknown if not is_shared(each)]:
        what = Text(
            "{rows} 行跟进的客户（{names}）名单和订单里都没有，未计入",
            "{rows} activities are with customers ({names}) of neither list nor orders and do not count",
        )
        yield Problem(
            "ACTIVITIES-unknown-customer",
            "warning",
            _told(what, strange),
            perhaps_meant(strange, Text("核对客户编号或名称", "check their ids or names")),
            place,
            strange[0].name,
        )
    if shared := [each for each in unknown if is_shared(each)]:
        what = Text(
            "{rows} 行跟进只写了名称（{names}），叫这个名字的客户不止一家，未计入",
            "{rows} activities name no id, and several customers are called {names}: they do not count",
        )
        fix = Text("补上客户编号", "fill in the ids of the customers")
        yield Problem("ACTIVITIES-shared-name", "warning", _told(what, shared), fix, place, shared[0].name)


def is_shared(unknown: UnknownName) -> bool:
    """Whether it is a name that several customers have: no proof of one of them."""
    return unknown.near is not None and plain_text(unknown.near) == plain_text(unknown.name)


def _told(what: Text, unknown: Sequence[UnknownName]) -> Text:
    return what.format(rows=f"{sum(each.rows for each in unknown):,}", names=names_of(each.name for each in unknown))


def perhaps_meant(unknown: Sequence[UnknownName], otherwise: Text) -> Text:
    """The known ids and names that may be meant, and what to do otherwise."""
    near = [f"{each.name} → {each.near}" for each in unknown if each.near]
    if not near:
        return otherwise
    return Text("是不是写错了：{near}？{otherwise}", "perhaps meant: {near}; {otherwise}").format(
        near=names_of(near), otherwise=otherwise
    )
