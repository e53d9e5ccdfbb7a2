"""What is worth saying about actuals: orders that no target got, targets without orders, days still to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import narwhals as nw

from salesplan.compute.fixes import LATER_AS_OF
from salesplan.compute.targets.actuals.actuals import Actuals, Unassigned
from salesplan.compute.targets.actuals.order_gaps import order_gaps
from salesplan.compute.targets.actuals.presence import not_there, stays_of
from salesplan.compute.targets.split import Decomposed
from salesplan.errors import Place, Problem
from salesplan.model.period import Period
from salesplan.model.plan.levels import level_word, paths_shown
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.text import Text

_NAMED = 10
"""So many names stand in one finding."""


def track_findings(made: Decomposed, actuals: Actuals, orders: Records, *, chosen: bool) -> list[Problem]:
    """The findings of one target, each with its place. ``chosen``: the as-of was asked for and need not be today."""
    days = orders.frame.get_column("date").drop_nulls().unique().to_list()
    found = order_gaps(made, days, actuals.as_of)
    found += [*_future(orders, actuals.as_of, chosen=chosen), *_no_orders(made, days, actuals.as_of)]
    found += [told for each in actuals.unassigned if (told := _of_reason(each)) is not None]
    return [*found, *_silent(made, actuals), *not_there(made.targets, actuals)]


def deals_of_nobody(pipeline: Actuals | None) -> list[Problem]:
    """That deals belong to no target, so that no landing has them."""
    rows = sum(each.rows for each in pipeline.unassigned if each.level is not None) if pipeline else 0
    if not rows:
        return []
    what = Text(
        "{rows} 个商机没有归到任何目标，没有算进预计达成", "deals that belong to no target are in no landing: {rows}"
    )
    fix = Text("核对商机的负责人、区域", "check the owner and the region of these deals")
    return [Problem("TRACK-deals", "note", what.format(rows=rows), fix)]


def _future(orders: Records, as_of: date, *, chosen: bool) -> list[Problem]:
    """One warning for all orders dated later than today; a note where another as-of was asked for."""
    late = orders.frame.filter(nw.col("date") > as_of).sort(SOURCE, ROW)
    if not len(late):
        return []
    source, row = late.row(0)[late.columns.index(SOURCE)], late.row(0)[late.columns.index(ROW)]
    given = orders.inputs[source] if source < len(orders.inputs) else None
    place = Place(line=row)
    if given is not None:
        cell = f"A{row}" if given.sheet else None
        place = Place(file=given.file, sheet=given.sheet, cell=cell, line=None if cell else row)
    what = Text(
        "有 {rows} 行订单的日期在 {day} 之后，不算实际", "orders dated after {day} are not counted: {rows}"
    ).format(rows=len(late), day=as_of)
    fix = LATER_AS_OF if chosen else Text("核对这些日期", "check these dates")
    newest = late.get_column("date").max()
    return [Problem("TRACK-future", "note" if chosen else "warning", what, fix, place, str(newest))]


def _no_orders(made: Decomposed, days: Sequence[date], as_of: date) -> list[Problem]:
    """That nothing was sold in the year so far."""
    span = made.request.year.period
    if any(day in span and day <= as_of for day in days):
        return []
    what = Text("{year}到 {day} 没有订单", "there are no orders of {year} up to {day}")
    fix = Text("核对订单文件、--year 和 --as-of", "check the orders, --year and --as-of")
    filled = what.format(year=made.request.year.title, day=as_of)
    return [Problem("TRACK-no-orders-in-year", "warning", filled, fix, Place(key="--year"))]


_REASONS: dict[str, tuple[str, Text, Text]] = {
    "unknown": (
        "TRACK-no-target",
        Text(
            "{level}“{name}”有订单 {amount}（{rows} 行），没有目标",
            "{level} “{name}” has orders of {amount} (rows: {rows}) and no target",
        ),
        Text("给他定目标，或改订单里的名字{near}", "give a target, or correct the name in the orders{near}"),
    ),
    "elsewhere": (
        "TRACK-elsewhere",
        Text(
            "{level}“{name}”在别处有订单 {amount}（{rows} 行），目标在 {near}",
            "{level} “{name}” has orders of {amount} (rows: {rows}) elsewhere, the target is at {near}",
        ),
        Text("核对订单，或在那边也给目标", "check these orders, or give a target there too"),
    ),
    "blank": (
        "TRACK-blank",
        Text("有 {amount} 的订单（{rows} 行）没有写{level}", "orders of {amount} (rows: {rows}) name no {level}"),
        Text("在订单里补上", "fill in this column"),
    ),
    "shared": (
        "TRACK-shared",
        Text(
            "“{name}”几人合一单，没写比例：{amount}（{rows} 行）没有归谁",
            "“{name}” share orders without shares: {amount} (rows: {rows}) went to nobody",
        ),
        Text(
            "写成 张三60%、李四40%；要平分就写 parameters: {pace: {shared: even}}",
            "write Ann 60%, Bob 40%; to share evenly put parameters: {pace: {shared: even}}",
        ),
    ),
    "shares": (
        "TRACK-shares",
        Text(
            "“{name}”的比例不全或加起来不是 100%：{amount}（{rows} 行）没有归谁",
            "the shares of “{name}” are not complete or not 100%: {amount} (rows: {rows}) went to nobody",
        ),
        Text("把每个人的比例写全，如 张三60%、李四40%", "give everybody's share, such as Ann 60%, Bob 40%"),
    ),
}


def _of_reason(each: Unassigned) -> Problem | None:
    """The finding of a reason that somebody can mend; days of other years are none."""
    if each.why not in _REASONS:
        return None
    code, what, fix = _REASONS[each.why]
    near = each.near or ""
    if each.why == "unknown":
        told = Text("（是不是“{near}”？）", " (is it “{near}”?)").format(near=near)
        fix = fix.format(near=told if near else Text("", ""))
    filled = what.format(
        level=level_word(each.level or ""), name=each.name, amount=f"{each.amount:,f}", rows=each.rows, near=near
    )
    place = each.places[0] if each.places else Place()
    return Problem(code, "warning", filled, fix, place, each.name)


def _silent(made: Decomposed, actuals: Actuals) -> list[Problem]:
    """Members with a target and not one order in the year, a level at a time."""
    span = made.request.year.period
    days = actuals.days.filter(nw.col("date").is_between(span.first, span.last))
    seen = set(days.get_column("_item").to_list())
    for item in reversed(actuals.items):
        if item.index in seen and item.parent is not None:
            seen.add(item.parent.index)
    if 0 not in seen or Period(span.first, span.last).first > actuals.as_of:
        return []
    inner = [item for item in actuals.items if item.parent is not None and not item.children]
    later = _not_yet(made, actuals)
    names = [
        item.path
        for item in inner
        if item.index not in seen and item.index not in later and any(made.targets.cells[item.index])
    ]
    return [_without(inner[0].level, names)] if names else []


def _not_yet(made: Decomposed, actuals: Actuals) -> set[int]:
    """The seats that nobody has taken by now: vacancies, and people who come, or move there, later."""
    vacant = {each.name for each in made.request.team.members if each.vacancy}
    stays = stays_of(made.targets)
    return {
        item.index
        for item in actuals.items
        if item.name in vacant or (item.index in stays and stays[item.index].first > actuals.as_of)
    }


def _without(level: str, names: Sequence[str]) -> Problem:
    what = Text(
        "{n} 个有目标的{level}今年一单也没有：{names}", "{n} targets of a {level} have not one order this year: {names}"
    ).format(n=len(names), level=level_word(level), names=paths_shown(names, _NAMED))
    fix = Text("核对订单里的名字，或这个人是否已离开", "check the names in the orders, or whether they still sell")
    return Problem("TRACK-no-order", "warning", what, fix, Place(), names[0])
