"""What regions, products, people sold in past years: the weights of a split by history (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import narwhals as nw

from salesplan.compute.targets.tree import key_of
from salesplan.errors import Place, Problem
from salesplan.model.period import FiscalYear, Period
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.table import scaled
from salesplan.text import Text

Names = tuple[str | None, ...]
Line = tuple[Names, Decimal]


@dataclass(frozen=True)
class History:
    """Net amounts by the levels that the orders know, summed over the full years that count.

    ``lines`` hold one name per level of ``levels`` (None where the order has none) and the amount.
    """

    levels: tuple[str, ...]
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    indexes: dict[tuple[int, ...], dict[Names, list[Line]]] = field(default_factory=dict, compare=False, repr=False)

    def below(self, level: str, outer: Mapping[str, str]) -> dict[str, Decimal]:
        """What each member of ``level`` sold with the given members of outer levels; empty when they sold nothing.

        Outer levels that the orders do not know are passed over.
        """
        at = self.levels.index(level)
        wanted = [(i, key_of(outer[name])) for i, name in enumerate(self.levels) if name in outer]
        found: dict[str, Decimal] = {}
        for names, amount in self._matching(tuple(wanted)):
            if (name := names[at]) is not None:
                found[name] = found.get(name, Decimal(0)) + amount
        return found

    def _matching(self, wanted: tuple[tuple[int, str], ...]) -> Sequence[Line]:
        if not wanted:
            return self.lines
        columns = tuple(i for i, _ in wanted)
        return self._index(columns).get(tuple(name for _, name in wanted), ())

    def _index(self, columns: tuple[int, ...]) -> dict[Names, list[Line]]:
        """The lines by the names in some columns, made once for each choice of columns."""
        if columns not in self.indexes:
            made = self.indexes[columns] = {}
            for line in self.lines:
                made.setdefault(tuple(line[0][i] for i in columns), []).append(line)
        return self.indexes[columns]


def text_fields(orders: Records | None) -> tuple[str, ...]:
    """The fields of the orders that can be a level: those of text."""
    if orders is None:
        return ()
    schema = orders.frame.schema
    return tuple(name for name, kind in schema.items() if kind == nw.String and name not in (ROW, SOURCE))


def history_of(
    orders: Records, amount: str, levels: tuple[str, ...], year: FiscalYear, as_of: date, years: int
) -> tuple[History | None, list[Problem]]:
    """Sales of the last ``years`` full fiscal years before ``year`` that ended by ``as_of`` and have orders.

    None when there is no such year. Orders without a name in one of the levels are counted in a finding.
    """
    spans = _spans(orders, amount, year, as_of, years)
    if not spans:
        return None, []
    frame = orders.frame.select("date", amount, *levels).filter(~nw.col("date").is_null(), ~nw.col(amount).is_null())
    inside = nw.any_horizontal(
        *(nw.col("date").is_between(span.period.first, span.period.last) for span in spans), ignore_nulls=True
    )
    chosen = frame.filter(inside)
    sums = chosen.group_by(*levels).agg(nw.col(amount).sum(), nw.len().alias("orders"))
    scale = orders.scales.get(amount, 0)
    lines: dict[tuple[str | None, ...], Decimal] = {}
    for *names, total, _ in sums.select(*levels, amount, "orders").iter_rows():
        key = tuple(key_of(name) or None if name is not None else None for name in names)
        lines[key] = lines.get(key, Decimal(0)) + scaled(total, scale)
    ordered = sorted(lines.items(), key=lambda line: tuple(name or "" for name in line[0]))
    found = History(levels, tuple(span.number for span in spans), tuple(ordered))
    notes = [problem for level in levels if (problem := _unassigned(found, level)) is not None]
    return found, [*notes, *_old(found, year)]


def _spans(orders: Records, amount: str, year: FiscalYear, as_of: date, years: int) -> list[FiscalYear]:
    """The full years that count, newest first."""
    dates = orders.frame.select("date", amount).drop_nulls().get_column("date")
    if not len(dates):
        return []
    oldest, newest = dates.min(), dates.max()
    found: list[FiscalYear] = []
    past = year.before()
    while len(found) < years and past.period.last >= oldest:
        if past.period.last <= as_of and past.period.common(Period(oldest, newest)) is not None:
            found.append(past)
        past = past.before()
    return found


def _old(history: History, year: FiscalYear) -> list[Problem]:
    """A warning when the newest year that counts ended more than a year before the target year begins."""
    newest = history.years[0]
    if newest >= year.number - 2:
        return []
    what = Text("历史权重来自 {newest} 年，离 {year} 年太久", "the weights are of {newest}, long before {year}")
    fix = Text("补上近年的订单，或给 weights", "add newer orders, or give weights")
    filled = what.format(newest=newest, year=year.number)
    return [
        Problem("SPLIT-old-history", "warning", filled, fix, Place(key="parameters.split.history_years"), str(newest))
    ]


def _unassigned(history: History, level: str) -> Problem | None:
    at = history.levels.index(level)
    amount = sum((amount for names, amount in history.lines if names[at] is None), Decimal(0))
    if not any(names[at] is None for names, _ in history.lines):
        return None
    return Problem(
        "SPLIT-unassigned",
        "warning",
        Text(
            "有 {amount} 的订单没有写 {level}，不算进权重",
            "orders of {amount} name no {level} and do not count as a weight",
        ).format(amount=f"{amount:f}", level=level),
        Text("在订单里补上这一列", "fill this column of the orders"),
        Place(key=f"orders.{level}"),
        f"{amount:f}",
    )
