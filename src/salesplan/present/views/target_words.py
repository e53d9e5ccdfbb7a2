"""What the pages about targets have in common: names, amounts, differences, rows indented by level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from salesplan.model.period import FiscalYear
from salesplan.model.plan.levels import BASES, LEVELS, level_shown
from salesplan.model.plan.metrics import metric_shown
from salesplan.model.table import Value
from salesplan.present.blocks import Cell, Grid, Screen
from salesplan.present.numbers import NOTHING, amount, decimal, exact, percent
from salesplan.present.safe import width_of
from salesplan.present.words import listed
from salesplan.text import Text


def target_name(entry: str, metric: str) -> Text:
    """``销售额``, or ``regions 销售额`` where the id of the entry says more than its metric."""
    shown = metric_shown(metric)
    name = Text("{id} {metric}", "{id} {metric}")
    if entry == metric:
        name = Text("{metric}", "{metric}")
    elif entry in (shown.in_("zh"), shown.in_("zh-Hant")):
        name = Text("{metric}", "{id} {metric}")
    elif entry == shown.in_("en"):
        name = Text("{id} {metric}", "{metric}")
    return name.format(id=entry, metric=shown)


def target_amount(value: Value, screen: Screen) -> str:
    """An amount to its last digit unless a unit was asked for; nothing where there is none."""
    if not isinstance(value, Decimal):
        return ""
    return amount(value, screen.unit) if screen.unit_given else exact(value)


def page_amount(value: Value, screen: Screen) -> str:
    """An amount in the unit of the page; without a unit to the yuan, unless cents were asked for."""
    if not isinstance(value, Decimal):
        return NOTHING
    return amount(value, screen.unit) if screen.unit.power or screen.unit_given else decimal(value, 0)


def signed_amount(value: Value, screen: Screen) -> str:
    """The same with a plus where it is above 0."""
    return _plus(value) + target_amount(value, screen)


def change_shown(value: Value) -> str:
    """A change as a percentage with its sign: 0.05 is ``+5.0%``; nothing where there is none."""
    return _plus(value) + percent(value) if isinstance(value, Decimal) else ""


def _plus(value: Value) -> str:
    return "+" if isinstance(value, Decimal) and value > 0 else ""


def indented(level: str, name: str, by: Sequence[str]) -> str:
    """A row's name under that of the level above it; the total is called that."""
    return str(LEVELS["total"]) if level == "total" else "  " * by.index(level) + name


def bases_shown(basis: Mapping[str, str], *, weeks: bool) -> Text:
    """``依据：季度 平均、月份 工作日``; ``weeks``: the year has periods of weeks for months."""
    parts = [f"{level_shown(level, weeks=weeks)} {BASES.get(each, each)}" for level, each in basis.items()]
    return Text("依据：{basis}", "basis: {basis}").format(basis=listed(parts))


def years_shown(years: Sequence[int], year: FiscalYear) -> Text:
    """``2024-2025 年``, ``2027 财年``, ``FY 2027``: the first and the last of some years, as the plan's are called."""
    return year.titled("-".join(str(y) for y in dict.fromkeys((min(years), max(years)))))


def origins_shown(season: Sequence[int], history: Sequence[int], year: FiscalYear) -> list[str]:
    """``季节取自 2023-2025 年``, ``历史取自 2025 年``: the years that targets rest on, as far as there are some."""
    parts = []
    if season:
        parts.append(str(Text("季节取自 {years}", "season of {years}").format(years=years_shown(season, year))))
    if history:
        parts.append(str(Text("历史取自 {years}", "history of {years}").format(years=years_shown(history, year))))
    return parts


def width_needed(table: Grid) -> int:
    """The columns of a page that a table takes."""
    lines = [tuple(head.text for head in table.heads), *table.rows]
    shown = [[str(cell.text if isinstance(cell, Cell) else cell) for cell in line] for line in lines]
    return sum(max(width_of(line[at]) for line in shown) + 2 for at in range(len(table.heads)))
