"""How price, volume and mix look: what did it, the waterfall, the products behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.compute.sales.pvm import EFFECTS, PvmSummary, effects_of
from salesplan.compute.sales.spans import Spans
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import as_decimal, decimal, exact
from salesplan.present.sections import more_lines, page_end, page_start
from salesplan.present.view import View
from salesplan.present.views.sales_parts import (
    AGAINST,
    SIDE_TITLES,
    SPAN_FIGURES,
    contributor_blocks,
    days_line,
    moved,
    name_of,
    span_name,
    tone_of,
)
from salesplan.present.waterfall import Step, signed, waterfall
from salesplan.text import Text

SHOWN = 12
"""Products that are shown unless all are asked for."""
WORDS = {
    "price": Text("价格", "price"),
    "volume": Text("数量", "volume"),
    "mix": Text("结构", "mix"),
    "new": Text("对比期没卖的产品", "products not sold in the base period"),
    "lost": Text("本期没卖的产品", "products not sold in this period"),
    "returned": Text("退多于卖的", "returned more than sold"),
    "no_quantity": Text("没有数量，分不清", "unexplained: no quantity"),
}
FOLDED = Text("数量（含结构）", "volume with mix")
STEP_WORDS = {**WORDS, "volume_mix": FOLDED}
"""The bars between base and now."""
STATUS = {
    "common": Text("前后都卖", "in both"),
    "new": Text("新", "new"),
    "lost": Text("本期没卖", "not now"),
    "returned": Text("退多于卖", "returned"),
    "no_quantity": Text("没有数量", "no quantity"),
}
COLUMNS = {
    **SIDE_TITLES,
    "product_status": Text("情况", "Status"),
    "base": Text("对比期", "Base"),
    "now": Text("本期", "Now"),
    "change": Text("变动", "Change"),
    "share_of_change": Text("占变动", "Of change"),
    "quantity0": Text("对比期数量", "Quantity then"),
    "quantity1": Text("本期数量", "Quantity now"),
    "price0": Text("对比期均价", "Price then"),
    "price1": Text("本期均价", "Price now"),
    "price_effect": Text("价格影响", "Price effect"),
    "volume_effect": Text("数量影响", "Volume effect"),
    "mix_effect": Text("结构影响", "Mix effect"),
    "new_effect": Text("对比期没卖", "Not sold before"),
    "lost_effect": Text("本期没卖", "Not sold now"),
    "returned_effect": Text("退多于卖", "Returned"),
    "no_quantity_effect": Text("没有数量", "No quantity"),
}
FIGURES = {
    **SPAN_FIGURES,
    **WORDS,
    "by": Text("按", "By"),
    "quantity0": Text("对比期数量", "Quantity then"),
    "quantity1": Text("本期数量", "Quantity now"),
    "folded": Text("结构并入数量", "Mix within volume"),
    "mixed_units": Text("计量单位", "Units of measure"),
    "products": Text("产品数", "Products"),
}
Row = dict[str, Value]


def blocks(result: Result[PvmSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    screen = screen.fitting((s.base, s.now))
    yield from page_start(VIEW.title, result, screen)
    yield from _conclusion(result, screen)
    yield days_line(s.spans)
    yield waterfall(_steps(s), screen)
    yield from _products(result, screen)
    yield from contributor_blocks([each for each in s.contributors if each.side != s.by], screen)
    yield from page_end(result, screen)


def _steps(s: PvmSummary) -> list[Step]:
    """The bars: both totals and the effects between them, those of nothing left out."""
    steps = [
        Step(STEP_WORDS[name], value, share=value / s.change if s.change else None) for name, value in effects_of(s)
    ]
    return [Step(AGAINST[s.spans.against], s.base, level=True), *steps, Step(Text("本期", "now"), s.now, level=True)]


def most_told(
    spans: Spans, change: tuple[Decimal, Decimal | None], effects: Sequence[tuple[str, Decimal]], screen: Screen
) -> Text:
    """How sales changed (the amount and the rate), and what did most of it."""
    told = Text("{name}销售额比{against}{moved}", "{name}: sales {moved} on {against}").format(
        name=span_name(spans), against=AGAINST[spans.against], moved=moved(*change, screen)
    )
    most, amount = max(effects, key=lambda effect: abs(effect[1]), default=("", Decimal(0)))
    if not amount:
        return told
    return Text("{told}，主要因为{effect}（{amount}）", "{told}, most of it {effect} ({amount})").format(
        told=told, effect=STEP_WORDS[most], amount=signed(amount, screen.unit)
    )


def _conclusion(result: Result[PvmSummary], screen: Screen) -> Iterator[Block]:
    """What happened, what did most of it, and which products to look at."""
    s = result.summary
    told = most_told(s.spans, (s.change, s.change_rate), effects_of(s), screen)
    yield Line(told, tone_of(s.change), wrap=True)
    for key, text in (
        ("price_effect", Text("降价最伤的：{rows}", "Hurt most by lower prices: {rows}")),
        ("mix_effect", Text("结构上最拖后腿的：{rows}", "Hurt most by the mix: {rows}")),
        ("lost_effect", Text("本期没卖、少得最多的：{rows}", "Missing most, not sold in this period: {rows}")),
    ):
        worst = [row for row in result.rows.records() if (as_decimal(row[key]) or 0) < 0]
        worst.sort(key=lambda row: (as_decimal(row[key]) or 0, str(row[s.by])))
        if worst:
            rows = str(Text("、", ", ")).join(_told(row, s.by, key, screen) for row in worst[:3])
            yield Line(text.format(rows=rows), wrap=True)


def _told(row: Row, by: str, key: str, screen: Screen) -> str:
    """A product with its effect, and where that is the price, from what to what it went."""
    name, effect = name_of(str(row[by]) if row[by] is not None else None), signed(as_decimal(row[key]), screen.unit)
    if key != "price_effect":
        return f"{name} {effect}"
    told = Text("{name} {effect}（均价 {then} → {now}）", "{name} {effect} (price {then} → {now})")
    then, now = (decimal(as_decimal(row[each]), 2) for each in ("price0", "price1"))
    return str(told.format(name=name, effect=effect, then=then, now=now))


def _products(result: Result[PvmSummary], screen: Screen) -> Iterator[Block]:
    """The products, the largest change first."""
    s = result.summary
    rows = list(result.rows.records())
    shown = rows if screen.all_rows else rows[:SHOWN]
    yield Blank()
    heads = (
        Head(SIDE_TITLES[s.by], shrink=True),
        Head(Text("变动", "Change"), "right"),
        Head(Text("价格", "Price"), "right"),
        Head(FOLDED if s.folded else Text("数量", "Volume"), "right"),
        *([] if s.folded else [Head(Text("结构", "Mix"), "right")]),
        *([Head(Text("其他", "Other"), "right")] if _with_other(s) else []),
        Head(Text("数量 前→后", "Quantity"), "right"),
        Head(Text("均价 前→后", "Price"), "right"),
        Head(Text("情况", "Status")),
    )
    yield Grid(heads, tuple(_row(row, s, screen) for row in shown))
    yield from more_lines(len(rows) - len(shown), Text("个", "more"))
    yield from _volume_told(s)


def _volume_told(s: PvmSummary) -> Iterator[Line]:
    """Why one that sold fewer pieces may have volume above 0."""
    if s.folded or not s.volume or s.quantity0 is None or s.quantity1 is None:
        return
    told = Text(
        "数量：按总数量 {then} → {now}、各自占比不变算；自己占比的变化算在结构里，所以卖少了数量也可能是正的",
        "Volume: all pieces {then} → {now} at the shares of then; a change of its own share is mix, so that one that "
        "sold fewer may have volume above 0",
    )
    yield Line(told.format(then=exact(s.quantity0), now=exact(s.quantity1)), "dim", wrap=True)


def _with_other(s: PvmSummary) -> bool:
    """Whether any product has more than price, volume and mix."""
    return any(getattr(s, name) for name in EFFECTS[3:])


def _row(row: Row, s: PvmSummary, screen: Screen) -> tuple[Content, ...]:
    other = sum((as_decimal(row[f"{name}_effect"]) or Decimal(0) for name in EFFECTS[3:]), Decimal(0))
    effects = ("price_effect", "volume_effect") if s.folded else ("price_effect", "volume_effect", "mix_effect")
    pieces = f"{exact(as_decimal(row['quantity0'])) or '–'}→{exact(as_decimal(row['quantity1'])) or '–'}"
    prices = f"{decimal(as_decimal(row['price0']), 0)}→{decimal(as_decimal(row['price1']), 0)}"
    return (
        name_of(str(row[s.by]) if row[s.by] is not None else None),
        signed(as_decimal(row["change"]), screen.unit),
        *(signed(as_decimal(row[key]), screen.unit) for key in effects),
        *([signed(other, screen.unit) if other else ""] if _with_other(s) else []),
        pieces,
        prices,
        STATUS[str(row["product_status"])],
    )


VIEW = View(
    title=Text("量价拆解", "Price, volume, mix"),
    columns=COLUMNS,
    labels={"product_status": STATUS, "by": SIDE_TITLES},
    figures=FIGURES,
    whole=True,
    blocks=blocks,
)
