"""Whether the orders know the days that others are compared with, and what to say where they do not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import timedelta

from salesplan.compute.sales.reach import ends_before
from salesplan.compute.sales.sold import Sold
from salesplan.compute.sales.spans import Spans
from salesplan.errors import BadInput, Problem
from salesplan.model.period import Period
from salesplan.model.result import place_of
from salesplan.text import Text

_DAY = timedelta(days=1)


def known_base(sold: Sold, base: Period) -> bool:
    """Whether the orders reach back to these days: their oldest line is not after them."""
    return sold.first_day is not None and sold.first_day <= base.last


def need_base(sold: Sold, spans: Spans) -> None:
    """BadInput where there is one period only: nothing is known of the base."""
    if known_base(sold, spans.base):
        return
    what = Text("只有一段时间的订单：{first} 才开始，没有 {base} 的可比", "orders begin on {first}: none of {base}")
    told = what.format(first=sold.first_day, base=spans.base)
    fix = _other_days(sold, spans)
    raise BadInput(Problem("SALES-one-period", "error", told, fix, place_of(sold.inputs), str(spans.base)))


def _other_days(sold: Sold, spans: Spans) -> Text:
    """Earlier orders, and where the list knows two spans that follow each other, what to type to compare them."""
    earlier = Text("补上更早的订单", "add earlier orders")
    first, last = sold.first_day, sold.last_day
    if first is None or last is None:
        return earlier
    told = Text("补上更早的订单，或换一段比：{option}", "add earlier orders, or compare other days: {option}")
    if first < spans.now.first:
        return told.format(option=f"--base {Period(first, spans.now.first - _DAY)}")
    month = last.replace(day=1)
    if first >= month:
        return earlier
    newest = sold.days[bisect_left(sold.days, month) - 1]
    before = Period(newest.replace(day=1), month - _DAY)
    return told.format(option=f"--for {Period(month, last)} --base {before}")


def base_problems(sold: Sold, spans: Spans, *, needed: bool = True) -> Iterator[Problem]:
    """A base that is not or only partly known, and a list that does not reach the end of the days looked at.

    A first order that is not more than the slack after the first day of the base is nothing to speak of.
    """
    place = place_of(sold.inputs)
    if spans.ends is not None:
        yield ends_before(sold, spans, cut=True)
    if not needed and not known_base(sold, spans.base):
        what = Text("没有 {base} 的订单，比不了", "there are no orders of {base} to compare with").format(
            base=spans.base
        )
        yield Problem("SALES-no-base", "note", what, _other_days(sold, spans), place, str(spans.base))
    elif sold.first_day is not None and (sold.first_day - spans.base.first).days > sold.slack:
        what = Text(
            "订单从 {first} 才开始，对比期 {base} 不全", "orders begin on {first}: the base {base} is not whole"
        )
        fix = Text("补上更早的订单，否则增长偏大", "add earlier orders; growth looks too large without them")
        told = what.format(first=sold.first_day, base=spans.base)
        yield Problem("SALES-short-base", "warning", told, fix, place, str(sold.first_day))
