"""The past of deals: what each leader, owner, product and band has, what was closed, how near estimates came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.compute.prospects.calibration import Calibrated
from salesplan.compute.prospects.prospects_value import ValueSummary
from salesplan.compute.prospects.value_parts import Part
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import amount, decimal, integer, percent, whole_amount
from salesplan.present.sections import more_lines
from salesplan.present.views.prospects_value_words import VIEW_WORDS
from salesplan.present.words import MORE_DEALS
from salesplan.text import Text

SHOWN = 15
"""Deals, and parts of them, that are shown unless all are asked for."""
CLOSED = Text(
    "{window} 赢单 {won} 个、成交 {value}，输单 {lost} 个，赢单率 {rate}",
    "{window}: {won} won for {value}, {lost} lost, win rate {rate}",
)
_UNKNOWN = Text("（不知道）", "(not known)")
_SPANS = VIEW_WORDS["span"]


def part_blocks(parts: Sequence[Part], title: Text, screen: Screen) -> Iterator[Block]:
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
    yield from more_lines(len(parts) - len(shown), MORE_DEALS)


def _part_row(part: Part, screen: Screen, *, closed: bool, expected: bool) -> tuple[Content, ...]:
    e = part.estimate
    done = (integer(part.won), whole_amount(part.won_value, screen.unit), percent(part.win_rate)) if closed else ()
    money = (
        (whole_amount(e.weighted, screen.unit), whole_amount(e.commit, screen.unit), whole_amount(e.best, screen.unit))
        if e.deals
        else ("", "", "")
    )
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


def closed_blocks(s: ValueSummary, screen: Screen) -> Iterator[Block]:
    """What became of the deals that were decided in the window."""
    c = s.closed
    yield Blank()
    if not c.won and not c.lost:
        yield Line(Text("{window} 没有结束的商机", "no deal was closed in {window}").format(window=s.window), "dim")
        yield from _undated(s.closed_undated)
        return
    told = CLOSED.format(
        window=s.window,
        won=integer(c.won),
        value=whole_amount(c.won_value, screen.unit),
        lost=integer(c.lost),
        rate=percent(c.win_rate),
    )
    yield Line(told, "strong")
    yield from _without_amount(c.won_without_amount)
    yield from _undated(s.closed_undated)
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


def _without_amount(deals: int) -> Iterator[Block]:
    if deals:
        told = Text("其中 {n} 个赢单没有金额，不在成交额里", "{n} of the won deals have no amount and are in no value")
        yield Line(told.format(n=integer(deals)), "warn")


def _undated(deals: int) -> Iterator[Block]:
    if deals:
        told = Text("另有 {n} 个已结束的没有成交日期，没有算进去", "{n} more are closed without a date and not counted")
        yield Line(told.format(n=integer(deals)), "warn")


def calibration_blocks(judged: Sequence[Calibrated], screen: Screen) -> Iterator[Block]:
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
    several = len({one.span for one in judged}) > 1
    heads = (
        *((Head(""),) if several else ()),
        Head(Text("负责主管", "Leader"), shrink=True),
        Head(Text("期数", "Periods"), "right"),
        Head(Text("预估", "Estimate"), "right"),
        Head(Text("实际成交", "Won"), "right"),
        Head(Text("偏差", "Bias"), "right"),
        Head(Text("平均误差", "Mean error"), "right"),
    )
    rows = (
        (
            *((_SPANS[one.span],) if several else ()),
            Text("合计", "Total") if one.leader is None else one.leader,
            integer(one.periods),
            whole_amount(one.estimate, screen.unit),
            whole_amount(one.actual, screen.unit),
            Cell(_signed(one.bias), "warn" if one.warn else ""),
            percent(one.mape),
        )
        for one in judged
    )
    yield Grid(heads, tuple(rows))


def _signed(share: Decimal | None) -> str:
    return ("+" if share is not None and share > 0 else "") + percent(share)


def _one(value: Decimal | None, screen: Screen) -> str:
    """What one deal is worth: a small one in single units."""
    return whole_amount(value, screen.fitting((value,)).unit)
