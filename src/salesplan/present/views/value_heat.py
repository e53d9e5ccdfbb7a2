"""The heat map of recency by frequency, and the limits that scores and types were decided by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.customers.worth.value import HeatCell, ValueSummary
from salesplan.present.blocks import Blank, Block, Grid, Head, Line, Screen
from salesplan.present.numbers import Unit, amount, decimal, integer
from salesplan.present.views import value_words as words
from salesplan.present.words import listed
from salesplan.text import Text

SHADES = "░▒▓█"
"""A quarter, half, three quarters, all of the largest cell's amount."""
WIDE = Decimal(10_000_000)
"""From this on the cells of the heat map are told without decimals, and in thousands where the unit is 1."""


def with_unit(total: Decimal | None, screen: Screen) -> Screen:
    """Small amounts in single units; large ones without cents."""
    fitting = screen.fitting((total,))
    if screen.unit_given or fitting is not screen or screen.unit.power:
        return fitting
    return replace(screen, unit=replace(screen.unit, decimals=0))


def heat_blocks(s: ValueSummary, screen: Screen) -> Iterator[Block]:
    """Recency down, frequency across; in each cell a shade by its amount, the amount, and how many customers."""
    if not s.heat:
        return
    cells = {(cell.recency_score, cell.frequency_score): cell for cell in s.heat}
    rows = sorted({cell.recency_score for cell in s.heat}, reverse=True)
    columns = sorted({cell.frequency_score for cell in s.heat})
    largest = max((abs(cell.amount or Decimal(0)) for cell in s.heat), default=Decimal(0))
    unit = _unit(largest, screen)
    heads = (
        Head(Text("最近一单 ↓  订单数 →", "Last order ↓  orders →")),
        *(Head(_frequency(s, score), "right") for score in columns),
    )
    yield Blank()
    yield Line(Text("最近 × 频率（金额和家数）", "Recency by frequency: amount and customers"), "strong")
    body = (
        (_recency(s, score), *(_cell(cells.get((score, other)), largest, unit) for other in columns)) for score in rows
    )
    yield Grid(heads, tuple(body))


def _unit(largest: Decimal, screen: Screen) -> Unit:
    if screen.unit.power == 0 and not screen.unit_given and largest >= WIDE / 100:
        return Unit(3, "k", 0)
    return replace(screen.unit, decimals=0) if largest >= WIDE else screen.unit


def _cell(cell: HeatCell | None, largest: Decimal, unit: Unit) -> str:
    if cell is None:
        return "·"
    if cell.amount is None:
        return integer(cell.customers)
    part = 4 * cell.amount / largest if largest and cell.amount > 0 else Decimal(0)
    shade = SHADES[min(3, int(part))] if part else " "
    return f"{shade} {amount(cell.amount, unit)} ({integer(cell.customers)})"


def _recency(s: ValueSummary, score: int) -> str:
    return recency_label(s.rfm_cuts.get("recency", ()), score)


def recency_label(cuts: Sequence[Decimal], score: int) -> str:
    """``R5 ≤20``: the score with its days."""
    if not cuts:
        return f"R{score}"
    days = f"≤{decimal(cuts[score - 2], 0)}" if score > 1 else f">{decimal(cuts[0], 0)}"
    return str(Text("R{score} {days} 天", "R{score} {days} days").format(score=score, days=days))


def _frequency(s: ValueSummary, score: int) -> str:
    return frequency_label(s.rfm_cuts.get("frequency", ()), score)


def frequency_label(cuts: Sequence[Decimal], score: int) -> str:
    """``F5 ≥9``: the score with its orders."""
    if not cuts:
        return f"F{score}"
    orders = f"≥{decimal(cuts[score - 2], 0)}" if score > 1 else f"<{decimal(cuts[0], 0)}"
    return str(Text("F{score} {orders} 单", "F{score} {orders}").format(score=score, orders=orders))


def limits_lines(s: ValueSummary, screen: Screen) -> Iterator[Block]:
    """From which value on each point is given, and where good begins for the eight types."""
    parts = [str(_points(measure, cuts, screen)) for measure, cuts in s.rfm_cuts.items() if cuts]
    told = Text("打分（{how}，{n} 家）：{parts}", "scores by {how} of {n} customers: {parts}")
    if parts:
        line = told.format(how=words.SCORES[s.scores], n=integer(s.scored), parts=listed(parts))
        yield Line(line, "dim", wrap=True)
    splits = {m: s.rfm_splits[m] for m in ("recency", "frequency", "monetary") if m in s.rfm_splits}
    if s.by_rfm_type and len(splits) == 3:  # noqa: PLR2004 - the three measures of the types
        split = Text(
            "八类的分界（{split}）：最近一单 ≤{days} 天、订单 ≥{orders} 单、金额 ≥{amount} 算高",
            "types, {split}: good is a last order {days} days ago or less, {orders} orders or more, {amount} or more",
        )
        days, orders = decimal(splits["recency"], 1), decimal(splits["frequency"], 1)
        shown = split.format(
            split=words.SPLITS[s.rfm_split], days=days, orders=orders, amount=amount(splits["monetary"], screen.unit)
        )
        yield Line(shown, "dim", wrap=True)


def _points(measure: str, cuts: Sequence[Decimal], screen: Screen) -> Text:
    """``R ≤200/120/60/20 天``: what it takes for 2, 3, 4 and 5 points."""
    shown = [amount(cut, screen.unit) if measure == "monetary" else decimal(cut, 0) for cut in cuts]
    sentences = {
        "recency": Text("R ≤{cuts} 天", "R ≤{cuts} days"),
        "frequency": Text("F ≥{cuts} 单", "F ≥{cuts} orders"),
        "monetary": Text("M ≥{cuts}", "M ≥{cuts}"),
        "interactions": Text("I ≥{cuts} 次", "I ≥{cuts} contacts"),
    }
    return sentences[measure].format(cuts="/".join(shown))
