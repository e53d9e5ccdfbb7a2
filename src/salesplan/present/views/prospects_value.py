"""How next month's value looks: what will come, on whom it rests, what is left out, what became of earlier deals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.compute.prospects.calibration import Calibrated
from salesplan.compute.prospects.net_new import NetNewBridge
from salesplan.compute.prospects.prospects_value import Aside, ValueSummary
from salesplan.compute.prospects.value_parts import Part
from salesplan.model.period import Period
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Heading, Line, Screen
from salesplan.present.numbers import amount, as_decimal, decimal, integer, percent
from salesplan.present.sections import list_blocks, parameter_line, plan_heading, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.prospects_value_words import COLUMNS, FIGURES, PARTS, VIEW_WORDS
from salesplan.text import Text

SHOWN, SHOWN_LATE = 15, 8
"""Deals of the period, and overdue ones, that are shown unless all are asked for."""
SMALL = Decimal(100_000)
"""Below this the worth of one deal is shown in single units."""
_UNKNOWN = Text("（不知道）", "(not known)")
_DEALS = Text("个数", "Deals")
Row = dict[str, Value]


def blocks(result: Result[ValueSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield plan_heading(VIEW.title, result)
    yield from list_blocks(result, screen)
    yield Blank()
    yield from _conclusion(s, screen)
    yield from _deals(result, screen)
    yield from _overdue(result, screen)
    for name, title in PARTS:
        yield from _parts(getattr(s, name), title, screen)
    yield from _closed(s, screen)
    yield from _calibration(s.calibration, screen)
    yield from _net_new(s.net_new, screen)
    yield from problem_blocks(result.findings, screen)
    if not screen.quiet:
        yield Blank()
        yield parameter_line(result)


def span_name(period: Period) -> str:
    """``2026-07``, or the first and last month of a quarter."""
    first, last = f"{period.first:%Y-%m}", f"{period.last:%Y-%m}"
    return first if first == last else f"{first}..{last}"


def _conclusion(s: ValueSummary, screen: Screen) -> Iterator[Block]:
    """What will probably come, how sure it is, what is not in it."""
    e, name = s.estimate, span_name(s.period)
    if not s.open_deals:
        yield Line(Text("名单里没有进行中的商机", "there are no open deals in the list"), "warn")
        return
    if not e.deals:
        told = Text("{name} 没有预计成交的商机", "no open deal is expected to close in {name}").format(name=name)
        yield Line(told, "warn")
    else:
        told = Text(
            "{name} 预计成交 {n} 个商机：加权 {weighted}，多半落在 {low} 到 {high}",
            "{name}: {n} deals expected to close, weighted {weighted}, most likely {low} to {high}",
        ).format(
            name=name,
            n=integer(e.deals),
            weighted=_money(e.weighted, screen),
            low=_money(e.low, screen),
            high=_money(e.high, screen),
        )
        yield Line(told, "strong")
        more = Text("承诺 {commit}，全部成交 {best}", "commit {commit}, best {best}").format(
            commit=_money(e.commit, screen), best=_money(e.best, screen)
        )
        yield Line(more)
        yield from _compared(s, screen)
    yield from _left_out(s, screen)
    if s.at_list_price:
        p = s.at_list_price
        told = Text(
            "{n} 个没有金额，其中 {m} 个按产品定价合 {total}，加权 {weighted}；只作参考，没有算进去",
            "{n} have no amount; {m} come to {total} at list price, weighted {weighted}: a pointer, not counted",
        )
        words = {"n": integer(p.deals), "m": integer(p.priced)}
        yield Line(told.format(**words, total=_money(p.total, screen), weighted=_money(p.weighted, screen)), "dim")


def _compared(s: ValueSummary, screen: Screen) -> Iterator[Block]:
    """The estimate beside what a month brought on average."""
    months = (s.window.days + 15) // 30
    if s.closed.won_value > 0 and months >= 2 and s.period.days <= 31:  # noqa: PLR2004 - an average of months, for one month
        average = s.closed.won_value / months
        told = Text(
            "近 {n} 个月平均每月成交 {value}，这次加权是它的 {times} 倍",
            "the last {n} months brought {value} a month; weighted is {times} times that",
        ).format(n=months, value=_money(average, screen), times=decimal(s.estimate.weighted / average, 1))
        yield Line(told, "dim")


def _left_out(s: ValueSummary, screen: Screen) -> Iterator[Block]:
    """Open deals that are not in the estimate."""
    told = [
        (s.overdue, Text("日期已过 {n} 个", "{n} overdue")),
        (s.no_date, Text("没有日期 {n} 个", "{n} without a date")),
        (s.before, Text("更早 {n} 个", "{n} before it")),
        (s.later, Text("更晚 {n} 个", "{n} after it")),
    ]
    parts = [f"{t.format(n=integer(a.deals))}{_in_brackets(a, screen)}" for a, t in told if a.deals]
    if parts:
        sign = str(Text("；", "; "))
        yield Line(Text("没有算进去：{parts}", "not in it: {parts}").format(parts=sign.join(parts)))


def _in_brackets(aside: Aside, screen: Screen) -> str:
    """What deals come to; nothing where none has an amount."""
    if not aside.amount:
        return ""
    return str(Text("（{amount}）", " ({amount})").format(amount=_money(aside.amount, screen)))


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
    yield from _more(len(rows) - len(shown))


def _deal_row(row: Row, screen: Screen) -> tuple[Content, ...]:
    source = str(row["probability_source"] or "")
    words = VIEW_WORDS["probability_source"]
    return (
        _name(row),
        str(row.get("owner") or ""),
        str(row.get("stage") or ""),
        _money(as_decimal(row["amount"]), screen),
        percent(as_decimal(row["probability"]), 0),
        "" if source in ("", "entered") else Cell(words[source], "dim"),
        _money(as_decimal(row["weighted"]), screen),
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
            _money(as_decimal(row["amount"]), screen),
            str(row["close_date"]),
            str(row["overdue_days"]),
        )
        for row in shown
    )
    yield Grid(heads, tuple(rows))
    yield from _more(len(late) - len(shown))


def _more(count: int) -> Iterator[Block]:
    if count > 0:
        yield Line(
            Text("还有 {n} 个，加 --all 全部列出", "{n} more; --all lists every one").format(n=integer(count)), "dim"
        )


def _parts(parts: Sequence[Part], title: Text, screen: Screen) -> Iterator[Block]:
    """One line a leader, owner, product or band."""
    if not parts:
        return
    shown = parts if screen.all_rows else parts[:SHOWN]
    closed, expected = any(part.won or part.lost for part in parts), any(part.estimate.deals for part in parts)
    estimate = (
        Head(Text("预计成交", "Expected"), "right"),
        Head(Text("加权", "Weighted"), "right"),
        Head(Text("承诺", "Commit"), "right"),
        Head(Text("全成", "Best"), "right"),
    )
    heads = (
        Head(title, shrink=True),
        Head(Text("进行中", "Open"), "right"),
        *(estimate if expected else ()),
        *((Head(Text("已赢单", "Won"), "right"), Head(Text("成交额", "Won value"), "right")) if closed else ()),
        *((Head(Text("赢单率", "Win rate"), "right"),) if closed else ()),
    )
    yield Blank()
    yield Grid(heads, tuple(_part_row(part, screen, closed=closed, expected=expected) for part in shown))
    yield from _more(len(parts) - len(shown))


def _part_row(part: Part, screen: Screen, *, closed: bool, expected: bool) -> tuple[Content, ...]:
    e = part.estimate
    done = (integer(part.won), _money(part.won_value, screen), percent(part.win_rate)) if closed else ()
    money = (_money(e.weighted, screen), _money(e.commit, screen), _money(e.best, screen)) if e.deals else ("", "", "")
    return (
        Cell(_UNKNOWN, "dim") if part.name is None else _funds(part.name, screen),
        integer(part.open_deals),
        *((integer(e.deals) if e.deals else "", *money) if expected else ()),
        *done,
    )


def _funds(name: str, screen: Screen) -> str:
    """A band of funds in the page's unit; any other name as it is."""
    low, dots, high = name.partition("..")
    ends = (low, high)
    if not dots or not all(end == "" or end.replace(".", "", 1).isdigit() for end in ends):
        return name
    shown = [amount(Decimal(end), screen.unit) if end else "" for end in ends]
    if not low:
        return str(Text("{high} 以下", "below {high}").format(high=shown[1]))
    if not high:
        return str(Text("{low} 以上", "{low} and more").format(low=shown[0]))
    return str(Text("{low} 到 {high}", "{low} to {high}").format(low=shown[0], high=shown[1]))


def _closed(s: ValueSummary, screen: Screen) -> Iterator[Block]:
    """What became of the deals that were decided in the window."""
    c = s.closed
    yield Blank()
    if not c.won and not c.lost:
        yield Line(Text("{window} 没有结束的商机", "no deal was closed in {window}").format(window=s.window), "dim")
        return
    told = Text(
        "{window} 赢单 {won} 个、成交 {value}，输单 {lost} 个，赢单率 {rate}",
        "{window}: {won} won for {value}, {lost} lost, win rate {rate}",
    ).format(
        window=s.window,
        won=integer(c.won),
        value=_money(c.won_value, screen),
        lost=integer(c.lost),
        rate=percent(c.win_rate),
    )
    yield Line(told, "strong")
    told = Text(
        "平均每单 {average}，中位 {median}；赢单周期平均 {mean} 天，中位 {middle} 天",
        "{average} a deal on average, median {median}; days to win {mean} on average, median {middle}",
    ).format(
        average=_one(c.average_won, screen),
        median=_one(c.median_won, screen),
        mean=decimal(c.mean_cycle_won, 1),
        middle=decimal(c.median_cycle_won, 0),
    )
    yield Line(told)


def _calibration(judged: Sequence[Calibrated], screen: Screen) -> Iterator[Block]:
    """How near earlier estimates came; how to begin where none was kept."""
    yield Blank()
    if not judged:
        hint = Text(
            "还没有可对照的预估：每月底加 --record 记一次，以后就看得出谁高估、谁低估",
            "no earlier estimate to judge yet: keep one each month with --record, and bias will show here",
        )
        yield Line(hint, "dim")
        return
    yield Line(Text("以前的预估准不准（最近 6 个月）：", "How near estimates came (last 6 months):"))
    heads = (
        Head(Text("负责主管", "Leader"), shrink=True),
        Head(Text("期数", "Periods"), "right"),
        Head(Text("预估", "Estimate"), "right"),
        Head(Text("实际成交", "Won"), "right"),
        Head(Text("偏差", "Bias"), "right"),
        Head(Text("平均误差", "Mean error"), "right"),
    )
    rows = (
        (
            Text("合计", "Total") if one.leader is None else one.leader,
            integer(one.periods),
            _money(one.estimate, screen),
            _money(one.actual, screen),
            Cell(_signed(one.bias), "warn" if one.warn else ""),
            percent(one.mape),
        )
        for one in judged
    )
    yield Grid(heads, tuple(rows))


def _signed(share: Decimal | None) -> str:
    return ("+" if share is not None and share > 0 else "") + percent(share)


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
        ).format(first=bridge.before.first, gross=_money(bridge.new + bridge.expansion, screen))
        yield Line(told, "warn")
        return
    told = Text(
        "净增 {net} = 新客户 {new}（{n} 家）+ 老客户多买 {more} − 老客户少买 {less} − 不再买 {lost}（{m} 家）",
        "net new {net} = new {new} ({n} customers) + expansion {more} − contraction {less} − lost {lost} ({m})",
    ).format(
        net=_money(bridge.net, screen),
        new=_money(bridge.new, screen),
        n=integer(bridge.customers_new),
        more=_money(bridge.expansion, screen),
        less=_money(bridge.contraction, screen),
        lost=_money(bridge.lost, screen),
        m=integer(bridge.customers_lost),
    )
    yield Line(told, "good" if bridge.net > 0 else "bad", wrap=True)
    if bridge.target is not None:
        told = Text(
            "全年净增目标 {target}，完成 {attained}；余下每月要净增 {need}",
            "target of the year {target}, {attained} reached; each month left needs {need}",
        ).format(
            target=_money(bridge.target, screen),
            attained=percent(bridge.attainment),
            need=_money(bridge.monthly_need, screen),
        )
        yield Line(told)


def _money(value: Decimal | None, screen: Screen) -> str:
    """An amount in the page's unit, without cents."""
    return amount(value, screen.unit) if screen.unit.power else decimal(value, 0)


def _one(value: Decimal | None, screen: Screen) -> str:
    """What one deal is worth: a small one in single units."""
    is_small = value is not None and abs(value) < SMALL and not screen.unit_given
    return decimal(value, 0) if is_small else _money(value, screen)


VIEW = View(
    title=Text("商机价值", "Value of open deals"),
    columns=COLUMNS,
    labels=VIEW_WORDS,
    figures=FIGURES,
    whole=True,
    blocks=blocks,
)
