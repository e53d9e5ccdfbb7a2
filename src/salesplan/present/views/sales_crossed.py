"""The crossed table of a pivot: the first side down, the second across, as many columns as the page has room for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from salesplan.compute.sales.pivot import Group, PivotSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import as_decimal
from salesplan.present.safe import width_of
from salesplan.present.sections import more_lines
from salesplan.present.views.sales_parts import SIDE_TITLES, name_of
from salesplan.present.views.sales_pivot_words import SHOWN, Row, tone_of, value_of
from salesplan.present.waterfall import signed_percent
from salesplan.text import Text

GAP = 2
_NAMES, _LEAST = 24, 2
"""Columns that names may take before they are cut; columns shown at least."""
_TENTH = Decimal("0.1")
Cells = Mapping[str | None, Mapping[str | None, Row]]


def crossed(result: Result[PivotSummary], screen: Screen) -> Iterator[Block]:
    """A line a group of the first side, a column a group of the second, the totals of both."""
    s = result.summary
    groups, cells = _by_sides(result)
    shown = groups if screen.all_rows or len(groups) <= SHOWN + 1 else groups[:SHOWN]
    values = [number for by in cells.values() for row in by.values() if (number := _number(row[s.measure])) > 0]
    largest = max(values, default=Decimal(0))
    columns = [_column(each, shown, cells, s, screen, largest) for each in s.columns]
    ends = [_end(shown, s, screen), _rates(shown, s)]
    labels: list[Content] = [*(name_of(_key(row, s.by[0])) for row in shown), Text("合计", "Total")]
    kept = _fitting(columns, [labels, *ends], screen)
    names = [Head(name_of(each.name), "right") for each in s.columns[:kept]]
    totals = (Head(Text("合计", "Total"), "right"), Head(Text("同比", "Change"), "right"))
    heads = (Head(SIDE_TITLES[s.by[0]], shrink=True), *names, *totals)
    yield Grid(heads, tuple(zip(labels, *columns[:kept], *ends, strict=True)), total=True)
    told = Text(
        "颜色越深越大（░▒▓█）；↑ 比对比期多一成以上，↓ 少一成以上",
        "the darker the larger (░▒▓█); ↑ up by a tenth or more on the base, ↓ down",
    )
    yield Line(told, "dim")
    if kept < len(s.columns):
        more = Text("还有 {n} 列，写 -o 文件.xlsx 看全部", "{n} more columns: -o FILE.xlsx has them all")
        yield Line(more.format(n=len(s.columns) - kept), "dim")
    yield from more_lines(len(groups) - len(shown), Text("组", "more"))


def _by_sides(result: Result[PivotSummary]) -> tuple[list[Row], Cells]:
    """The rows of the first side, and the cells by both."""
    first, second = result.summary.by
    groups: list[Row] = []
    cells: dict[str | None, dict[str | None, Row]] = {}
    for row in result.rows.records():
        if row["level"] == "group":
            groups.append(row)
        else:
            cells.setdefault(_key(row, first), {})[_key(row, second)] = row
    return groups, cells


def _key(row: Row, side: str) -> str | None:
    return None if row[side] is None else str(row[side])


def _column(
    group: Group, shown: Sequence[Row], cells: Cells, s: PivotSummary, screen: Screen, largest: Decimal
) -> list[Content]:
    """The cells of a column, its total at the end."""
    found = [_heat(cells.get(_key(row, s.by[0]), {}).get(group.name), s, screen, largest) for row in shown]
    return [*found, f"{value_of(group.value, s.measure, screen)} "]


def _end(shown: Sequence[Row], s: PivotSummary, screen: Screen) -> list[Content]:
    rows: list[Content] = [value_of(row[s.measure], s.measure, screen) for row in shown]
    return [*rows, value_of(s.total, s.measure, screen)]


def _rates(shown: Sequence[Row], s: PivotSummary) -> list[Content]:
    rates = [*(as_decimal(row["yoy"]) for row in shown), s.yoy]
    return [Cell(signed_percent(rate), tone_of(rate)) for rate in rates]


def _fitting(columns: Sequence[Sequence[Content]], ends: Sequence[Sequence[Content]], screen: Screen) -> int:
    """How many columns the page has room for beside names and totals (``ends``)."""
    if screen.whole:
        return len(columns)
    room = screen.width - sum(min(_width(each), _NAMES) for each in ends)
    for kept, column in enumerate(columns):
        room -= _width(column)
        if room < 0:
            return max(kept, _LEAST)
    return len(columns)


def _width(column: Sequence[Content]) -> int:
    texts = [str(each.text) if isinstance(each, Cell) else str(each) for each in column]
    return max((width_of(text) for text in texts), default=0) + GAP


def _number(value: Value) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(value) if isinstance(value, int) else Decimal(0)


def _heat(row: Row | None, s: PivotSummary, screen: Screen, largest: Decimal) -> Content:
    """A cell: how large it is among all, its value, whether it grew or shrank by a tenth."""
    if row is None:
        return ""
    value, rate = _number(row[s.measure]), as_decimal(row["yoy"])
    step = int(value * 4 / largest) if largest and value > 0 else 0
    arrow = " " if rate is None or abs(rate) < _TENTH else "↑" if rate > 0 else "↓"
    told = f"{' ░▒▓█'[min(step, 4)]}{value_of(row[s.measure], s.measure, screen)}{arrow}"
    return Cell(told, tone_of(rate) if arrow != " " else "")
