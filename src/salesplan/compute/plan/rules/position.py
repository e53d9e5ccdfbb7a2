"""Position: the price stands where the plan says that we stand (methods.md 6.5)."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.market.position import standing_of
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.text import Text

LEVELS: dict[str, Text] = {
    "high": Text("高端", "high-end"),
    "mid": Text("中端", "mid-range"),
    "low": Text("低端", "low-end"),
}
"""What positions are called."""
NO_INDEX: dict[str, Text] = {
    "no_price": Text("没有我们的价格", "our price is missing"),
    "price_zero": Text("我们的价格是 0", "our price is 0"),
    "no_market_price": Text(
        "没有市场均价，也没有同时写了价格和份额的对手", "there is no market price, nor a rival with price and share"
    ),
    "market_price_zero": Text("市场均价是 0", "the market price is 0"),
}
"""Why there is no price index."""


@rule(
    "POS-W01",
    "warning",
    title=Text(
        "说是{declared}，价格指数 {index} 却是{found}", "declared {declared}, but a price index of {index} is {found}"
    ),
    why=Text(
        "价格就是定位：说高端卖低价，客户不信；说实惠卖高价，客户走人。",
        "The price says where one stands: customers do not believe a claim that the price contradicts.",
    ),
    fix=Text(
        "改 declared、改价格，或拿出让客户愿意多付的理由",
        "change declared or the price, or give the reason why customers pay more",
    ),
    source="methods.md 6.5",
    example=Example(
        "market:\n  position: {declared: 中端, price: 130, market_price: 100}  # <- POS-W01",
        "market:\n  position: {declared: 高端, price: 130, market_price: 100}",
    ),
)
def declared_is_true(facts: Facts) -> Iterator[Hit]:
    """The declared position is that of the price index."""
    told = facts.plan.market.position
    found = standing_of(facts.plan.market, facts.plan.parameters.position)
    if told is None or told.declared is None or found.position is None or told.declared == found.position:
        return
    words = {"declared": LEVELS[told.declared], "index": found.shown_index, "found": LEVELS[found.position]}
    yield Hit(("market", "position", "declared"), words, told.declared)


@rule(
    "POS-N02",
    "note",
    title=Text("定位没法核对：{why}", "the position cannot be compared with the price: {why}"),
    why=Text(
        "没有两个价格，就不知道我们在市场的哪一档。", "Without both prices nobody knows where in the market we stand."
    ),
    fix=Text(
        "写 market.position.price，和 market_price 或各对手的 price、share",
        "write market.position.price, and market_price or the rivals' price and share",
    ),
    source="methods.md 6.5",
    example=Example(
        "market:\n  position: {declared: 中端}  # <- POS-N02",
        "market:\n  position: {declared: 中端, price: 105}\n  competitors:\n  - {name: 甲, price: 100, share: 30%}",
    ),
)
def can_be_compared(facts: Facts) -> Iterator[Hit]:
    """A declared position has prices to compare it with."""
    told = facts.plan.market.position
    found = standing_of(facts.plan.market, facts.plan.parameters.position)
    if told is not None and told.declared is not None and found.why_none is not None:
        yield Hit(("market", "position"), {"why": NO_INDEX[found.why_none]})
