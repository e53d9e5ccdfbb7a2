"""How a payment looks: what is paid out, a line a person, why and how far to the next tier; one person's statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.naming import names_of
from salesplan.compute.pay.commission import PaySummary, only_of
from salesplan.compute.pay.people_paid import PersonPay
from salesplan.compute.pay.standing import Accrual
from salesplan.compute.rounding import half_up
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import NOTHING, as_decimal, decimal, exact, integer, percent
from salesplan.present.sections import more_lines, page_end, page_start, plan_heading
from salesplan.present.view import View
from salesplan.present.views.commission_compute_words import COLUMNS, FIGURES, KINDS, MEASURES, UNPAID, VIEW_WORDS
from salesplan.text import Text

SHOWN = 40
"""Lines of a statement that are shown unless all are asked for."""
MORE_LINES = Text("行", "more lines")
_MONEY = frozenset(("revenue", "gross_profit", "collections"))
_FULL = Decimal("1.5")
"""The attainment that fills the bar."""
PAID_OUT = Text("{period} 发提成 {n} 人，合计 {pay}", "{period}: commission for {n}, {pay} in all")
WAITING = Text("等回款才发的还有 {open}，催款就是催提成", "{open} more is earned and waits for its collection")
Row = dict[str, Value]
_PARTS: tuple[tuple[str, Callable[[PersonPay], Decimal]], ...] = (
    ("clawback", lambda one: one.clawback),
    ("adjusted", lambda one: one.adjusted),
    ("deferred", lambda one: one.deferred),
    ("released", lambda one: one.released),
    ("carried_in", lambda one: one.carried_in),
    ("carried_out", lambda one: one.carried_out),
    ("guaranteed", lambda one: one.guaranteed),
    ("advanced", lambda one: one.advanced),
    ("recovered", lambda one: one.recovered),
)
"""What stands between earned and paid, in the order of a statement."""


def blocks(result: Result[PaySummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield from page_start(VIEW.title, result, screen)
    yield from _conclusion(s)
    yield from _people(s)
    yield from _why(s, screen)
    if s.only is not None:
        yield from _statement(result, screen)
    yield from _nobodys(s)
    yield from page_end(result, screen)


def _conclusion(s: PaySummary) -> Iterator[Block]:
    """What is paid out, what waits, how much of the budget is gone."""
    paid = sum(1 for one in s.people if one.pay > 0)
    told = PAID_OUT
    if s.only is not None:
        told = Text("{person} {period} 实发 {pay}", "{person} is paid {pay} for {period}")
    yield Line(told.format(person=s.only, period=s.period, n=integer(paid), pay=decimal(s.pay, 2)), "strong")
    if s.earned and not s.pay:
        yield Line(
            Text("应得 {earned}，一分没发：看下表", "{earned} earned, none of it paid out: see below").format(
                earned=decimal(s.earned, 2)
            )
        )
    if not s.final:
        yield Line(Text("期间没有结束，这是暂算", "the period is not over: provisional"), "warn")
    if s.open_deferred:
        yield Line(WAITING.format(open=decimal(s.open_deferred, 2)))
    if s.budget and s.only is None:
        yield budget_line(s.paid_this_year, s.budget, half_up(Fraction(s.paid_this_year) / Fraction(s.budget)))
    if s.period in s.recorded_months and not s.recorded:
        yield Line(Text("这个月已经记录过，按记录显示", "this month was recorded, and is shown as it was"), "dim")
    for file in s.recorded:
        yield Line(Text("已记录：{file}", "recorded: {file}").format(file=file), "dim")


def budget_line(paid: Decimal, budget: Decimal, share: Decimal) -> Line:
    """How much of the year's budget is paid out; red once it is exceeded."""
    told = Text("本年累计实发 {paid}，占全年预算 {budget} 的 {share}", "paid this year {paid}, {share} of {budget}")
    words = {"paid": decimal(paid, 2), "budget": decimal(budget, 0), "share": percent(share)}
    return Line(told.format(**words), "bad" if paid > budget else "")


def _people(s: PaySummary) -> Iterator[Block]:
    """A line a person, with the columns in which something stands."""
    if not s.people:
        yield Line(Text("没有人适用任何规则", "no rule is about anybody"), "warn")
        return
    parts = [(key, of) for key, of in _PARTS if any(of(one) for one in s.people)]
    heads = (
        Head(Text("姓名", "Person"), shrink=True),
        Head(Text("完成率", "Attainment"), "right"),
        Head(""),
        Head(FIGURES["earned"], "right"),
        *(Head(FIGURES[key], "right") for key, _ in parts),
        Head(FIGURES["pay"], "right"),
    )
    rows = [_person(one, [of for _, of in parts]) for one in s.people]
    if len(rows) > 1:
        rows.append(_total(s, [of for _, of in parts]))
    yield Blank()
    yield Grid(heads, tuple(rows), total=len(s.people) > 1)


def _person(one: PersonPay, parts: Sequence[Callable[[PersonPay], Decimal]]) -> tuple[Content, ...]:
    main = _main(one)
    reached = main.attainment if main is not None else None
    drawn = None if reached is None else min(max(reached / _FULL, Decimal(0)), Decimal(1))
    return (
        one.person,
        percent(reached),
        Bar(drawn, 12),
        decimal(one.earned, 2),
        *(_figure(of(one)) for of in parts),
        Cell(decimal(one.pay, 2), "strong"),
    )


def _total(s: PaySummary, parts: Sequence[Callable[[PersonPay], Decimal]]) -> tuple[Content, ...]:
    sums = [sum((of(one) for one in s.people), Decimal(0)) for of in parts]
    return (
        Text("合计", "Total"),
        "",
        "",
        decimal(s.earned, 2),
        *(_figure(each) for each in sums),
        decimal(s.pay, 2),
    )


def _figure(value: Decimal) -> Content:
    return "" if not value else Cell(decimal(value, 2), "bad" if value < 0 else "")


def _main(one: PersonPay) -> Accrual | None:
    """The rule whose attainment stands for the person: the last of his own with a quota, else any."""
    own = [each for each in one.accruals if each.attainment is not None]
    return next((each for each in reversed(own) if not each.is_team), own[-1] if own else None)


def _why(s: PaySummary, screen: Screen) -> Iterator[Block]:
    """Which tier everybody reached under each rule, and what the next one takes; of one person in words."""
    told = [each for one in s.people for each in one.accruals if _is_telling(each)]
    found = list({(each.person, each.rule, each.period): each for each in told}.values())
    if not found:
        return
    yield Blank()
    if s.only is not None:
        for each in found:
            yield Line(why_of(each), wrap=True)
        return
    shown = found if screen.all_rows else found[:SHOWN]
    yield Line(Text("为什么是这个数，到下一档还差多少：", "Why, and how far it is to the next tier:"))
    yield Grid(_WHY, tuple(_why_row(each) for each in shown))
    yield from more_lines(len(found) - len(shown), MORE_LINES)


_WHY = (
    Head(Text("谁", "Who"), shrink=True),
    Head(COLUMNS["rule"], shrink=True),
    Head(COLUMNS["period"]),
    Head(FIGURES["sold"], "right"),
    Head(FIGURES["quota"], "right"),
    Head(FIGURES["attainment"], "right"),
    Head(FIGURES["tier"]),
    Head(Text("应得", "Earned"), "right"),
    Head(Text("再卖多少到下一档", "More to the next tier"), "right"),
)


def _why_row(each: Accrual) -> tuple[Content, ...]:
    ahead = ""
    if each.more is not None:
        ahead = f"{_short(each.more)} → {rate_shown(each, each.next_rate or Decimal(0))}"
    earned = decimal(each.earned, 2)
    so_far = Text("未结算", "not settled")
    return (
        each.person,
        each.name or each.rule,
        each.period,
        decimal(each.sold, 0),
        NOTHING if each.quota is None else _short(each.quota),
        NOTHING if each.attainment is None else percent(each.attainment),
        _tier(each),
        Cell(earned, "warn") if each.capped else earned if each.settled else Cell(so_far, "dim"),
        ahead,
    )


def _short(figure: Decimal) -> str:
    """An amount without cents where it has none."""
    return decimal(figure, 0 if figure == figure.to_integral_value() else 2)


def _is_telling(each: Accrual) -> bool:
    return bool(each.sold or each.earned) or each.attainment is not None


def why_of(each: Accrual) -> Text:
    """``业务员 2026-06 销售额 130,000，完成 130%，第 3 档 10%，得 7,600；已是最高一档``."""
    told = Text(
        "{rule}（{period}）{measure} {sold}{attained}，{tier}，得 {earned}{open}{ahead}",
        "{rule} ({period}) {measure} {sold}{attained}, {tier}: {earned}{open}{ahead}",
    )
    return told.format(
        rule=each.name or each.rule,
        period=each.period,
        measure=_measured(each),
        sold=exact(each.sold),
        attained=_attained(each),
        tier=_tier(each),
        earned=_earned(each),
        open="" if each.settled else Text("（期间未结束，尚未结算）", " so far, not settled yet"),
        ahead=_ahead(each),
    )


def _measured(each: Accrual) -> Text:
    team = Text("全队{what}", "team {what}").format(what=MEASURES[each.measure])
    return team if each.is_team else MEASURES[each.measure]


def _attained(each: Accrual) -> Text | str:
    if each.attainment is None:
        return Text("，任务额 0", ", quota 0") if each.quota == 0 else ""
    told = Text("，完成 {attained}（任务额 {quota}）", ", {attained} of {quota}")
    return told.format(attained=percent(each.attainment), quota=_short(each.quota or Decimal(0)))


def _tier(each: Accrual) -> Text:
    if each.below:
        return Text("没到起提线", "below the threshold")
    if each.quota == 0:
        return Text("按基本提成率 {rate}", "base rate {rate}").format(rate=rate_shown(each, each.rate))
    told = Text("第 {n} 档 {rate}", "tier {n} at {rate}")
    return told.format(n=each.tier, rate=rate_shown(each, each.rate))


def _earned(each: Accrual) -> Text:
    told = Text("{earned}", "{earned}").format(earned=decimal(each.earned, 2))
    if not each.capped:
        return told
    capped = Text("{earned}（封顶，本来是 {full}）", "{earned} (capped, would be {full})")
    return capped.format(earned=decimal(each.earned, 2), full=decimal(each.full, 2))


def _ahead(each: Accrual) -> Text:
    """What the next tier takes."""
    if each.more is None:
        return Text("", "") if each.quota == 0 or each.tier == 1 else Text("；已是最高一档", "; the top tier")
    told = Text("；再卖 {more} 就到下一档（{rate}）", "; {more} more reaches the next tier ({rate})")
    return told.format(more=_short(each.more), rate=rate_shown(each, each.next_rate or Decimal(0)))


def rate_shown(each: Accrual, rate: Decimal) -> Text | str:
    """``8%`` of an amount, ``500 元/个`` of what is counted."""
    if each.measure not in _MONEY:
        return Text("每个 {rate} 元", "{rate} each").format(rate=exact(half_up(rate, 2).normalize()))
    shown = f"{half_up(rate * 100, 4):f}"
    return f"{shown.rstrip('0').rstrip('.')}%"


def _statement(result: Result[PaySummary], screen: Screen) -> Iterator[Block]:
    """One person's lines, each with its order, tier, rate and where it stands."""
    rows = list(result.rows.records())
    shown = rows if screen.all_rows else rows[:SHOWN]
    heads = (
        Head(COLUMNS["kind"]),
        Head(COLUMNS["date"]),
        Head(COLUMNS["order_id"]),
        Head(COLUMNS["customer"], shrink=True),
        Head(COLUMNS["base"], "right"),
        Head(COLUMNS["tier"], "right"),
        Head(COLUMNS["rate"], "right"),
        Head(COLUMNS["pay"], "right"),
        Head(Text("出处", "Where"), shrink=True),
    )
    yield Blank()
    yield Line(Text("提成单，逐笔：", "The statement, line by line:"))
    yield Grid(heads, (*(_line(row) for row in shown), *_sum_line(result)), total=True)
    yield from more_lines(len(rows) - len(shown), MORE_LINES)


def _sum_line(result: Result[PaySummary]) -> list[tuple[Content, ...]]:
    return [(Text("实发", "Paid"), "", "", "", "", "", "", decimal(result.summary.pay, 2), "")]


def _line(row: Row) -> tuple[Content, ...]:
    pay, rate = as_decimal(row["pay"]) or Decimal(0), as_decimal(row["rate"])
    return (
        KINDS[str(row["kind"])],
        str(row["date"] or row["period"] or ""),
        str(row["order_id"] or ""),
        str(row["customer"] or ""),
        "" if row["base"] is None else exact(as_decimal(row["base"])),
        str(row["tier"] or ""),
        "" if rate is None else percent(rate, 2) if rate <= 1 else exact(rate.normalize()),
        Cell(decimal(pay, 2), "bad" if pay < 0 else ""),
        _where(row),
    )


def _where(row: Row) -> str:
    """File and row, else the rule; of what waits for its collection how much of the order has come in."""
    if row["collected"] is not None:
        return str(Text("已回款 {share}", "collected {share}").format(share=percent(as_decimal(row["collected"]))))
    if not row["source_file"]:
        return str(row["rule"] or "")
    return f"{str(row['source_file']).split(' › ')[0].rsplit('/', 1)[-1]}:{row['row']}"


def sheets(result: Result[PaySummary], screen: Screen) -> Iterator[tuple[str, Iterator[Block]]]:
    """A sheet of a workbook for each person: his statement."""
    for one in result.summary.people:
        yield one.person, _own_page(only_of(result, one.person), screen)


def _own_page(result: Result[PaySummary], screen: Screen) -> Iterator[Block]:
    yield plan_heading(VIEW.title, result)
    yield from _conclusion(result.summary)
    yield from _people(result.summary)
    yield from _why(result.summary, screen)
    yield from _statement(result, screen)


def _nobodys(s: PaySummary) -> Iterator[Block]:
    """Orders that nobody is paid for."""
    if not s.unpaid or s.only is not None:
        return
    yield Blank()
    for each in s.unpaid:
        told = Text(
            "没有给任何人计提：{why} {n} 行，{amount}（{who}见第 {row} 行）",
            "nobody is paid for: {why}, {n} lines, {amount} ({who}see row {row})",
        )
        who = Text("{names}，", "{names}, ").format(names=names_of(each.reps)) if each.reps else ""
        words = {
            "who": who,
            "row": each.first_row,
            "why": UNPAID[each.why],
            "n": integer(each.rows),
            "amount": exact(each.amount),
        }
        yield Line(told.format(**words), "warn")


VIEW = View(
    title=Text("提成", "Commission"),
    columns=COLUMNS,
    labels=VIEW_WORDS,
    figures=FIGURES,
    whole=True,
    sheets=sheets,
    blocks=blocks,
)
