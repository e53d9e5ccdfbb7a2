"""How the reverse funnel looks: can it be done, what does it take, what closes the gap, when; then the daily sheets."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.activity.funnel_page import FunnelSummary, LeverTold, MonthTold
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import NOTHING, as_decimal, decimal, percent, whole_amount
from salesplan.present.sections import page_end, page_start
from salesplan.present.view import View
from salesplan.present.views.activity_funnel_words import COLUMNS, FIGURES, LABELS
from salesplan.present.views.activity_sheets import sheet_blocks
from salesplan.present.views.activity_words import (
    STEPS,
    driver_value,
    lowered,
    name_of,
    origin,
    raised,
)
from salesplan.text import Text

Row = dict[str, Value]
_STYLES: dict[str, tuple[str, Style]] = {
    "ok": ("✓", "good"),
    "tight": ("▲", "warn"),
    "infeasible": ("✗", "bad"),
    "late": ("✗", "bad"),
    "covered": ("✓", "good"),
    "unknown": ("?", "warn"),
}
LONG = 2
"""From so many months on the months stand in a table."""


def blocks(result: Result[FunnelSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield from page_start(VIEW.title, result, screen)
    yield from _target(s, screen)
    yield from _verdict(s)
    if s.day is not None:
        yield from sheet_blocks(result, screen)
        yield from page_end(result, screen)
        return
    if not s.covered:
        yield from _steps(result)
        yield from _levers(s, screen)
        yield from _months(s, screen)
    yield from _drivers(s, screen)
    yield from page_end(result, screen)


def _target(s: FunnelSummary, screen: Screen) -> Iterator[Block]:
    """What is still to be reached, and which part of it repurchase brings."""
    money = {key: whole_amount(getattr(s, key), screen.unit) for key in ("target", "whole", "actual", "repeat", "new")}
    if s.whole is None:
        told = Text("{first} 到 {last} 要完成 {target}", "{first} to {last}: {target} to be reached")
    elif s.actual is None:
        told = Text(
            "{first} 到 {last} 的目标 {target}（没有订单，不知道已经完成多少）",
            "{first} to {last}: target {target} (without orders nobody knows what was reached)",
        )
    elif s.rest_of_year:
        told = Text(
            "{first} 到 {last} 还差 {target}：全年目标 {whole}，已完成 {actual}，算的是余下的",
            "{first} to {last}: {target} still missing of the year's {whole}, after {actual}; this is about the rest",
        )
    elif not s.actual:
        told = Text(
            "{first} 到 {last} 要完成 {target}（期间的目标）", "{first} to {last}: {target} to be reached (its target)"
        )
    else:
        told = Text(
            "{first} 到 {last} 还差 {target}：期间目标 {whole}，已完成 {actual}",
            "{first} to {last}: {target} still missing of the period's {whole}, after {actual}",
        )
    yield Line(told.format(first=s.first, last=s.last, **money), "strong")
    if s.behind is not None and s.behind < 0:
        told = Text(
            "今年前面落后的 {n} 没有摊进来；要一起补，不加 --for",
            "{n} behind so far this year is not in it; without --for it is",
        )
        yield Line(told.format(n=whole_amount(-s.behind, screen.unit)), "warn")
    if s.covered and s.target:
        yield Line(Text("老客户复购预计 {repeat}", "repurchase brings {repeat}").format(**money))
    elif s.new:
        told = Text(
            "老客户复购预计 {repeat}，还要新客户 {new}", "repurchase brings {repeat}; new customers must bring {new}"
        )
        yield Line(told.format(**money))


def _verdict(s: FunnelSummary) -> Iterator[Block]:
    """Whether it can be done, in contacts of each person and day."""
    sign, style = _STYLES[s.verdict]
    yield Line(Text("{sign} {told}", "{sign} {told}").format(sign=sign, told=_said(s)), style, wrap=True)
    if s.covered or s.verdict == "late":
        return
    if s.calls_now is not None and s.per_person_day is not None:
        told = Text(
            "每人每天联系：现在实际 {now}，能做 {able}，要 {need}",
            "contacts a person and day: {now} made now, {able} can be made, {need} needed",
        )
        able = lowered(s.capacity_per_person_day, 1)
        yield Line(told.format(now=decimal(s.calls_now, 1), able=able, need=raised(s.per_person_day, 1)))
    if s.work_first and s.work_last and s.days:
        told = Text(
            "{people} 人，{first} 到 {last} 共 {days} 个工作日",
            "{people} people, {first} to {last}: {days} working days",
        )
        if s.days_told:
            told = Text("{people} 人，{days} 个工作日", "{people} people, {days} working days")
        elif not s.people:
            told = Text("{first} 到 {last} 共 {days} 个工作日", "{first} to {last}: {days} working days")
        shown = {"people": raised(s.people, 1), "first": s.work_first, "last": s.work_last, "days": s.days}
        yield Line(told.format(**shown), "dim")
        yield from _reckoned(s)
    if s.new_before and s.contacts is not None:
        told = Text(
            "另有 {part} 的新客户额，联系的日子已经过了，要靠手上的商机，看 salesplan prospects value",
            "{part} of the new sales had to be started before and rests on deals at hand: salesplan prospects value",
        )
        yield Line(told.format(part=percent(1 - s.ahead, 0)), "dim")
    if s.days_per_order is not None:
        told = Text("平均 {n} 个工作日 1 单新客户订单", "on average 1 new order per {n} working days")
        yield Line(told.format(n=lowered(s.days_per_order, 1)), "dim")


def _reckoned(s: FunnelSummary) -> Iterator[Block]:
    """Why so many people; that visits to existing customers come out of the same day."""
    if s.listed is not None and s.people is not None and s.people != s.listed:
        told = Text(
            "{people} 人：名单上 {n} 人，按投入比例和在岗的日子折算",
            "{people} people: {n} of the list by their share of time and the days they are there",
        )
        yield Line(told.format(people=raised(s.people, 1), n=s.listed), "dim")
    if s.capacity is not None:
        told = Text(
            "能做的次数没有扣掉老客户的回访：占多少看 salesplan visits plan，排不下的加 --daily 看",
            "visits to existing customers are not taken off what can be made: salesplan visits plan tells them,"
            " --daily those that do not fit",
        )
        yield Line(told, "dim", wrap=True)


def _said(s: FunnelSummary) -> Text:
    """The verdict as a sentence."""
    if s.target == 0:
        return Text("目标已经完成，不用再开发新客户", "the target is reached: no new customers are needed for it")
    if s.verdict in _PLAIN:
        return _PLAIN[s.verdict]
    if s.per_person_day is None:
        unknown = Text(
            "还算不出要联系几次，缺的见下面", "how many contacts it takes is not known: see below what is missing"
        )
        told = Text("一共要联系 {n} 次", "{n} contacts in all").format(n=raised(s.contacts_ahead, 0))
        return unknown if s.contacts is None else told
    able, load = lowered(s.capacity_per_person_day, 1), percent(s.load)
    return _FITS[s.verdict].format(need=_daily(s.per_person_day), able=able, load=load)


_PLAIN = {
    "covered": Text(
        "老客户复购就够了，不用为目标开发新客户", "covered by repurchase: no new customers are needed for the target"
    ),
    "late": Text(
        "来不及了：照销售周期，该联系的日子都过了", "too late: by the sales cycle the days for contacts are over"
    ),
}
_FITS = {
    "ok": Text("做得到：{need}，能做 {able} 次（{load}）", "it fits: {need}, {able} can be made ({load})"),
    "tight": Text("吃紧：{need}，能做 {able} 次（{load}）", "tight: {need}, {able} can be made ({load})"),
    "infeasible": Text(
        "做不到：{need}，只能做 {able} 次（{load}）", "it does not fit: {need}, only {able} can be made ({load})"
    ),
    "unknown": Text("{need}；不知道能做几次，判断不了", "{need}; how many can be made is not known"),
}


def _daily(count: Decimal) -> Text:
    """So many a day; a very small number as one in so many days."""
    if 0 < count < Decimal("0.5"):
        told = Text("每人每 {n} 个工作日要联系 1 次", "each person makes 1 contact per {n} working days")
        return told.format(n=lowered(1 / count, 1))
    told = Text("每人每天要联系 {n} 次", "each person makes {n} contacts a day")
    return told.format(n=raised(count, 1))


def _steps(result: Result[FunnelSummary]) -> Iterator[Block]:
    """The funnel, the first step on top."""
    s = result.summary
    told = {driver.key: driver for driver in s.drivers}
    rates = [
        driver.key for driver in s.drivers if driver.key in ("meeting", "quote", "win") or driver.key[:5] == "rate_"
    ]
    heads = (
        Head(Text("要多少", "It takes")),
        Head("", "right"),
        Head(Text("转化率", "Rate"), "right"),
        Head(Text("来自", "From")),
        Head(Text("全部每天", "All, a day"), "right"),
        Head(Text("每人每天", "A person and day"), "right"),
    )
    rows: list[tuple[Content, ...]] = []
    for at, row in enumerate(result.rows.records()):
        rate = told[rates[at]] if at < len(rates) else None
        rows.append(
            (
                STEPS.get(str(row["step"]), str(row["step"])),
                raised(as_decimal(row["needed"]), 0),
                "" if rate is None else percent(rate.value),
                "" if rate is None else Cell(origin(rate), "warn" if rate.few else "dim"),
                raised(as_decimal(row["per_day"]), 1),
                raised(as_decimal(row["per_person_day"]), 2),
            )
        )
    yield Blank()
    yield Grid(heads, tuple(rows))
    if s.ahead not in (0, 1):
        told_ahead = Text("“每天”只算余下的日子，占 {part}", "a day: of the {part} whose days lie ahead")
        yield Line(told_ahead.format(part=percent(s.ahead, 0)), "dim")


def _levers(s: FunnelSummary, screen: Screen) -> Iterator[Block]:
    """What closes the gap alone, lever by lever."""
    if not s.levers:
        return
    yield Blank()
    yield Line(Text("只改一项就补上，要改到：", "One of these alone closes the gap:"), "strong")
    heads = (
        Head(Text("改什么", "Lever")),
        Head(Text("现在", "Now"), "right"),
        Head(Text("要到", "Needed"), "right"),
        Head(""),
    )
    yield Grid(heads, tuple(_lever(lever, screen) for lever in s.levers))


def _lever(lever: LeverTold, screen: Screen) -> tuple[Content, ...]:
    now, needed = (driver_value(lever.key, value, screen) for value in (lever.now, lever.needed))
    name = name_of(lever.key)
    if lever.key == "calls":
        name, now = Text("每人每天能联系", "Contacts that can be made a day"), lowered(lever.now, 1)
    if lever.possible:
        return name, now, Cell(needed, "good"), ""
    if lever.needed is None:
        return name, now, NOTHING, Cell(Text("现在的数不知道或是 0", "not known, or 0"), "dim")
    told = Text("单靠它不行：要超过 100%", "cannot alone: would need more than 100 %")
    return name, now, Cell(needed, "bad"), Cell(told, "dim")


def _months(s: FunnelSummary, screen: Screen) -> Iterator[Block]:
    """When the contacts of each month fall."""
    if len(s.months) < LONG or s.contacts is None:
        return
    yield Blank()
    cycle = next((d.value for d in s.drivers if d.key == "cycle"), None)
    told = Text("各月的新客户要提前 {n} 天联系：", "Contacts for each month are made {n} days before:")
    plain = Text("各月要联系多少：", "Contacts of each month:")
    yield Line(plain if cycle is None else told.format(n=raised(cycle, 0)))
    heads = (
        Head(Text("成交月", "Sold in")),
        Head(Text("新客户额", "New sales"), "right"),
        Head(Text("联系的日子", "Contacts on")),
        Head(Text("联系", "Contacts"), "right"),
        Head(Text("每人每天", "A person and day"), "right"),
        Head(""),
    )
    most = max((m.per_person_day for m in s.months if m.per_person_day is not None), default=Decimal(0))
    most = max(most, s.capacity_per_person_day or Decimal(0))
    yield Grid(heads, tuple(_month(month, most, screen) for month in s.months))


def _month(month: MonthTold, most: Decimal, screen: Screen) -> tuple[Content, ...]:
    daily = month.per_person_day
    last: Content = "" if daily is None or not most else Bar(daily / most, 16)
    if not month.ahead:
        last = Cell(Text("已经过了，靠手上的商机", "over: rests on the deals at hand"), "dim")
    is_month = month.first.month == month.last.month
    return (
        f"{month.first:%Y-%m}" if is_month else f"{month.first:%m-%d}..{month.last:%m-%d}",
        whole_amount(month.new, screen.unit),
        f"{month.work_first:%m-%d}..{month.work_last:%m-%d}",
        raised(month.contacts, 0),
        raised(daily, 1),
        last,
    )


def _drivers(s: FunnelSummary, screen: Screen) -> Iterator[Block]:
    """The other figures it rests on, with their cases."""
    shown = [d for d in s.drivers if d.key not in ("meeting", "quote", "win") and d.key[:5] != "rate_"]
    yield Blank()
    heads = (Head(Text("用到的数", "Figures used")), Head("", "right"), Head(Text("来自", "From")))
    rows = (
        (name_of(d.key), driver_value(d.key, d.value, screen), Cell(origin(d), "warn" if d.few else "dim"))
        for d in shown
    )
    yield Grid(heads, tuple(rows))
    if s.cohort_first is not None and any(d.source == "history" and d.key != "cycle" for d in shown):
        told = Text(
            "复购和新客户取自 {first} 到 {last} 的订单；前 {days} 天买过的是老客户",
            "repurchase and new customers as in {first} to {last}; who bought in the {days} days before is existing",
        )
        yield Line(told.format(first=s.cohort_first, last=s.cohort_last, days=s.base_days), "dim", wrap=True)


VIEW = View(
    title=Text("倒推漏斗", "Reverse funnel"),
    columns=COLUMNS,
    labels=LABELS,
    figures=FIGURES,
    letters=frozenset(("class", "tier")),
    whole=True,
    blocks=blocks,
)
