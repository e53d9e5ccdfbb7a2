"""The season of a year from past years: which share of it falls into each month (methods.md 2.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import narwhals as nw

from salesplan.compute.sums import roomy
from salesplan.compute.targets.weights.outliers import Year, without_outliers
from salesplan.compute.working_days import workdays
from salesplan.errors import Place, Problem, Severity
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import FiscalYear, Period
from salesplan.model.plan.targets import SeasonParameters
from salesplan.model.records import Records
from salesplan.text import Text

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SPRING = frozenset({1, 2})
"""The months between which Spring Festival moves."""


@dataclass(frozen=True)
class Season:
    """The weight of each month of the target year, in the year's own order, and the years it was taken from.

    ``index`` is the month's mean share times twelve: 1 is an average month. ``shares`` are the months' shares of each
    of those years.
    """

    weights: tuple[Fraction, ...]
    years: tuple[int, ...]
    index: tuple[Fraction, ...]
    shares: tuple[tuple[Fraction, ...], ...] = ()


def mean_shares(years: Sequence[Year]) -> list[Fraction]:
    """Each period's share of its year, averaged over the years; averaging shares takes growth out."""
    shares = [[Fraction(amount, sum(year)) for amount in year] for year in years]
    return [sum(column, Fraction(0)) / len(years) for column in zip(*shares, strict=True)]


def daily_rates(years: Sequence[Year], worked: Sequence[Sequence[int]]) -> list[Fraction]:
    """A period's sales a working day relative to its year's, averaged over the years.

    ``worked`` holds the working days of the same periods. A period without working days has the rate 0.
    """
    rates = [
        [
            Fraction(amount) / days / (Fraction(sum(year)) / sum(counts)) if days else Fraction(0)
            for amount, days in zip(year, counts, strict=True)
        ]
        for year, counts in zip(years, worked, strict=True)
    ]
    return [sum(column, Fraction(0)) / len(years) for column in zip(*rates, strict=True)]


def season_of(
    orders: Records, amount: str, year: FiscalYear, as_of: date, calendar: WorkCalendar, settings: SeasonParameters
) -> tuple[Season | None, list[Problem]]:
    """The season for ``year`` from the full fiscal years before it that ended by ``as_of``; None when there is none.

    A year counts when every month has orders; a month that nets to less than 0 counts as 0; the months that the
    settings exclude are taken from the other years (``without_outliers``). January and February are
    put together when asked and when they are neighbours in the fiscal year, then parted by working days.
    """
    months = monthly_amounts(orders, amount, as_of, year)
    findings: list[Problem] = []
    years = _full_years(months, year, as_of, findings)
    if not years:
        return None, [*findings, _no_full_year()]
    told: list[Year] = [[max(months[month.first], 0) for month in past.months] for past in years]
    years, amounts, excluded = without_outliers(years, told, settings.exclude)
    findings += excluded
    shares = mean_shares(amounts)
    if len(years) == 1:
        findings.append(_one_year(years[0]))
    else:
        findings += _unstable(amounts, shares, year, settings)
    worked = [workdays(month, calendar) for month in year.months]
    weights = shares
    if settings.method == "daily_rate":
        past_days = [[workdays(month, calendar) for month in past.months] for past in years]
        weights = [rate * days for rate, days in zip(daily_rates(amounts, past_days), worked, strict=True)]
    if settings.merge_spring and year.weeks is None:
        weights = _spring_merged(weights, worked, year.months)
    elif settings.merge_spring:
        findings.append(_not_merged())
    season = Season(
        tuple(weights),
        tuple(past.number for past in years),
        tuple(share * 12 for share in shares),
        tuple(tuple(mean_shares([year])) for year in amounts),
    )
    return season, findings


def monthly_amounts(orders: Records, amount: str, as_of: date, year: FiscalYear) -> dict[date, int]:
    """Net amount by first day of the month up to ``as_of``, in whole units of the column; empty months are absent.

    Where ``year`` has periods of weeks, by those of its kind of years.
    """
    frame = orders.frame.select("date", amount).drop_nulls().filter(nw.col("date") <= as_of)
    if year.weeks is None:
        parts = frame.select(nw.col(amount), year=nw.col("date").dt.year(), month=nw.col("date").dt.month())
        sums = parts.group_by("year", "month").agg(roomy(parts, amount).sum())
        return {date(y, m, 1): total for y, m, total in sums.select("year", "month", amount).iter_rows()}
    found: dict[date, int] = {}
    for day, total in frame.group_by("date").agg(roomy(frame, amount).sum()).select("date", amount).iter_rows():
        first = max(month.first for month in year.holding(day).months if month.first <= day)
        found[first] = found.get(first, 0) + total
    return found


def _full_years(months: Mapping[date, int], year: FiscalYear, as_of: date, findings: list[Problem]) -> list[FiscalYear]:
    """Past fiscal years with orders in every month, oldest first; notes what is missing or negative."""
    if not months:
        return []
    found: list[FiscalYear] = []
    past = year.before()
    while past.period.last >= min(months):
        keys = {month.first: name for month, name in zip(past.months, past.month_names, strict=True)}
        have = [key for key in keys if key in months]
        if past.period.last <= as_of and have:
            negative = [keys[key] for key in have if months[key] < 0]
            if len(have) < len(keys):
                missing = [key for key in keys if key not in months]
                inside = [key for key in missing if min(months) < key < max(months)]
                findings.append(_missing(past, [keys[key] for key in missing]) if inside else _part_year(past, have))
            elif any(months[key] > 0 for key in keys):
                findings += [_negative(past, negative)] if negative else []
                found.append(past)
        past = past.before()
    return found[::-1]


def _spring_merged(weights: Sequence[Fraction], worked: Sequence[int], months: Sequence[Period]) -> list[Fraction]:
    """The weights with January and February parted by their working days; unchanged when they are no neighbours."""
    merged = list(weights)
    january = next(i for i, month in enumerate(months) if month.first.month == 1)
    february = january + 1
    if february < len(months) and (days := worked[january] + worked[february]):
        both = merged[january] + merged[february]
        merged[january], merged[february] = both * worked[january] / days, both * worked[february] / days
    return merged


def _month_names(months: Sequence[date], year: FiscalYear) -> Text:
    """``4 月、5 月``, ``Apr, May``; ``P04、P05`` of periods of weeks, told by their first days."""
    if year.weeks is not None:
        numbers = [f"P{n:02}" for n, month in enumerate(year.months, start=1) if month.first in months]
        return Text("{zh}", "{en}").format(zh="、".join(numbers), en=", ".join(numbers))
    zh, en = "、".join(f"{day.month} 月" for day in months), ", ".join(_MONTHS[day.month - 1] for day in months)
    return Text("{zh}", "{en}").format(zh=zh, en=en)


def _season_problem(code: str, what: Text, fix: Text, severity: Severity = "warning") -> Problem:
    return Problem(code, severity, what, fix, Place(key="parameters.season"))


def _part_year(year: FiscalYear, have: Sequence[date]) -> Problem:
    """A first or last year that the orders begin or end in: nothing is wrong with it."""
    first, last = have[0], have[-1]
    months = Text("{first}-{last} 月", "{first_en} to {last_en}").format(
        first=first.month, last=last.month, first_en=_MONTHS[first.month - 1], last_en=_MONTHS[last.month - 1]
    )
    if len(have) == 1:
        months = _month_names(have, year)
    elif not year.is_calendar:
        names = [name for name, month in zip(year.month_names, year.months, strict=True) if month.first in have]
        months = Text("{months} ", "{months}").format(months=f"{names[0]}..{names[-1]}")
    what = Text("{year}只有 {months}的订单，不用于季节", "{year} has orders of {months} only: no part of the season")
    fix = Text("要用这一年就补上其余月份", "add its other months to use it")
    return _season_problem("SEASON-part-year", what.format(year=year.title, months=months), fix, "note")


def _no_full_year() -> Problem:
    return _season_problem(
        "SEASON-no-full-year",
        Text("订单里没有一个完整的年度，改按工作日分", "the orders hold no full year: split by working days instead"),
        Text("补上一整年的订单，或写 basis: workdays", "add a full year of orders, or set basis: workdays"),
    )


def _one_year(year: FiscalYear) -> Problem:
    return _season_problem(
        "SEASON-one-year",
        Text("季节只来自 {year}这一年", "the season rests on one year, {year}").format(year=year.title),
        Text("再补一年以上的订单会更稳", "another year of orders makes it steadier"),
    )


def _not_merged() -> Problem:
    return _season_problem(
        "SEASON-not-merged",
        Text(
            "按整周分期的年度没有一月、二月，merge_spring 没有用",
            "a year of whole weeks has no January: merge_spring is not used",
        ),
        Text("改用 season.method: daily_rate", "use season.method: daily_rate instead"),
        "note",
    )


def _missing(year: FiscalYear, names: Sequence[str]) -> Problem:
    return _season_problem(
        "SEASON-missing-month",
        Text("{year}缺 {months} 的订单，这一年不算", "{year} has no orders in {months}: the year is left out").format(
            year=year.title, months=", ".join(names)
        ),
        Text("补上这些月份的订单", "add the orders of these months"),
    )


def _negative(year: FiscalYear, names: Sequence[str]) -> Problem:
    return _season_problem(
        "SEASON-negative-month",
        Text("{year} {months} 净额为负，按 0 算", "{year}: {months} net to less than 0 and count as 0").format(
            year=year.title, months=", ".join(names)
        ),
        Text("看看这些月份的退货是否记对", "check the returns of these months"),
    )


def _unstable(
    amounts: Sequence[Year], shares: Sequence[Fraction], year: FiscalYear, settings: SeasonParameters
) -> list[Problem]:
    """One warning that names the months whose shares differ by more than the limit between years."""
    by_month = zip(*[[Fraction(amount, sum(past)) for amount in past] for past in amounts], strict=True)
    shaky = [
        month.first
        for month, column, mean in zip(year.months, by_month, shares, strict=True)
        if max(column) - min(column) > Fraction(settings.unstable) * mean
    ]
    if not shaky:
        return []
    what = Text("这些月份各年占比差别大：{months}", "the shares of these months differ much between years: {months}")
    fix = Text(
        "看看这些月份有没有一次性的大单，或改用 basis: workdays",
        "check these months for one-off orders, or set basis: workdays",
    )
    if year.weeks is not None:
        fix = Text(
            "看看有没有一次性的大单；春节前后可用 season.method: daily_rate",
            "check for one-off orders; around Spring Festival try season.method: daily_rate",
        )
    elif not _SPRING.isdisjoint(day.month for day in shaky):
        fix = Text(
            "春节月份可用 season.method: daily_rate 或 merge_spring: yes",
            "around Spring Festival try season.method: daily_rate or merge_spring: yes",
        )
    return [_season_problem("SEASON-unstable", what.format(months=_month_names(shaky, year)), fix)]
