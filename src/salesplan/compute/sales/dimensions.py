"""The sides that sales can be seen by, as people name them: product, region, person, customer, month ..."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import narwhals as nw

from salesplan.compute.naming import names_of
from salesplan.compute.sales.sold import Sold
from salesplan.errors import BadInput, BadUsage, Problem
from salesplan.model.named_period import Kind, holding
from salesplan.model.near import nearest, plain_name
from salesplan.model.period import FiscalYear, Period
from salesplan.model.result import place_of
from salesplan.text import Text

Frame = nw.DataFrame[Any]
TIMES = ("week", "month", "quarter", "year")
_KINDS: dict[str, Kind] = {"month": "month", "quarter": "quarter", "year": "year"}
LABELS: dict[str, Text] = {
    "product": Text("产品", "product"),
    "category": Text("类别", "category"),
    "region": Text("区域", "region"),
    "province": Text("省份", "province"),
    "city": Text("城市", "city"),
    "channel": Text("渠道", "channel"),
    "rep": Text("业务员", "rep"),
    "team": Text("团队", "team"),
    "customer": Text("客户", "customer"),
    "class": Text("客户分级", "class"),
    "tier": Text("价值等级", "tier"),
    "segment": Text("细分市场", "segment"),
    "week": Text("周", "week"),
    "month": Text("月份", "month"),
    "quarter": Text("季度", "quarter"),
    "year": Text("年份", "year"),
}
"""The sides in their order, as they are typed and as they are said."""
_WORDS = {
    "product": "产品 商品 品名 单品 sku products item",
    "category": "类别 品类 产品类别 产品线 大类 categories",
    "region": "区域 大区 地区 regions area",
    "province": "省 省份 provinces state",
    "city": "市 城市 cities",
    "channel": "渠道 channels",
    "rep": "业务员 销售 销售员 人员 负责人 owner reps salesperson person",
    "team": "团队 部门 小组 teams",
    "customer": "客户 客户名称 customers client account",
    "class": "分级 客户分级 级别 abcd classes grade",
    "tier": "价值等级 价值 等级 tiers value",
    "segment": "细分 细分市场 客户群 segments",
    "week": "周 周次 weeks 星期",
    "month": "月 月份 months",
    "quarter": "季 季度 quarters",
    "year": "年 年份 年度 years",
}
_NEEDS = {"product": "product", "category": "category", "team": "rep"}
"""The column of the orders without which a side cannot be seen, where it is not called as the side."""
_COLUMN = {"customer": "key"}


def dimensions_named(words: Sequence[str], most: int = 2) -> tuple[str, ...]:
    """The sides that words mean, each once; BadUsage with the nearest for a word that is none, and for too many."""
    found = {word: _side(word) for word in words}
    unknown = [word for word, side in found.items() if side is None]
    if unknown:
        raise BadUsage([_unknown(word) for word in unknown])
    sides = tuple(dict.fromkeys(side for side in found.values() if side is not None))
    if len(sides) > most:
        raise BadUsage(_too_many(sides, most))
    return sides


def _side(word: str) -> str | None:
    told = plain_name(word)
    return next((side for side, words in _WORDS.items() if told == side or told in words.split()), None)


def check_sides(sides: Sequence[str], sold: Sold) -> None:
    """BadInput where the orders (and the lists beside them) do not tell a side, with the column to add."""
    missing = [side for side in sides if side not in TIMES and _column(side) not in sold.sides]
    if missing:
        raise BadInput([_not_told(side, sold) for side in missing])


def sides_told(sold: Sold, wanted: Sequence[str]) -> tuple[str, ...]:
    """Those of the wanted sides that hold something."""
    return tuple(side for side in wanted if _column(side) in sold.sides)


def _column(side: str) -> str:
    return _COLUMN.get(side, side)


def with_sides(frame: Frame, sides: Sequence[str], span: Period, like: Period, year: FiscalYear) -> Frame:
    """The lines of ``span`` with a column ``by:SIDE`` for each side; null where a line does not tell it.

    Periods are named as those of ``like`` that stand in the same place: the second month as the second month, so that
    June of last year stands beside June of this year.
    """
    told = {
        f"by:{side}": _period_of(side, frame, span, like, year) if side in TIMES else nw.col(_column(side))
        for side in sides
    }
    return frame.with_columns(**told)


def _period_of(side: str, frame: Frame, span: Period, like: Period, year: FiscalYear) -> nw.Expr:
    days = sorted(day for day in frame.get_column("date").unique().to_list() if day is not None)
    own, other = period_names(side, span, year), period_names(side, like, year)
    moved = dict(zip(own, other, strict=False)) if span != like else {}
    names = [moved.get(name, name) for name in (_name(side, day, year) for day in days)]
    if not days:
        return nw.lit(None, dtype=nw.String())
    return nw.col("date").replace_strict(days, names, return_dtype=nw.String())


def period_names(side: str, span: Period, year: FiscalYear) -> list[str]:
    """The weeks, months, quarters or years that a span touches, in order."""
    days = (span.first + timedelta(days=at) for at in range(span.days))
    return list(dict.fromkeys(_name(side, day, year) for day in days))


def _name(side: str, day: date, year: FiscalYear) -> str:
    if side == "week":
        number, week, _ = day.isocalendar()
        return f"{number}-W{week:02}"
    return holding(_KINDS[side], day, year).name


def names_of_side(side: str, sold: Sold) -> Frame | None:
    """``key`` and ``label`` of products and customers: the name, with the number where several have it; else None."""
    if side == "customer":
        named = sold.people.select("key", told="name")
    elif side == "product":
        named = sold.frame.select(key="product", told="product_name").filter(~nw.col("key").is_null())
        named = named.group_by("key").agg(nw.col("told").max())
    else:
        return None
    several = (~nw.col("told").is_unique()) & (nw.col("told") != nw.col("key"))
    numbered = nw.concat_str(nw.col("told"), nw.lit(" "), nw.col("key"))
    label = nw.when(several).then(numbered).otherwise(nw.coalesce(nw.col("told"), nw.col("key")))
    return named.select("key", label=label)


def _unknown(word: str) -> Problem:
    known = {each: side for side, words in _WORDS.items() for each in (side, *words.split())}
    near = nearest(plain_name(word), known)
    what = Text("没有“{word}”这个维度", "there is no side called {word}").format(word=word)
    sides = ", ".join(LABELS)
    listed = Text("可选：{known}", "choose of {sides}").format(known=_listed(LABELS), sides=sides)
    fix = listed
    if near is not None:
        told = Text("是“{near}”吗？{listed}", "is it {side}? {listed}")
        fix = told.format(near=near, side=known[near], listed=listed)
    return Problem("SALES-dimension", "error", what, fix, value=word)


def _listed(sides: Sequence[str] | dict[str, Text]) -> Text:
    return names_of([Text("{said} {side}", "{side}").format(said=LABELS[side], side=side) for side in sides], None)


def _too_many(sides: Sequence[str], most: int) -> Problem:
    what = Text("一次最多看 {most} 个维度，给了 {n} 个", "at most {most} sides at a time, {n} are given")
    fix = Text("留下 {kept}", "keep {kept}").format(kept=" ".join(sides[:most]))
    return Problem("SALES-dimensions", "error", what.format(most=most, n=len(sides)), fix, value=" ".join(sides))


def _not_told(side: str, sold: Sold) -> Problem:
    label = LABELS[side]
    what = Text("订单里没有“{label}”，没法按它看", "the orders do not tell the {label}").format(label=label)
    if side in ("class", "tier"):
        fix = Text("给出客户名单：--customers 客户.xlsx", "give the customers: --customers customers.xlsx")
    elif side == "segment":
        fix = Text(
            "在客户名单里加“细分市场”一列，或在计划里写 market: {segments: ...}",
            "add a column Segment to the customers, or put market: {segments: ...} in the plan",
        )
    elif side == "team":
        fix = Text(
            "给出有团队的销售人员名单：--reps 人员.xlsx", "give a list of sales people with teams: --reps team.xlsx"
        )
    else:
        column = _NEEDS.get(side, "customer_name" if side == "customer" else side)
        fix = Text(
            "在订单里加一列“{label}”，或写明是哪一列：--column {column}=表头",
            "add a column {label} to the orders, or say which it is: --column {column}=TITLE",
        ).format(label=label, column=column)
    return Problem("SALES-no-side", "error", what, fix, place_of(sold.inputs), side)


def one_of_sides(side: str | None, allowed: Sequence[str]) -> None:
    """BadUsage where a side does not serve here; None always does."""
    if side is None or side in allowed:
        return
    what = Text("这里不能按“{label}”看", "{side} does not serve here").format(label=LABELS[side], side=side)
    fix = Text("--by 可写：{known}", "give --by one of {sides}")
    told = fix.format(known=_listed(allowed), sides=", ".join(allowed))
    raise BadUsage(Problem("SALES-side-here", "error", what, told, value=side))
