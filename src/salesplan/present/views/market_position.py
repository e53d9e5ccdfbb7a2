"""How position and promise look: where the price puts us, the value sentence, each feature with its benefit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salesplan.compute.market.position_page import PositionSummary
from salesplan.compute.plan.rules.position import LEVELS, NO_INDEX
from salesplan.compute.plan.rules.value import SLOT_NAMES
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import NOTHING, decimal, exact, percent
from salesplan.present.sections import page_end, plan_heading
from salesplan.present.view import View
from salesplan.text import Text

BASES: dict[str, Text] = {
    "given": Text("计划里写的", "given by the plan"),
    "rivals": Text("对手价格按份额加权", "rivals' prices weighted by their shares"),
}
SENTENCE = Text(
    "面向{segment}，解决“{need}”：用{product}，{benefit}。不像{unlike}，我们{difference}。凭据：{proof}。",
    "For {segment} who need {need}, {product} brings {benefit}. Unlike {unlike}, {difference}. Proof: {proof}.",
)
"""The value sentence with its seven slots."""
EMPTY = Text("【缺：{name}】", "[missing: {name}]")


def blocks(result: Result[PositionSummary], screen: Screen) -> Iterator[Block]:
    """The page: the position first, then the promise, then the features."""
    s = result.summary
    yield plan_heading(VIEW.title, result)
    yield Blank()
    yield from _position(s)
    if s.rivals or s.price is not None:
        yield Blank()
        yield _prices(s)
    yield Blank()
    yield Line(Text("价值主张", "Value sentence"), "strong")
    yield Line(value_sentence(s), wrap=True) if s.has_value else _none("value")
    yield Blank()
    yield Line(Text("特点 → 优点 → 好处", "Feature → advantage → benefit"), "strong")
    for row in result.rows.records():
        yield Line(f"  {_feature(row)}", "" if row["complete"] else "bad", wrap=True)
    if not len(result.rows):
        yield _none("fab")
    yield from page_end(result, screen)


def _none(key: str) -> Line:
    return Line(Text("  还没写（market.{key}）", "  not written yet (market.{key})").format(key=key), "dim")


def _position(s: PositionSummary) -> Iterator[Block]:
    """The price index and what it says, beside what the plan declares."""
    if s.why_none is not None:
        told = Text("价格指数算不出：{why}", "there is no price index: {why}").format(why=NO_INDEX[s.why_none])
        yield Line(told, "warn")
        if s.declared is not None:
            yield Line(Text("计划里的定位：{level}", "declared: {level}").format(level=LEVELS[s.declared]))
        return
    told = Text("价格指数 {index}：{level}", "price index {index}: {level}")
    yield Line(told.format(index=decimal(s.index, 2), level=LEVELS[s.position or ""]), "strong")
    told = Text("我们 {price} ÷ 市场 {market}（{basis}）", "ours {price} over the market's {market} ({basis})")
    words = {"price": exact(s.price), "market": exact(s.market_price), "basis": BASES[s.basis or ""]}
    yield Line(told.format(**words), "dim")
    if s.declared is None:
        yield Line(Text("计划里没写定位（declared）", "the plan declares no position"), "dim")
    elif s.agrees:
        yield Line(Text("✓ 和计划说的一致", "✓ as declared in the plan"), "good")
    else:
        no = Text("✗ 计划说是{level}，对不上", "✗ the plan declares {level}: they differ")
        yield Line(no.format(level=LEVELS[s.declared]), "bad")


def _prices(s: PositionSummary) -> Grid:
    """Ours and each rival's price, the dearest first."""
    heads = (
        Head(Text("名称", "Name"), shrink=True),
        Head(Text("价格", "Price"), "right"),
        Head(Text("市场份额", "Market share"), "right"),
        Head(Text("价格指数", "Price index"), "right"),
        Head(""),
    )
    ours = (Cell(Text("我们", "ourselves"), "strong"), exact(s.price), "", decimal(s.index, 2), "")
    rows: list[tuple[bool, object, tuple[Content, ...]]] = [(s.price is None, -(s.price or 0), ours)]
    for rival in s.rivals:
        note = "" if rival.counts or s.basis == "given" else _uncounted(known=rival.price is not None)
        shown = (rival.name, exact(rival.price), percent(rival.share), decimal(rival.index, 2), note)
        rows.append((rival.price is None, -(rival.price or 0), shown))
    return Grid(heads, tuple(row for _, _, row in sorted(rows, key=lambda row: row[:2])))


def _uncounted(*, known: bool) -> Cell:
    told = Text("没有份额，不计入均价", "no share: not in the market price")
    unknown = Text("没有价格，不计入均价", "no price: not in the market price")
    return Cell(told if known else unknown, "dim")


def value_sentence(s: PositionSummary) -> Text:
    """The seven slots as one sentence; what is missing is marked."""
    return SENTENCE.format(**{key: _slot(key, s.slots) for key in SLOT_NAMES})


def _slot(key: str, slots: Mapping[str, str | None]) -> Text | str:
    return slots[key] or EMPTY.format(name=SLOT_NAMES[key])


def _feature(row: Mapping[str, Value]) -> str:
    """``24小时到场 → 当天有人 → 停产不过夜``; a missing advantage is passed over, a missing benefit marked."""
    missing = EMPTY.format(name=Text("好处", "benefit"))
    parts = [row["feature"], *([row["advantage"]] if row["advantage"] else []), row["benefit"] or missing]
    return " → ".join(str(part or NOTHING) for part in parts)


VIEW = View(
    title=Text("定位和价值主张", "Position and promise"),
    columns={
        "feature": Text("特点", "Feature"),
        "advantage": Text("优点", "Advantage"),
        "benefit": Text("好处", "Benefit"),
        "length": Text("最长一句的字数", "Longest line"),
        "complete": Text("有好处", "Has a benefit"),
    },
    labels={"basis": BASES, "position": LEVELS, "declared": LEVELS, "why_none": NO_INDEX, "slots": SLOT_NAMES},
    figures={
        "price": Text("我们的价格", "Our price"),
        "market_price": Text("市场均价", "Market price"),
        "basis": Text("均价怎么来", "Where the market price comes from"),
        "index": Text("价格指数", "Price index"),
        "position": Text("按价格的定位", "Position by price"),
        "declared": Text("计划里的定位", "Declared position"),
        "agrees": Text("两者一致", "They agree"),
        "why_none": Text("没有指数的原因", "Why there is no index"),
        "rivals": Text("竞争对手", "Rivals"),
        "name": Text("名称", "Name"),
        "share": Text("市场份额", "Market share"),
        "counts": Text("计入均价", "In the market price"),
        "has_value": Text("写了价值主张", "Has a value sentence"),
        "slots": Text("价值主张七格", "Slots of the value sentence"),
        "empty": Text("空着的", "Empty slots"),
        "longest": Text("最长一句的字数", "Longest line"),
    },
    whole=True,
    blocks=blocks,
)
