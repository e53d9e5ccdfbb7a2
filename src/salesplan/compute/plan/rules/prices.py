"""Prices: between floor and ceiling, and resting on cost, demand and rivals (methods.md 6.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.strategy.prices import Basis, Priced, priced
from salesplan.model.figures import figure
from salesplan.model.near import repeated
from salesplan.model.plan.levels import in_a_row
from salesplan.model.plan.strategy import Price
from salesplan.text import Text

_GOOD = (
    "strategy:\n  prices:\n"
    "  - {product: 离心泵, price: 6800, cost: 4600, min_margin: 25%, value: 8200, rival: 6500, demand: 询价 120 家}"
)
_BASES: Mapping[Basis, Text] = {
    "cost": Text("成本（cost）", "cost (cost)"),
    "demand": Text("需求（value 或 demand）", "demand (value or demand)"),
    "rival": Text("竞争（rival）", "rivals (rival)"),
}


def _all(facts: Facts) -> Iterator[tuple[int, Price, Priced]]:
    for at, price in enumerate(facts.plan.strategy.prices):
        yield at, price, priced(price, facts.plan.parameters.price.ceiling)


@rule(
    "PRICE-F01",
    "error",
    title=Text(
        "“{product}”的价格 {price} 不高于成本 {cost}，卖一件亏一件",
        "the price of “{product}”, {price}, is not above its cost of {cost}: nothing is earned on it",
    ),
    why=Text(
        "不高于成本的价格，卖得越多亏得越多。",
        "At or below cost, the more is sold, the more is lost.",
    ),
    fix=Text("价格至少写到底价 {floor}，或降低成本", "raise the price to the floor of {floor}, or lower the cost"),
    source="methods.md 6.6",
    example=Example(
        "strategy:\n  prices:\n  - {product: 球阀, price: 850, cost: 860}  # <- PRICE-F01\n"
        "  - {product: 密封件, price: 320, cost: 320}  # <- PRICE-F01",
        _GOOD,
    ),
)
def above_cost(facts: Facts) -> Iterator[Hit]:
    """Every price is above its unit cost; one at cost earns nothing."""
    for at, price, found in _all(facts):
        if found.standing == "no_margin":
            told = {"product": price.product, **_amounts(price, found)}
            yield Hit(("strategy", "prices", at, "price"), told, _text(price.price))


@rule(
    "PRICE-W02",
    "warning",
    title=Text("“{product}”的价格 {price} {told}", "the price of “{product}”, {price}, is {told}"),
    why=Text(
        "低于底价赚不到该赚的；高于上限客户会去买别人的。",
        "Below the floor it does not earn what it must; above the ceiling customers go elsewhere.",
    ),
    fix=Text("{fix}", "{fix}"),
    source="methods.md 6.6",
    example=Example(
        "strategy:\n  prices:\n"
        "  - {product: 离心泵, price: 5700, cost: 4600, min_margin: 25%}  # <- PRICE-W02\n"
        "  - {product: 计量泵, price: 12001, rival: 10000}  # <- PRICE-W02\n"
        "  - {product: 球阀, price: 870, value: 860, rival: 10000}  # <- PRICE-W02",
        "strategy:\n  prices:\n  - {product: 离心泵, price: 5750, cost: 4600, min_margin: 25%}\n"
        "  - {product: 计量泵, price: 12000, rival: 10000}",
    ),
)
def between_floor_and_ceiling(facts: Facts) -> Iterator[Hit]:
    """Every price is at least its floor and at most its ceiling."""
    for at, price, found in _all(facts):
        if found.standing in ("below_floor", "above_ceiling"):
            told, fix = _outside(found)
            amounts = _amounts(price, found)
            words = {"product": price.product, **amounts, "told": told.format(**amounts), "fix": fix.format(**amounts)}
            yield Hit(("strategy", "prices", at, "price"), words, _text(price.price))


def _outside(found: Priced) -> tuple[Text, Text]:
    """On which side of its limits a price lies, and what to do."""
    if found.no_room:
        told = Text("没有空间：底价 {floor} 高过上限 {ceiling}", "without room: the floor, {floor}, is above {ceiling}")
        return told, Text("降低成本或 min_margin，或不卖它", "lower the cost or min_margin, or drop it")
    if found.standing == "below_floor":
        told = Text("低于底价 {floor}", "below its floor of {floor}")
        return told, Text("至少定到 {floor}，或降低成本", "set it to {floor} at least, or lower the cost")
    told = Text("高于上限 {ceiling}", "above its ceiling of {ceiling}")
    return told, Text("最多定到 {ceiling}，或让客户看到更多价值", "set it to {ceiling} at most, or offer more for it")


@rule(
    "PRICE-W03",
    "warning",
    title=Text("“{product}”的定价缺依据：{bases}", "the price of “{product}” lacks evidence on {bases}"),
    why=Text(
        "定价看三样：成本、需求、竞争；缺一样就是拍脑袋。",
        "A price rests on cost, demand and rivals; with one missing it is a guess.",
    ),
    fix=Text(
        "写 cost: 单位成本、value: 对客户值多少（或 demand: 一句依据）、rival: 最强竞争对手的价格",
        "write cost: the unit cost, value: what it is worth to the customer (or demand: the evidence), rival: a price",
    ),
    source="methods.md 6.6",
    example=Example(
        "strategy:\n  prices:\n  - {product: 离心泵, price: 6800, cost: 4600}  # <- PRICE-W03\n"
        "  - {product: 球阀, price: 860, cost: 500, demand: 老客户常备}  # <- PRICE-W03",
        "strategy:\n  prices:\n  - {product: 离心泵, price: 6800, cost: 4600, demand: 询价 120 家, rival: 6500}",
    ),
)
def rests_on_three_bases(facts: Facts) -> Iterator[Hit]:
    """Every price has evidence on cost, demand and rivals."""
    for at, price, found in _all(facts):
        if found.lacking:
            yield Hit(
                ("strategy", "prices", at),
                {"product": price.product, "bases": in_a_row([_BASES[each] for each in found.lacking])},
            )


@rule(
    "PRICE-W04",
    "warning",
    title=Text("“{product}”没有写我们的价格", "“{product}” has no price of ours"),
    why=Text("没有价格，底价和上限就没有用。", "Without a price its floor and ceiling are of no use."),
    fix=Text("写 price: 我们的价格", "write price: what we ask for"),
    source="methods.md 6.6",
    example=Example("strategy:\n  prices:\n  - {product: 离心泵, cost: 4600}  # <- PRICE-W04", _GOOD),
)
def has_a_price(facts: Facts) -> Iterator[Hit]:
    """Every product has our price, other than 0."""
    for at, price in enumerate(facts.plan.strategy.prices):
        if price.price is None:
            yield Hit(("strategy", "prices", at, "price"), {"product": price.product})


@rule(
    "PRICE-W05",
    "warning",
    title=Text("“{product}”定了两次价", "“{product}” is priced twice"),
    why=Text("一个产品两个价，没人知道报哪个。", "With two prices nobody knows which to quote."),
    fix=Text("留一条，或把名称写清楚（规格、渠道）", "keep one, or tell them apart by name (size, channel)"),
    source="methods.md 6.6",
    example=Example(
        "strategy:\n  prices:\n  - {product: 离心泵, price: 6800}\n  - {product: 离心泵, price: 6500}  # <- PRICE-W05",
        "strategy:\n  prices:\n  - {product: 离心泵 50口径, price: 6800}\n  - {product: 离心泵 65口径, price: 7900}",
    ),
)
def priced_once(facts: Facts) -> Iterator[Hit]:
    """No product is priced twice."""
    prices = facts.plan.strategy.prices
    for at in repeated([price.product for price in prices]):
        yield Hit(("strategy", "prices", at, "product"), {"product": prices[at].product}, prices[at].product)


def _amounts(price: Price, found: Priced) -> dict[str, object]:
    known = {"price": price.price, "cost": price.cost, "floor": found.floor, "ceiling": found.ceiling}
    return {key: figure(value) if value is not None else "–" for key, value in known.items()}


def _text(value: object) -> str | None:
    return None if value is None else f"{value:f}"
