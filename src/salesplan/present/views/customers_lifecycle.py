"""How the life cycle looks: what is about to be lost and what changed, whom to save, where everybody stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import narwhals as nw

from salesplan.compute.customers.care.lifecycle import ACTIONS, URGENT, FlowCell, FlowRates, LifecycleSummary
from salesplan.model.result import Result
from salesplan.model.table import Table, Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import amount, day, decimal, integer, percent
from salesplan.present.sections import list_blocks, more_lines, page_end, plan_heading
from salesplan.present.view import View
from salesplan.present.views import classify_words as classes
from salesplan.present.views import value_words as words
from salesplan.present.views.value_heat import with_unit
from salesplan.present.words import MORE_CUSTOMERS, called
from salesplan.text import Text

SHOWN = 10
"""Customers that are shown unless all are asked for."""
BY_AMOUNT = (("year_amount", True), ("amount", True), ("recency_days", False), ("id", False), ("name", False))
STATES = tuple(classes.LIFECYCLES)
BETTER = {"potential": 0, "churned": 1, "at_risk": 2, "active": 3, "new": 3}
"""How good a status is, to tell moves up from moves down."""


def blocks(result: Result[LifecycleSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    screen = with_unit(s.net_total, screen)
    yield plan_heading(VIEW.title, result)
    yield Line(_counted(s), "dim")
    yield from list_blocks(result, screen)
    yield Blank()
    yield from _conclusion(s, screen)
    yield from _urgent(result, screen)
    yield Blank()
    yield _states(s, screen)
    yield Line(_limits(s), "dim", wrap=True)
    yield from _flows(s, screen)
    yield from _rates(s)
    if screen.all_rows:
        yield Blank()
        yield Line(Text("全部客户", "All customers"), "strong")
        yield _list(result.rows, screen, moved=True)
    yield from page_end(result, screen)


def _counted(s: LifecycleSummary) -> Text:
    """How many customers, and of which days the amounts are."""
    told = Text("{n} 家客户{window}", "{n} customers{window}")
    window = (
        Text("，金额是 {window} 的订单", ", amounts of orders {window}").format(window=s.window) if s.window else ""
    )
    return told.format(n=integer(s.customers), window=window)


def _conclusion(s: LifecycleSummary, screen: Screen) -> Iterator[Block]:
    """How many are about to be lost and what they brought; what happened since the earlier day."""
    risk, lost = s.by_lifecycle["at_risk"], s.by_lifecycle["churned"]
    worth = ((risk, AT_RISK, risk.amount), (lost, LOST if s.churned_year is None else LOST_YEAR, lost.amount))
    parts = [
        told.format(
            n=integer(group.customers), amount=amount(held, screen.unit), year=amount(s.churned_year, screen.unit)
        )
        for group, told, held in worth
        if group.customers
    ]
    if parts:
        yield Line(
            Text("{told}", "{told}").format(told=str(Text("；", "; ")).join(map(str, parts))), "strong", wrap=True
        )
    else:
        yield Line(Text("没有沉睡或流失的客户", "nobody is at risk, nobody has churned"), "good")
    if s.rates is not None and (s.rates.active_at_start or s.rates.active_at_end):
        r = s.rates
        counts = {"churned": r.churned, "new": r.new, "back": r.won_back, "start": r.active_at_start}
        shown = {key: integer(n) for key, n in (*counts.items(), ("end", r.active_at_end))}
        yield Line(
            CHANGED.format(since=day(s.since), rate=percent(r.churn_rate), **shown), "warn" if r.churned else "good"
        )


def _urgent(result: Result[LifecycleSummary], screen: Screen) -> Iterator[Block]:
    """Those at risk or churned with the largest amounts."""
    s = result.summary
    if not s.urgent.customers:
        return
    urgent = result.rows.top(None, BY_AMOUNT, nw.col("lifecycle").is_in(list(URGENT)))
    shown = urgent if screen.all_rows else urgent.top(SHOWN, BY_AMOUNT)
    title = Text("先救金额最大的（共 {all} 家）", "Save the largest first (of {all})")
    yield Blank()
    yield Line(title.format(all=integer(len(urgent))), "strong")
    yield _list(shown, screen)
    yield from more_lines(len(urgent) - len(shown), MORE_CUSTOMERS)


def _list(table: Table, screen: Screen, *, moved: bool = False) -> Grid:
    beside = () if moved else ("lifecycle_before", *(("amount",) if "year_amount" in table.keys else ()))
    keys = [key for key in LISTED if key in table.keys and key not in beside]
    heads = (Head(Text("客户", "Customer"), shrink=not screen.all_rows), *(LISTED[key] for key in keys))
    rows = tuple((_who(r), *(_shown(key, r[key], screen) for key in keys)) for r in table.records())
    return Grid(heads, rows)


def _who(r: Mapping[str, Value]) -> str:
    return called(r.get("id"), r.get("name"))


def _shown(key: str, value: Any, screen: Screen) -> Content:  # noqa: ANN401 - a cell of a row
    if value is None:
        return ""
    if key in ("lifecycle", "lifecycle_before"):
        return classes.LIFECYCLES[value]
    if key == "action":
        return words.STATE_ACTIONS[value]
    if key in ("amount", "year_amount"):
        return amount(value, screen.unit)
    if key == "gap_days":
        return decimal(value, 1)
    return day(value) if key == "last_order" else integer(value) if isinstance(value, int) else str(value)


AT_RISK = Text("沉睡 {n} 家（{amount}），再不联系就会丢", "{n} at risk ({amount}) will be lost if nobody calls")
LOST = Text("已流失 {n} 家（{amount}）", "{n} have churned ({amount})")
CHANGED = Text(
    "从 {since} 到现在：流失 {churned} 家（{rate}），首次下单 {new} 家，挽回 {back} 家，有效 {start} → {end} 家",
    "since {since}: {churned} lost ({rate}), {new} with a first order, {back} won back; "
    "{start} customers then, {end} now",
)
LOST_YEAR = Text(
    "已流失 {n} 家（流失前一年 {year}）", "{n} have churned ({year} in the year up to the last order of each)"
)
LISTED: dict[str, Head] = {
    "lifecycle_before": Head(Text("原来", "Before")),
    "lifecycle": Head(Text("阶段", "Status")),
    "amount": Head(Text("金额", "Amount"), "right"),
    "year_amount": Head(Text("末单前一年", "Last year"), "right"),
    "last_order": Head(Text("最近一单", "Last order")),
    "recency_days": Head(Text("距今天数", "Days ago"), "right"),
    "gap_days": Head(Text("平均几天一单", "Usual gap"), "right"),
    "owner": Head(Text("负责人", "Owner"), shrink=True),
    "action": Head(Text("怎么做", "What to do"), shrink=True),
}


def _states(s: LifecycleSummary, screen: Screen) -> Grid:
    money = s.net_total is not None
    heads = (
        Head(Text("阶段", "Status")),
        Head(Text("客户数", "Customers"), "right"),
        Head(Text("占比", "Share"), "right"),
        Head(""),
        *((Head(Text("金额", "Amount"), "right"), Head(Text("占比", "Share"), "right")) if money else ()),
        Head(Text("怎么做", "What to do"), shrink=True),
    )
    rows: tuple[tuple[Content, ...], ...] = tuple(
        (
            classes.LIFECYCLES[code],
            integer(group.customers),
            percent(group.share),
            Bar(group.share, width=12),
            *((amount(group.amount, screen.unit), percent(group.amount_share)) if money else ()),
            words.STATE_ACTIONS[ACTIONS[code]],
        )
        for code, group in s.by_lifecycle.items()
    )
    return Grid(heads, rows)


def _limits(s: LifecycleSummary) -> Text:
    """The limits of all, and how many customers have limits of their own."""
    told = Text(
        "界限：首单 {new} 天内新客，末单 {active} 天内现有、{at_risk} 天内沉睡，再久流失{own}",
        "limits: new {new} days from the first order; active {active}, at risk {at_risk} from the last one{own}",
    )
    own = s.by_rule.get("own", 0)
    more = Text("；{n} 家按自己的下单间隔", "; {n} customers by their own gap").format(n=integer(own)) if own else ""
    return told.format(new=s.new_to, active=s.active_to, at_risk=s.at_risk_to, own=more)


def _flows(s: LifecycleSummary, screen: Screen) -> Iterator[Block]:
    """Five by five: where they stood, where they stand; counts and amounts."""
    if s.since is None:
        return
    cells = {(cell.before, cell.now): cell for cell in s.flows}
    heads = (
        Head(Text("{since} ↓  现在 →", "{since} ↓  now →").format(since=day(s.since))),
        *(Head(classes.LIFECYCLES[state], "right") for state in STATES),
    )
    rows = tuple(
        (classes.LIFECYCLES[before], *(_cell(cells.get((before, now)), screen) for now in STATES)) for before in STATES
    )
    yield Blank()
    yield Line(Text("阶段变化（家数和金额）", "Changes of status: customers and amount"), "strong")
    yield Grid(heads, rows)


def _cell(cell: FlowCell | None, screen: Screen) -> Content:
    if cell is None:
        return "·"
    shown = integer(cell.customers) + (f" ({amount(cell.amount, screen.unit)})" if cell.amount else "")
    up = BETTER[cell.now] - BETTER[cell.before]
    return Cell(shown, "good" if up > 0 else "warn" if up < 0 else "")


def _rates(s: LifecycleSummary) -> Iterator[Block]:
    """Each rate with the cases it is of."""
    rows: list[tuple[Content, ...]] = []
    if s.rates is not None:
        r = s.rates
        kept = r.active_at_start - r.churned
        rows.append(_rate(Text("流失率", "Churn rate"), r.churn_rate, r.churned, r.active_at_start, LEFT))
        rows.append(_rate(Text("留存率", "Retention rate"), r.retention_rate, kept, r.active_at_start, STAYED))
        rows.append(_rate(Text("挽回率", "Win-back rate"), r.win_back_rate, r.ordered_again, r.churned_at_start, BACK))
    if s.buyers is not None:
        rows.append(_rate(Text("复购率", "Repeat rate"), s.repeat_rate, s.repeaters, s.buyers, AGAIN))
    if not rows:
        return
    yield Blank()
    heads = (Head(Text("比率", "Rate")), Head("", "right"), Head(Text("家数", "Cases"), "right"), Head("", shrink=True))
    yield Grid(heads, tuple(rows))
    if s.rates is not None:
        yield Line(_sum(s.rates), "dim")


def _rate(name: Text, rate: Decimal | None, part: int | None, whole: int, meaning: Text) -> tuple[Content, ...]:
    return (name, percent(rate), f"{integer(part)} / {integer(whole)}", meaning)


LEFT = Text("期初有效、现在流失的 ÷ 期初有效客户", "customers then, churned now, of customers then")
STAYED = Text("1 − 流失率", "1 - churn rate")
BACK = Text("期初已流失、之后又下单的 ÷ 期初已流失", "churned then, ordered since, of those churned then")
AGAIN = Text("期间内下单两次以上的 ÷ 下过单的", "ordered twice or more in the window, of all who ordered")


def _sum(r: FlowRates) -> Text:
    """``200 − 24 + 30 + 0 = 206``."""
    parts = [
        Text("期初有效 {n}", "{n} at the start").format(n=integer(r.active_at_start)),
        Text("− 流失 {n}", "- {n} lost").format(n=integer(r.churned)),
        Text("+ 首次下单 {n}", "+ {n} with a first order").format(n=integer(r.new)),
        Text("+ 挽回 {n}", "+ {n} won back").format(n=integer(r.won_back)),
    ]
    if r.undone:
        parts.append(Text("− 订单全退的 {n}", "- {n} whose orders were all returned").format(n=integer(r.undone)))
    parts.append(Text("= 期末有效 {n}", "= {n} at the end").format(n=integer(r.active_at_end)))
    return Text("{told}", "{told}").format(told=" ".join(map(str, parts)))


VIEW = View(
    title=Text("客户生命周期", "Customer life cycle"),
    columns={
        **classes.COLUMNS,
        "lifecycle_before": Text("原来的阶段", "Status before"),
        "action": Text("怎么做", "What to do"),
        "year_amount": Text("末单前一年金额", "Amount of the year up to the last order"),
        "gap_days": Text("平均几天一单", "Mean days between orders"),
        "late_days": Text("比平均晚几天", "Days beyond the mean gap"),
        "active_to": Text("现有到几天", "Active up to days"),
        "at_risk_to": Text("沉睡到几天", "At risk up to days"),
        "rule": Text("界限怎么定", "Limits by"),
    },
    labels={
        **classes.LABELS,
        "lifecycle_before": classes.LIFECYCLES,
        "before": classes.LIFECYCLES,
        "now": classes.LIFECYCLES,
        "action": words.STATE_ACTIONS,
        "rule": words.RULES,
        "by_rule": words.RULES,
        "limits": words.RULES,
    },
    figures={
        **classes.FIGURES,
        "since": Text("从哪天比起", "Compared with"),
        "limits": Text("界限怎么定", "Limits by"),
        "new_to": Text("新客到几天", "New up to days"),
        "active_to": Text("现有到几天", "Active up to days"),
        "at_risk_to": Text("沉睡到几天", "At risk up to days"),
        "urgent": Text("沉睡和流失", "At risk and churned"),
        "amount": Text("金额", "Amount"),
        "amount_share": Text("金额占比", "Share of the amount"),
        "churned_year": Text("流失客户末单前一年的金额", "Amount of those churned, the year up to the last order"),
        "buyers": Text("期间内下过单的", "Ordered in the window"),
        "repeaters": Text("其中两次以上的", "of them twice or more"),
        "repeat_rate": Text("复购率", "Repeat rate"),
        "rates": Text("变化", "Changes"),
        "active_at_start": Text("期初有效客户", "Customers at the start"),
        "churned": Text("流失", "Lost"),
        "new": Text("首次下单", "First orders"),
        "won_back": Text("挽回", "Won back"),
        "undone": Text("订单全退的", "All orders returned"),
        "active_at_end": Text("期末有效客户", "Customers at the end"),
        "churn_rate": Text("流失率", "Churn rate"),
        "retention_rate": Text("留存率", "Retention rate"),
        "churned_at_start": Text("期初已流失", "Churned at the start"),
        "ordered_again": Text("之后又下单的", "of them ordered since"),
        "win_back_rate": Text("挽回率", "Win-back rate"),
        "by_rule": Text("界限怎么定", "Limits by"),
        "flows": Text("阶段变化", "Changes of status"),
        "before": Text("原来", "Before"),
        "now": Text("现在", "Now"),
    },
    letters=frozenset({"class", "tier"}),
    whole=True,
    blocks=blocks,
)
