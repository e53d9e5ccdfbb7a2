"""How the worth of customers looks: what the important ones bring and whom to contact now, then the heat map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.customers.worth.value import ACTIONS, QUIET, ValueSummary, Worth
from salesplan.model.result import Result
from salesplan.model.table import Table, Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import amount, day, integer, percent
from salesplan.present.sections import list_blocks, more_lines, page_end, plan_heading
from salesplan.present.view import View
from salesplan.present.views import classify_words as classes
from salesplan.present.views import value_words as words
from salesplan.present.views.value_heat import heat_blocks, limits_lines, with_unit
from salesplan.present.words import MORE_CUSTOMERS, called, listed
from salesplan.text import Text

SHOWN = 10
"""Customers that are shown of a list unless all are asked for."""
BY_VALUE = (("value", True), ("amount", True), ("id", False), ("name", False))
BY_AMOUNT = (("amount", True), ("recency_days", True), ("id", False), ("name", False))


def blocks(result: Result[ValueSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    screen = with_unit(s.net_total, screen)
    yield plan_heading(VIEW.title, result)
    yield Line(_counted(s), "dim")
    yield from list_blocks(result, screen)
    yield Blank()
    yield from _conclusion(result, screen)
    yield from heat_blocks(s, screen)
    yield from _groups(s, screen)
    yield from _pareto(s, screen)
    if s.by_grade:
        yield Line(WHICH_A, "dim", wrap=True)
    yield from _customers(result, screen)
    yield from page_end(result, screen)


def _counted(s: ValueSummary) -> Text:
    """How many customers, of which days the orders are, what the value is made of."""
    told = Text("{n} 家客户{window}，价值看{model}", "{n} customers{window}, valued by {model}")
    window = Text("，订单 {window}", ", orders {window}").format(window=s.window) if s.window else ""
    return told.format(n=integer(s.customers), window=window, model=words.MODELS[s.model])


def _conclusion(result: Result[ValueSummary], screen: Screen) -> Iterator[Block]:
    """What the important customers bring, and whom to contact now."""
    s = result.summary
    best = s.by_grade.get("important")
    if best is not None and best.customers:
        told = Text(
            "重要客户 {n} 家，带来 {amount}（{share}），户均 {average}",
            "{n} important customers bring {amount} ({share}), {average} each",
        )
        money = {"amount": amount(best.amount, screen.unit), "average": amount(best.average, screen.unit)}
        yield Line(told.format(n=integer(best.customers), share=percent(best.share), **money), "strong")
    elif not s.scored:
        yield Line(Text("没有一家客户有订单可算", "no customer has an order to be valued by"), "warn")
    elif not s.by_rfm_type:
        told = Text(
            "数据不够，分不出八类，看不出该先联系谁", "the data do not tell the types, nor whom to contact first"
        )
        yield Line(told, "warn")
    if not s.by_rfm_type or not s.scored:
        return
    if not s.contact_now.customers:
        yield Line(Text("没有哪家重要客户安静下来", "no important customer went quiet"), "good")
        return
    yield Line(_quiet(s, screen), "warn")
    quiet = nw.col("rfm_type").is_in(list(QUIET))
    once = _once(result.rows)
    quiet = quiet if once is None else quiet & once
    first = result.rows.top(None if screen.all_rows else SHOWN, BY_AMOUNT, quiet)
    yield _quiet_list(first, screen)
    yield from more_lines(s.contact_now.customers - len(first), MORE_CUSTOMERS)


def _quiet(s: ValueSummary, screen: Screen) -> Text:
    parts = [
        str(
            Text("{type} {n} 家 {amount}", "{n} {type} ({amount})").format(
                type=classes.RFM_TYPES[code],
                n=integer(s.by_rfm_type[code].customers),
                amount=amount(s.by_rfm_type[code].amount, screen.unit),
            )
        )
        for code in QUIET
        if s.by_rfm_type[code].customers
    ]
    told = Text("现在就联系（买得多，最近没下单）：{parts}", "Contact now, they bought much and went quiet: {parts}")
    return told.format(parts=listed(parts))


def _quiet_list(table: Table, screen: Screen) -> Grid:
    has_owner = "owner" in table.keys
    heads = (
        Head(Text("客户", "Customer"), shrink=not screen.all_rows),
        Head(Text("类型", "Type")),
        Head(Text("金额", "Amount"), "right"),
        Head(Text("最近一单", "Last order")),
        Head(Text("距今天数", "Days ago"), "right"),
        *((Head(Text("负责人", "Owner"), shrink=True),) if has_owner else ()),
        Head(Text("怎么做", "What to do"), shrink=True),
    )
    rows = tuple(
        (
            _who(r),
            QUIET_TYPES[str(r["rfm_type"])],
            _money(r, screen),
            _day(r["last_order"]),
            _count(r["recency_days"]),
            *((str(r["owner"] or ""),) if has_owner else ()),
            words.ACTIONS[str(r["action"])],
        )
        for r in table.records()
    )
    return Grid(heads, rows)


def _groups(s: ValueSummary, screen: Screen) -> Iterator[Block]:
    """The eight types with what to do, the tiers, the three grades."""
    scored = {code: worth for code, worth in s.by_rfm_type.items() if worth.customers}
    if scored:
        yield Blank()
        todo = {code: words.ACTIONS[action] for code, action in ACTIONS.items()}
        yield _grid((Text("八类", "Type"), Text("怎么做", "What to do")), scored, classes.RFM_TYPES, todo, screen)
        yield from limits_lines(s, screen)
    tiers = s.by_tier if any(worth.customers for worth in s.by_tier.values()) else {}
    if tiers:
        yield Blank()
        yield _grid((Text("价值等级", "Value tier"), None), tiers, classes.TIERS, {}, screen)
    if s.by_grade:
        titles = Text("三类", "Grade"), Text("包括", "Who")
        yield Blank()
        yield _grid(titles, s.by_grade, words.GRADES, words.GRADE_MEANING, screen)


def _grid(
    titles: tuple[Text, Text | None],
    held: Mapping[str, Worth],
    labels: Mapping[str, Text],
    more: Mapping[str, Text],
    screen: Screen,
) -> Grid:
    """A row for each group that is held; the second title is that of ``more``, what is said about a group."""
    title, note = titles
    heads = (
        Head(title),
        Head(Text("客户数", "Customers"), "right"),
        Head(Text("金额", "Amount"), "right"),
        Head(Text("占比", "Share"), "right"),
        Head(""),
        Head(Text("户均", "Average"), "right"),
        *((Head(note, shrink=True),) if note else ()),
    )
    rows: tuple[tuple[Content, ...], ...] = tuple(
        (
            labels[code],
            integer(worth.customers),
            amount(worth.amount, screen.unit),
            percent(worth.share),
            Bar(worth.share, width=8),
            amount(worth.average, screen.unit),
            *((more[code],) if note else ()),
        )
        for code, worth in held.items()
    )
    return Grid(heads, rows)


def _pareto(s: ValueSummary, screen: Screen) -> Iterator[Block]:
    """The 80/20 classes by the method that holds; both beside each other where both were asked for."""
    held = {code: worth for code, worth in s.by_pareto.items() if worth.customers}
    if not held:
        return
    yield Blank()
    parts = [
        str(
            Text("{name} {n} 家 {amount}", "{name} {n} with {amount}").format(
                name=classes.PARETO[code], n=integer(worth.customers), amount=amount(worth.amount, screen.unit)
            )
        )
        for code, worth in held.items()
    ]
    told = Text("二八分类（{method}）：{parts}", "80/20 classes, {method}: {parts}")
    yield Line(told.format(method=words.METHODS[s.pareto_method], parts=listed(parts)))
    if s.pareto_pairs:
        yield from _both(s, screen)


def _both(s: ValueSummary, screen: Screen) -> Iterator[Block]:
    """A row for each class by shares, a column for each computed class."""
    cells = {(pair.shares, pair.computed): pair for pair in s.pareto_pairs}
    names = [name for name in classes.PARETO if any(name in key for key in cells)]
    heads = (
        Head(Text("按累计占比 ↓  自动（cABC）→", "by shares ↓  computed (cABC) →")),
        *(Head(classes.PARETO[name], "right") for name in names),
    )
    rows: list[tuple[Content, ...]] = []
    for one in names:
        held = [cells.get((one, other)) for other in names]
        shown = [f"{integer(c.customers)} ({amount(c.amount, screen.unit)})" if c else "" for c in held]
        rows.append((classes.PARETO[one], *shown))
    yield Grid(heads, tuple(rows))
    same = sum(pair.customers for pair in s.pareto_pairs if pair.shares == pair.computed)
    whole = sum(pair.customers for pair in s.pareto_pairs)
    told = Text("两种方法分得一样的 {n} 家，共 {all} 家", "both methods agree on {n} of {all} customers")
    yield Line(told.format(n=integer(same), all=integer(whole)), "dim")


def _customers(result: Result[ValueSummary], screen: Screen) -> Iterator[Block]:
    """Those of the highest value and those of the largest amount, or everyone with ``--all``."""
    rows = result.rows
    if not len(rows):
        return
    if screen.all_rows:
        yield Blank()
        yield Line(Text("全部客户，价值分高的在前", "All customers, the highest value first"), "strong")
        yield _list(rows, screen)
        return
    known = [top for top in TOPS if top[0] in rows.keys]
    for _, title, order in known[: 1 if len(rows) <= SHOWN else None]:
        shown = rows.top(SHOWN, order, _once(rows))
        yield Blank()
        yield Line(title.format(n=len(shown), all=integer(result.summary.customers)), "strong")
        yield _list(shown, screen)


def _once(table: Table) -> nw.Expr | None:
    """Each id in one row: who stands in the list twice is one customer."""
    return nw.col("id").is_null() | nw.col("id").is_first_distinct() if "id" in table.keys else None


def _list(table: Table, screen: Screen) -> Grid:
    scores = [key for key in SCORE_LETTERS if key in table.keys]
    optional = [(key, head) for key, head in OPTIONAL.items() if key in table.keys]
    heads = (
        Head(Text("客户", "Customer"), shrink=not screen.all_rows),
        *((Head("".join(SCORE_LETTERS[key] for key in scores)),) if scores else ()),
        *(head for _, head in optional),
    )
    return Grid(heads, tuple(_customer(r, scores, [key for key, _ in optional], screen) for r in table.records()))


def _customer(r: Mapping[str, Value], scores: list[str], keys: list[str], screen: Screen) -> tuple[Content, ...]:
    digits = "" if any(r[key] is None for key in scores) else "".join(str(r[key]) for key in scores)
    return (_who(r), *((digits,) if scores else ()), *(_shown(key, r, screen) for key in keys))


def _shown(key: str, r: Mapping[str, Value], screen: Screen) -> Content:
    value = r[key]
    if key == "amount":
        return _money(r, screen)
    if key == "last_order":
        return _day(value)
    if value is None:
        return ""
    if key == "value" and isinstance(value, Decimal):
        return f"{value:.2f}"
    labels = {"rfm_type": classes.RFM_TYPES, "pareto": classes.PARETO}.get(key)
    return labels[str(value)] if labels else integer(value) if isinstance(value, int) else Cell(str(value))


def _who(r: Mapping[str, Value]) -> str:
    return called(r.get("id"), r.get("name"))


def _money(r: Mapping[str, Value], screen: Screen) -> str:
    held = r.get("amount")
    return amount(held, screen.unit) if isinstance(held, Decimal) else ""


def _day(value: Any) -> str:  # noqa: ANN401 - a cell of a row
    return "" if value is None else day(value)


def _count(value: Any) -> str:  # noqa: ANN401 - a cell of a row
    return "" if value is None else integer(value)


QUIET_TYPES = {
    "important_keep": Text("重要保持", "to keep"),
    "important_win_back": Text("重要挽留", "to win back"),
}
"""The types of the list of whom to contact now, where all are important."""
TOP = Text(
    "价值分最高的 {n} 家（共 {all} 家，全部加 --all）", "The {n} of the highest value, of {all} (--all shows everyone)"
)
TOP_AMOUNT = Text(
    "金额最大的 {n} 家（共 {all} 家，全部加 --all）", "The {n} of the largest amount, of {all} (--all shows everyone)"
)
TOPS = (("value", TOP, BY_VALUE), ("amount", TOP_AMOUNT, BY_AMOUNT))
WHICH_A = Text(
    "三种 A 不是一回事：价值等级看价值分，二八分类看金额的累计占比，classify 的 A 级看最近成交和 MAN；"
    "“重要客户”是价值等级 A、B，八类里的“重要”是金额过线",
    "three kinds of A: tiers go by value, 80/20 by shares of the amount, the class of classify by recent orders and "
    "MAN; important customers are of tier A or B, important types are above the limit of the amount",
)
SCORE_LETTERS = {"recency_score": "R", "frequency_score": "F", "monetary_score": "M", "interactions_score": "I"}
OPTIONAL: dict[str, Head] = {
    "value": Head(Text("价值分", "Value"), "right"),
    "tier": Head(Text("等级", "Tier")),
    "rfm_type": Head(Text("类型", "Type")),
    "pareto": Head(Text("二八", "80/20")),
    "amount": Head(Text("金额", "Amount"), "right"),
    "orders": Head(Text("订单数", "Orders"), "right"),
    "last_order": Head(Text("最近一单", "Last order")),
    "owner": Head(Text("负责人", "Owner"), shrink=True),
}
"""Columns of the list of customers, where the inputs allow them."""

VIEW = View(
    title=Text("客户价值", "Customer value"),
    columns={
        **classes.COLUMNS,
        "pareto_shares": Text("二八分类（累计占比）", "80/20 by shares"),
        "pareto_computed": Text("二八分类（cABC）", "80/20 computed"),
        "action": Text("怎么做", "What to do"),
        "value_grade": Text("三类", "Grade"),
    },
    labels={
        **classes.LABELS,
        "pareto_shares": classes.PARETO,
        "pareto_computed": classes.PARETO,
        "action": words.ACTIONS,
        "value_grade": words.GRADES,
        "by_grade": words.GRADES,
        "model": words.MODELS,
        "scores": words.SCORES,
        "rfm_split": words.SPLITS,
        "pareto_method": words.METHODS,
        "shares": classes.PARETO,
        "computed": classes.PARETO,
    },
    figures={
        **classes.FIGURES,
        "amount": Text("金额", "Amount"),
        "average": Text("户均金额", "Amount per customer"),
        "scored": Text("参加打分的客户", "Customers with scores"),
        "model": Text("价值看哪几项", "Valued by"),
        "rfm_split": Text("八类的分界取", "Types split by"),
        "scores": Text("打分方法", "Scores by"),
        "contact_now": Text("现在就联系的重要客户", "Important ones to contact now"),
        "pareto_method": Text("二八分类的方法", "80/20 method"),
        "by_grade": Text("三类", "Grade"),
        "pareto_pairs": Text("两种二八分类对照", "Both 80/20 methods"),
        "shares": Text("按累计占比", "By shares"),
        "computed": Text("自动（cABC）", "Computed (cABC)"),
        "heat": Text("最近 × 频率", "Recency by frequency"),
        "recency_score": classes.COLUMNS["recency_score"],
        "frequency_score": classes.COLUMNS["frequency_score"],
    },
    letters=frozenset({"pareto", "pareto_shares", "pareto_computed", "tier"}),
    whole=True,
    blocks=blocks,
)
