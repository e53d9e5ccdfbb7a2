"""What a funnel must bring: a total that is told, or what is still missing of the plan's revenue target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from salesplan.api.measuring import counted
from salesplan.api.orders import amount_column
from salesplan.api.setting import Setting
from salesplan.api.targets import SplitWish, decomposed_with, entries_of
from salesplan.errors import BadUsage, Problem
from salesplan.model.period import FiscalYear, Period
from salesplan.model.period_words import means_this_year, named_period
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.model.plan.metrics import metric_named
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.activity.funnel_lag import MonthWeight
    from salesplan.compute.activity.funnel_page import Need
    from salesplan.compute.targets.grid.outcome import Targets
    from salesplan.compute.targets.track import TrackSummary
    from salesplan.model.plan.targets import TargetEntry
    from salesplan.model.records import Records
    from salesplan.model.result import Input

_REST = ("rest", "全年", "余下")
"""What else is called the rest of the plan's year."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """The days asked for that are left, with the months of the year they lie in; ``whole``: all that is left of it."""

    months: tuple[Period, ...]
    names: tuple[str, ...]
    year: FiscalYear
    whole: bool

    @property
    def period(self) -> Period:
        """From the first to the last of these days."""
        return Period(self.months[0].first, self.months[-1].last)


def span_asked(word: str | None, where: Setting) -> Span:
    """The period that the word means (model.period_words), as far as it lies ahead.

    Without a word, and with ``year`` or ``rest``, it is what is left of the plan's year; ``month`` and ``quarter`` are
    those of tomorrow. BadUsage for anything else, and for what is over.
    """
    tomorrow = where.as_of + ONE_DAY
    year, picked = _picked(word, where, tomorrow)
    months = [
        (Period(max(month.first, tomorrow), month.last), name)
        for at, (month, name) in enumerate(zip(year.months, year.month_names, strict=True))
        if at in picked and month.last >= tomorrow
    ]
    if not months:
        raise BadUsage(_over(word or str(year.number), where))
    left = sum(month.last >= tomorrow for month in year.months)
    return Span(tuple(m for m, _ in months), tuple(name for _, name in months), year, len(months) == left)


def _picked(word: str | None, where: Setting, tomorrow: date) -> tuple[FiscalYear, Sequence[int]]:
    """The year, and the positions of the months meant."""
    year = where.year(None)
    if word is None or word.strip().lower() in _REST or means_this_year(word):
        return year, range(12)
    found = named_period(word, where.as_of, year, here=tomorrow)
    return found.year, range(found.index * found.months, (found.index + 1) * found.months)


def _over(word: str, where: Setting) -> Problem:
    """The period has passed; the next month is offered, with a total where the plan has none for it."""
    day = where.as_of
    month = (day.replace(day=28) + timedelta(days=7)).replace(day=15)
    total = month not in where.year(None).period
    what = Text("{word} 到截止日期 {day} 已经过完", "{word} is over on the as-of {day}").format(word=word, day=day)
    fix = Text(
        "换一个还没过完的期间：--for {next}{total}；或把 --as-of 改早",
        "name a period that is not over: --for {next}{total}; or give an earlier --as-of",
    ).format(next=f"{month:%Y-%m}", total=Text(" --total 100万", " --total 1000000") if total else "")
    return Problem("USAGE-for", "error", what, fix, value=word)


def need_told(total: Decimal, span: Span, where: Setting) -> Need:
    """A total as it is: each month by its working days."""
    from salesplan.compute.activity.funnel_lag import MonthWeight
    from salesplan.compute.activity.funnel_page import Need
    from salesplan.compute.working_days import workdays

    if total <= 0:
        what = Text("--total 要大于 0，不是 {total}", "--total is above 0, not {total}").format(total=total)
        fix = Text("写要完成的销售额，如 --total 60万", "type the sales to be reached, such as --total 600000")
        raise BadUsage(Problem("USAGE-amount", "error", what, fix, value=str(total)))
    calendar = where.calendar(range(span.period.first.year, span.period.last.year + 1))
    months = tuple(MonthWeight(month, Fraction(workdays(month, calendar))) for month in span.months)
    return Need(span.period, total, months)


def need_of_plan(
    entry: str | None, orders: Records | None, span: Span, where: Setting
) -> tuple[Need, Sequence[Input], Sequence[Problem]]:
    """What is missing of the plan's revenue target in the period, after the orders; all of it without orders.

    With the records that the targets come from. BadUsage where the plan has no revenue target or none of that year.
    """
    target = _revenue(entry, where, span)
    if span.year.number != where.year(None).number:
        raise BadUsage(_other_year(span, where))
    by = target.by if target.by and set(target.by) <= set(TIME_LEVELS) and "month" in target.by else ("month",)
    made = decomposed_with(orders, target.id, SplitWish(by=by), where)[0]
    if orders is None:
        return _planned(made.targets, span, target.id), (), ()
    from salesplan.api.freezing import against_frozen
    from salesplan.compute.targets.track import TrackWish, track

    made, kept, problems = against_frozen(made, where)
    sold = counted(orders, made.request, amount_column(orders, where))
    asked = TrackWish(settings=where.plan.parameters.pace)
    result = track(made, sold, None, as_of=where.as_of, wish=asked, chosen=where.as_of_given)
    rows = [row for row in result.rows.records() if row["level"] == "month"]
    figures = {str(row["month"]): (_amount(row["target"]), _amount(row["actual"])) for row in rows}
    return _missing(figures, span, target.id, result.summary), [kept.input] if kept else [], problems


def _amount(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def _weights(span: Span, left: Sequence[Decimal]) -> tuple[MonthWeight, ...]:
    from salesplan.compute.activity.funnel_lag import MonthWeight

    return tuple(MonthWeight(m, Fraction(max(x, Decimal(0)))) for m, x in zip(span.months, left, strict=True))


def _missing(figures: dict[str, tuple[Decimal, Decimal]], span: Span, entry: str, summary: TrackSummary) -> Need:
    """The rest of the year makes up for what is behind; a part of it asks for its own target alone."""
    from salesplan.compute.activity.funnel_page import Need

    chosen = [figures.get(name, (Decimal(0), Decimal(0))) for name in span.names]
    left = [target - actual for target, actual in chosen]
    if span.whole:
        whole, actual, behind = summary.target, summary.actual, None
    else:
        whole, actual = sum((t for t, _ in chosen), Decimal(0)), sum((a for _, a in chosen), Decimal(0))
        behind = summary.to_date.actual - summary.to_date.target if summary.to_date else None
    amount = max(whole - actual, Decimal(0))
    return Need(span.period, amount, _weights(span, left), entry, whole, actual, behind, span.whole)


def _planned(targets: Targets, span: Span, entry: str) -> Need:
    from salesplan.compute.activity.funnel_page import Need

    months = {time.name: targets.amount((0, time.index)) for time in targets.times if time.level == "month"}
    chosen = [months.get(name, Decimal(0)) for name in span.names]
    whole = sum(chosen, Decimal(0))
    return Need(span.period, whole, _weights(span, chosen), entry, whole, None, None, span.whole)


def _revenue(entry: str | None, where: Setting, span: Span) -> TargetEntry:
    """The target named, else the first of revenue. BadUsage for none."""
    if not where.plan.targets:
        raise BadUsage(_no_target(span))
    found = entries_of(entry, where, "activity funnel")
    revenue = [each for each in found if metric_named(each.metric or "revenue") == "revenue"]
    if not revenue:
        raise BadUsage(_no_target(span))
    return revenue[0]


def _no_target(span: Span) -> Problem:
    what = Text("计划里没有销售额目标", "the plan has no revenue target")
    fix = Text(
        "写上要完成多少：--total 60万 --for {month}；或在 plan.yaml 里写 targets: [{{id: revenue, total: 1200万}}]",
        "give the sales to be reached: --total 600000 --for {month}; "
        "or put targets: [{{id: revenue, total: 12000000}}] in plan.yaml",
    )
    return Problem("USAGE-no-target", "error", what, fix.format(month=span.names[0]))


def _other_year(span: Span, where: Setting) -> Problem:
    what = Text("计划是 {year}，没有 {first} 的目标", "the plan is of {year} and has no target of {first}").format(
        year=where.year(None).title, first=span.names[0]
    )
    fix = Text("加上 --total 写明要完成多少", "add --total with the sales to be reached")
    return Problem("USAGE-for", "error", what, fix, value=span.names[0])
