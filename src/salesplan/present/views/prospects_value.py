"""How next month's value looks: what will come, on whom it rests, what is left out, what became of earlier deals."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.prospects.net_new import NetNewBridge
from salesplan.compute.prospects.prospects_value import Aside, ValueSummary
from salesplan.model.period import Period
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Heading, Line, Screen
from salesplan.present.numbers import as_decimal, decimal, integer, percent, whole_amount
from salesplan.present.sections import (
    more_lines,
    page_end,
    page_start,
)
from salesplan.present.view import View
from salesplan.present.views.prospects_value_parts import SHOWN, calibration_blocks, closed_blocks, part_blocks
from salesplan.present.views.prospects_value_words import COLUMNS, FIGURES, PARTS, VIEW_WORDS
from salesplan.present.words import MORE_DEALS
from salesplan.text import Text

SHOWN_LATE = 8
"""Overdue deals that are shown unless all are asked for."""
Row = dict[str, Value]
EXPECTED = Text(
    "{name} 预计成交 {n} 个商机：加权 {weighted}，多半落在 {low} 到 {high}",
    "{name}: {n} deals expected to close, weighted {weighted}, most likely {low} to {high}",
)
NONE_EXPECTED = Text("{name} 没有预计成交的商机", "no open deal is expected to close in {name}")
COMMIT = Text("承诺 {commit}，全部成交 {best}", "commit {commit}, best {best}")


def blocks(result: Result[ValueSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield from page_start(VIEW.title, result, screen)
    yield from _conclusion(s, screen)
    yield from _deals(result, screen)
    yield from _overdue(result, screen)
    for name, title in PARTS:
        yield from part_blocks(getattr(s, name), title, screen)
    yield from closed_blocks(s, screen)
    yield from calibration_blocks(s.calibration, screen)
    yield from _net_new(s.net_new, screen)
    yield from page_end(result, screen)


def span_name(period: Period) -> str:
    """``2026-07``, or the first and last month of a quarter; of whole weeks the days."""
    if period.first.day > 1:
        return str(period)
    first, last = f"{period.first:%Y-%m}", f"{period.last:%Y-%m}"
    return first if first == last else f"{first}..{last}"


def _conclusion(s: ValueSummary, screen: Screen) -> Iterator[Block]:
    """What will probably come, how sure it is, what is not in it."""
    e, name = s.estimate, span_name(s.period)
    if not s.open_deals:
        yield Line(Text("名单里没有进行中的商机", "there are no open deals in the list"), "warn")
        return
    if not e.deals:
        yield Line(NONE_EXPECTED.format(name=name), "warn")
    else:
        told = EXPECTED.format(
            name=name,
            n=integer(e.deals),
            weighted=whole_amount(e.weighted, screen.unit),
            low=whole_amount(e.low, screen.unit),
            high=whole_amount(e.high, screen.unit),
        )
        yield Line(told, "strong")
        more = COMMIT.format(commit=whole_amount(e.commit, screen.unit), best=whole_amount(e.best, screen.unit))
        yield Line(more)
        yield from _compared(s, screen)
    yield from _left_out(s, screen)
    if s.at_list_price and s.at_list_price.priced:
        p = s.at_list_price
        told = Text(
            "{n} 个没有金额，其中 {m} 个按产品定价合 {total}，加权 {weighted}；只作参考，没有算进去",
            "{n} have no amount; {m} come to {total} at list price, weighted {weighted}: a pointer, not counted",
        )
        words = {"n": integer(p.deals), "m": integer(p.priced)}
        yield Line(
            told.format(
                **words, total=whole_amount(p.total, screen.unit), weighted=whole_amount(p.weighted, screen.unit)
            ),
            "dim",
        )


def _compared(s: ValueSummary, screen: Screen) -> Iterator[Block]:
    """The estimate beside what a month brought on average."""
    months = (s.window.days + 15) // 30
    value, weighted = s.closed.won_value, s.estimate.weighted
    if value and weighted is not None and months >= 2 and s.period.days <= 31:  # noqa: PLR2004 - an average of months, for one month
        average = value / months
        told = Text(
            "近 {n} 个月平均每月成交 {value}，这次加权是它的 {times} 倍",
            "the last {n} months brought {value} a month; weighted is {times} times that",
        ).format(n=months, value=whole_amount(average, screen.unit), times=decimal(weighted / average, 1))
        yield Line(told, "dim")


def _left_out(s: ValueSummary, screen: Screen) -> Iterator[Block]:
    """Open deals that are not in the estimate."""
    told = [
        (s.overdue, Text("日期已过 {n} 个", "{n} overdue")),
        (s.no_date, Text("没有日期 {n} 个", "{n} without a date")),
        (s.before, Text("更早 {n} 个", "{n} before it")),
        (s.later, Text("更晚 {n} 个", "{n} after it")),
        (s.decided_since, Text("截止日期后已结束 {n} 个", "{n} decided since")),
    ]
    parts = [f"{t.format(n=integer(a.deals))}{_in_brackets(a, screen)}" for a, t in told if a.deals]
    if parts:
        sign = str(Text("；", "; "))
        yield Line(Text("没有算进去：{parts}", "not in it: {parts}").format(parts=sign.join(parts)))


def _in_brackets(aside: Aside, screen: Screen) -> str:
    """What deals come to; nothing where none has an amount."""
    if not aside.amount:
        return ""
    return str(Text("（{amount}）", " ({amount})").format(amount=whole_amount(aside.amount, screen.unit)))


def _deals(result: Result[ValueSummary], screen: Screen) -> Iterator[Block]:
    """The deals of the period, most weighted value first."""
    rows = [row for row in result.rows.records() if row["timing"] == "in"]
    if not rows:
        return
    shown = rows if screen.all_rows else rows[:SHOWN]
    yield Blank()
    yield Line(Text("{name} 的商机：", "Deals of {name}:").format(name=span_name(result.summary.period)))
    heads = (
        Head(Text("商机", "Deal"), shrink=True),
        Head(Text("负责人", "Owner"), shrink=True),
        Head(Text("阶段", "Stage"), shrink=True),
        Head(Text("金额", "Amount"), "right"),
        Head(Text("赢率", "Probability"), "right"),
        Head(""),
        Head(Text("加权", "Weighted"), "right"),
        Head(Text("预计成交", "Closes")),
    )
    yield Grid(heads, tuple(_deal_row(row, screen) for row in shown))
    yield from more_lines(len(rows) - len(shown), MORE_DEALS)


def _deal_row(row: Row, screen: Screen) -> tuple[Content, ...]:
    source = str(row["probability_source"] or "")
    words = VIEW_WORDS["probability_source"]
    return (
        _name(row),
        str(row.get("owner") or ""),
        str(row.get("stage") or ""),
        whole_amount(as_decimal(row["amount"]), screen.unit),
        percent(as_decimal(row["probability"]), 0),
        "" if source in ("", "entered") else Cell(words[source], "dim"),
        whole_amount(as_decimal(row["weighted"]), screen.unit),
        str(row["close_date"] or ""),
    )


def _name(row: Row) -> str:
    """Number, name, and the customer where the name does not say him."""
    parts = [str(row[key]) for key in ("id", "name", "customer") if row.get(key)]
    return " ".join(part for at, part in enumerate(parts) if not any(part in earlier for earlier in parts[:at]))


def _overdue(result: Result[ValueSummary], screen: Screen) -> Iterator[Block]:
    """Deals whose close date is past, the largest first: their owners are to be asked."""
    late = [row for row in result.rows.records() if row["timing"] == "overdue"]
    if not late:
        return
    shown = late if screen.all_rows else late[:SHOWN_LATE]
    yield Blank()
    yield Line(Text("日期已过还没结束的，先问负责人：", "Overdue and still open: ask their owners first:"), "warn")
    heads = (
        Head(Text("商机", "Deal"), shrink=True),
        Head(Text("负责人", "Owner"), shrink=True),
        Head(Text("金额", "Amount"), "right"),
        Head(Text("预计成交", "Closes")),
        Head(Text("过了几天", "Days late"), "right"),
    )
    rows = (
        (
            _name(row),
            str(row.get("owner") or ""),
            whole_amount(as_decimal(row["amount"]), screen.unit),
            str(row["close_date"]),
            str(row["overdue_days"]),
        )
        for row in shown
    )
    yield Grid(heads, tuple(rows))
    yield from more_lines(len(late) - len(shown), MORE_DEALS)


def _net_new(bridge: NetNewBridge | None, screen: Screen) -> Iterator[Block]:
    """Net new business of the year so far."""
    if bridge is None:
        return
    yield Blank()
    yield Heading(
        Text("净增业务  {now}，对比 {before}", "Net new business  {now} against {before}").format(
            now=bridge.now, before=bridge.before
        )
    )
    if bridge.net is None:
        told = Text(
            "订单没有回到 {first}，不知道流失了多少，只看得到新增 {gross}",
            "orders do not reach back to {first}: what was lost is not known; gross only: {gross}",
        ).format(first=bridge.before.first, gross=whole_amount(bridge.gross, screen.unit))
        yield Line(told, "warn")
        return
    told = Text(
        "净增 {net} = 新客户 {new}（{n} 家）{back}+ 老客户多买 {more} − 老客户少买 {less} − 不再买 {lost}（{m} 家）",
        "net new {net} = new {new} ({n} customers) {back}+ expansion {more} − contraction {less} − lost {lost} ({m})",
    ).format(
        net=whole_amount(bridge.net, screen.unit),
        new=whole_amount(bridge.new, screen.unit),
        n=integer(bridge.customers_new),
        back=_won_back(bridge, screen),
        more=whole_amount(bridge.expansion, screen.unit),
        less=whole_amount(bridge.contraction, screen.unit),
        lost=whole_amount(bridge.lost, screen.unit),
        m=integer(bridge.customers_lost),
    )
    yield Line(told, "good" if bridge.net > 0 else "bad", wrap=True)
    if bridge.won_back is None:
        told = Text(
            "订单从 {first} 才开始：以前买过又回来的，分不出来，算在新客户里",
            "orders begin on {first}: who came back cannot be told from who is new, and counts as new",
        )
        yield Line(told.format(first=bridge.before.first), "dim")
    if bridge.target is not None:
        told = Text(
            "全年净增目标 {target}，完成 {attained}；余下每月要净增 {need}",
            "target of the year {target}, {attained} reached; each month left needs {need}",
        ).format(
            target=whole_amount(bridge.target, screen.unit),
            attained=percent(bridge.attainment),
            need=whole_amount(bridge.monthly_need, screen.unit),
        )
        yield Line(told)


def _won_back(bridge: NetNewBridge, screen: Screen) -> Text:
    """The part of customers who came back; nothing where none is known."""
    if not bridge.customers_won_back:
        return Text("", "")
    return Text("+ 挽回 {back}（{n} 家）", "+ won back {back} ({n}) ").format(
        back=whole_amount(bridge.won_back, screen.unit), n=integer(bridge.customers_won_back)
    )


VIEW = View(
    title=Text("商机价值", "Value of open deals"),
    columns=COLUMNS,
    labels=VIEW_WORDS,
    figures=FIGURES,
    whole=True,
    blocks=blocks,
)
