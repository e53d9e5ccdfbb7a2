"""Outlier months that the season is to be taken without (methods.md 2.3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from salesplan.errors import Place, Problem
from salesplan.model.period import FiscalYear
from salesplan.text import Text

Amount = int | Fraction
Year = Sequence[Amount]
"""The amounts of one year, period by period."""


def without_outliers(
    years: Sequence[FiscalYear], amounts: Sequence[Year], excluded: Collection[str]
) -> tuple[list[FiscalYear], list[Year], list[Problem]]:
    """The years with each excluded month at what it is in the other years, in proportion to the undisputed months.

    The undisputed months are those excluded in no year. A year of which more than half the months are excluded is left
    out. A month that every year excludes cannot be replaced and stays as it is; one that lies in no full year has no
    effect: both are said.
    """
    if not excluded:
        return list(years), list(amounts), []
    kept = [i for i, year in enumerate(years) if 2 * len(_out(year, excluded)) <= len(year.months)]
    told = {name for year in years for name in year.month_names}
    problems = [_left_out(year) for i, year in enumerate(years) if kept and i not in kept]
    years, amounts = [years[i] for i in kept] or list(years), [amounts[i] for i in kept] or list(amounts)
    out = [_out(year, excluded) for year in years]
    lost = {month for month in range(len(amounts[0])) if all(month in each for each in out)}
    clean = [month for month in range(len(amounts[0])) if not any(month in each for each in out)]
    if not all(sum(year[month] for month in clean) for year in amounts):
        lost = set(range(len(amounts[0])))
    found = [_replaced(i, amounts, out, clean, lost) for i in range(len(years))]
    strange = sorted(set(excluded) - told)
    names = [years[i].month_names[month] for i, each in enumerate(out) for month in sorted(each & lost)]
    problems += [_no_effect(strange)] if strange else []
    return years, found, [*problems, *([_in_every_year(names)] if names else [])]


def _out(year: FiscalYear, excluded: Collection[str]) -> set[int]:
    """The months of a year that are excluded, by their position."""
    return {i for i, name in enumerate(year.month_names) if name in excluded}


def _replaced(at: int, amounts: Sequence[Year], out: Sequence[set[int]], clean: list[int], lost: set[int]) -> Year:
    """One year with its excluded months as the other years have them."""
    return [
        _usual(month, amounts, out, clean) * _together(amounts[at], clean) if month in out[at] - lost else amount
        for month, amount in enumerate(amounts[at])
    ]


def _usual(month: int, amounts: Sequence[Year], out: Sequence[set[int]], clean: list[int]) -> Fraction:
    """What a month is for one yuan of the undisputed months, on average over the years that do not exclude it."""
    rates = [
        Fraction(year[month]) / _together(year, clean)
        for year, each in zip(amounts, out, strict=True)
        if month not in each
    ]
    return sum(rates, Fraction(0)) / len(rates)


def _together(year: Year, months: Sequence[int]) -> Fraction:
    return sum((Fraction(year[month]) for month in months), Fraction(0))


def _problem(what: Text, fix: Text, value: str) -> Problem:
    return Problem("SEASON-exclude", "warning", what, fix, Place(key="parameters.season.exclude"), value)


def _left_out(year: FiscalYear) -> Problem:
    what = Text("{year}排除的月份超过一半，这一年不算", "more than half of {year} is excluded: the year is left out")
    fix = Text("不是有意的就少排除几个月", "exclude fewer months unless this is meant")
    return _problem(what.format(year=year.title), fix, str(year.number))


def _no_effect(names: Sequence[str]) -> Problem:
    listed = ", ".join(names)
    what = Text("{months} 不在用来算季节的完整年度里", "no full year that the season is taken from has {months}")
    return _problem(
        what.format(months=listed), Text("去掉它，或改成别的月份", "drop it, or name another month"), listed
    )


def _in_every_year(names: Sequence[str]) -> Problem:
    listed = ", ".join(names)
    what = Text(
        "{months} 没有别的年份可以代替，还是照算", "no other year can stand in for {months}: counted as they are"
    )
    fix = Text("补上别的年份的订单，或去掉它们", "add orders of another year, or drop them")
    return _problem(what.format(months=listed), fix, listed)
