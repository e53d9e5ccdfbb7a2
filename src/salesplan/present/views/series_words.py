"""What the pages about sales over time have in common: names of parts, periods, figures of a measure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from salesplan.compute.sales.dimensions import LABELS as SIDES
from salesplan.model.plan.levels import LEVELS
from salesplan.model.plan.metrics import COUNTS, metric_shown
from salesplan.model.table import Value
from salesplan.present.blocks import Head, Screen
from salesplan.present.numbers import NOTHING, decimal
from salesplan.present.safe import cut
from salesplan.present.views.target_words import page_amount
from salesplan.present.words import listed
from salesplan.text import Text

LONGEST = 20
"""Columns that the name of a part may take."""
SMALL = 100
"""A slope below this is shown with decimals."""
PARTS: dict[str, Text] = {
    "total": Text("合计", "Total"),
    "member": Text("一项", "Part"),
    "others": Text("其余", "Others"),
    "blank": Text("没填", "Not given"),
}
DIRECTIONS: dict[str, Text] = {
    "up": Text("上升", "rising"),
    "down": Text("下降", "falling"),
    "flat": Text("平稳", "level"),
}
EACH: dict[str, Text] = {
    "week": Text("周", "week"),
    "month": Text("月", "month"),
    "quarter": Text("季度", "quarter"),
    "year": Text("年", "year"),
}
"""One period inside a sentence."""


def figure(value: Value, metric: str, screen: Screen) -> str:
    """An amount in the unit of the page; what is counted in pieces as a whole number."""
    if not isinstance(value, Decimal):
        return NOTHING
    return decimal(value, 0) if metric in COUNTS else page_amount(value, screen)


def slope_figure(value: Value, metric: str, screen: Screen) -> str:
    """The same for what a period adds: with two decimals where it is so small that it would read 0 or nearly so."""
    small = isinstance(value, Decimal) and abs(value) < SMALL and value != value.to_integral_value()
    return decimal(value, 2) if small and isinstance(value, Decimal) else figure(value, metric, screen)


def part_name(part: str, name: str, parts: int, screen: Screen) -> str:
    """What a part is called in the first column of a table."""
    if part == "member":
        return name if screen.whole or screen.all_rows else cut(name, LONGEST)
    if part == "others":
        return str(Text("其余 {n} 个", "{n} others").format(n=parts))
    return str(PARTS[part])


def scope(metric: str, only: Sequence[str] = ()) -> Text:
    """``销售额``, ``销售额（region=华东）``: what is looked at."""
    told = Text("{metric}{only}", "{metric}{only}")
    filters = Text("（只看 {only}）", " ({only} only)").format(only=listed(list(only))) if only else ""
    return told.format(metric=metric_shown(metric), only=filters)


def side_head(side: str | None) -> Head:
    """The head of the column of parts."""
    word = side or ""
    return Head({**SIDES, **LEVELS}.get(word, Text("", "")), shrink=True)
