"""How the moves between classes look: what changed since the earlier record, in one line and in two small tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import narwhals as nw

from salesplan.compute.customers.moves import Migration, Moved
from salesplan.model.result import Result
from salesplan.model.table import Table, Value
from salesplan.present.blocks import Blank, Block, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import amount, day, integer
from salesplan.present.views.classify_words import reason
from salesplan.text import Text

FIRST = 5
"""How many of those who moved up, and of those who moved down, are shown by name."""
UP, DOWN = ("up", "rated"), ("down", "unrated")
ROSE = Text("升得最有分量的（{n}/{all}）", "The largest that moved up ({n} of {all})")
FELL = Text("降级里金额最大的（{n}/{all}）", "The largest that moved down ({n} of {all})")


def move_blocks(result: Result[Any], migration: Migration, screen: Screen) -> Iterator[Block]:
    """What changed since the record: a line, the pairs of classes, the customers that matter most."""
    yield Blank()
    yield Line(_sentence(migration, screen), "strong")
    if migration.flows:
        yield _flows(migration, screen)
    a_days = next((p.value for p in result.parameters if p.name == "parameters.class.a_days"), None)
    for title, moves, order in ((FELL, DOWN, "amount_before"), (ROSE, UP, "amount")):
        rows = result.rows.top(None, (), nw.col("class_move").is_in(list(moves)))
        if len(rows):
            first = rows.top(FIRST, ((order, True), ("id", False), ("name", False)))
            yield Blank()
            yield Line(title.format(n=len(first), all=len(rows)))
            yield _people(first, a_days, screen)


def _sentence(migration: Migration, screen: Screen) -> Text:
    moves = migration.moves
    parts = [
        _counted(Text("升级 {n} 家{worth}", "{n} moved up{worth}"), moves["up"], screen),
        _counted(Text("降级 {n} 家{worth}", "{n} moved down{worth}"), moves["down"], screen),
        *(
            text.format(n=integer(moved.customers))
            for text, moved in (
                (Text("刚评上 {n} 家", "{n} rated for the first time"), moves["rated"]),
                (Text("不再有评级 {n} 家", "{n} no longer rated"), moves["unrated"]),
                (Text("新出现 {n} 家", "{n} not known then"), moves["new"]),
                (Text("不在了 {n} 家", "{n} no longer there"), migration.gone),
            )
            if moved.customers
        ),
    ]
    joined = str(Text("；", "; ")).join(map(str, parts))
    told = Text("与 {since} 的记录相比：{parts}。", "Since the record of {since}: {parts}.")
    return told.format(since=day(migration.since), parts=joined)


def _counted(text: Text, moved: Moved, screen: Screen) -> Text:
    """A count with the amount then and now, where both are known."""
    known = moved.customers and moved.amount is not None and moved.amount_before is not None
    worth = Text("（金额 {before} → {now}）", " (amount {before} -> {now})").format(
        before=amount(moved.amount_before, screen.unit), now=amount(moved.amount, screen.unit)
    )
    return text.format(n=integer(moved.customers), worth=worth if known else "")


def _flows(migration: Migration, screen: Screen) -> Grid:
    heads = (
        Head(Text("上次 → 现在", "Then -> now")),
        Head(Text("客户数", "Customers"), "right"),
        Head(Text("上次金额", "Amount then"), "right"),
        Head(Text("现在金额", "Amount now"), "right"),
    )
    rows = tuple(
        (
            f"{flow.before} → {flow.now}",
            integer(flow.moved.customers),
            amount(flow.moved.amount_before, screen.unit),
            amount(flow.moved.amount, screen.unit),
        )
        for flow in migration.flows
    )
    return Grid(heads, rows)


def _people(rows: Table, a_days: object, screen: Screen) -> Grid:
    heads = (
        Head(Text("客户", "Customer"), shrink=True),
        Head(Text("变化", "Move")),
        Head(Text("为什么", "Why")),
        Head(Text("上次金额", "Amount then"), "right"),
        Head(Text("现在金额", "Amount now"), "right"),
        Head(Text("负责人", "Owner")),
    )
    return Grid(heads, tuple(_person(record, a_days, screen) for record in rows.records()))


def _person(r: Mapping[str, Value], a_days: object, screen: Screen) -> tuple[Content, ...]:
    now: Any = r.get("amount")
    then: Any = r.get("amount_before")
    return (
        " ".join(str(v) for v in (r.get("id"), r.get("name")) if v is not None),
        f"{r['class_before']} → {r['class']}",
        why_moved(r, a_days),
        amount(then, screen.unit),
        amount(now, screen.unit),
        str(r.get("owner") or ""),
    )


def why_moved(r: Mapping[str, Value], a_days: object) -> Text:
    """Why the class is another one: the reason of the class now; of who is no longer A, why not.

    Who still ordered within ``a_days`` days is no longer A because returns outweigh what he bought in them.
    """
    days = r.get("recency_days")
    if r["class_before"] != "A" or r["class"] == "A" or not isinstance(days, int):
        return reason(r)
    if isinstance(a_days, int) and days <= a_days:
        return Text("{days} 天内退货抵掉了成交", "returns outweigh {days} days' orders").format(days=a_days)
    return Text("{days} 天没有成交", "no order for {days} days").format(days=days)
