"""SIZE: a market that narrows down, is counted in two ways that agree, and says where its numbers come from (6.3)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from salesplan.compute.market.market_size import (
    FACTORS,
    LEVELS,
    Outlook,
    lacking_factors,
    sized_from_above,
)
from salesplan.compute.market.own_sales import own_sales
from salesplan.compute.market.rival_words import listed
from salesplan.compute.market.size_words import NAMES
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.rounding import percent_text, rounded
from salesplan.errors import BadInput
from salesplan.model.figures import figure
from salesplan.model.plan.paths import Path
from salesplan.text import Text

AT = ("market", "size")


def outlook(facts: Facts) -> Outlook | None:
    """What the plan says of the market's size; None where it says nothing."""
    size = facts.plan.market.size
    return None if size is None else Outlook(size)


@rule(
    "SIZE-F01",
    "error",
    title=Text("{narrow} {small} 比{wide} {large} 还大", "{narrow}, {small}, is larger than {wide}, {large}"),
    why=Text(
        "可服务的是总市场的一部分，可获得的又是可服务的一部分，不会越分越大。",
        "What can be served is a part of the whole market, and what can be won a part of that.",
    ),
    fix=Text("核对这两个数和单位，要 TAM ≥ SAM ≥ SOM", "check both and their units: TAM >= SAM >= SOM"),
    source="methods.md 6.3",
    example=Example(
        "market:\n  size:\n    source: 协会年报\n    tam: 3.4亿\n    sam: 5.2亿  # <- SIZE-F01\n    som: 4500万",
        "market:\n  size:\n    source: 协会年报\n    tam: 5.2亿\n    sam: 3.4亿\n    som: 3.4亿",
    ),
)
def narrows_down(facts: Facts) -> Iterator[Hit]:
    """TAM >= SAM >= SOM; one that is not given is passed over."""
    size = facts.plan.market.size
    known = [(name, value) for name in LEVELS if (value := getattr(size, name, None)) is not None]
    for (wide, large), (narrow, small) in pairwise(known):
        if small > large:
            words = {"wide": NAMES[wide], "narrow": NAMES[narrow], "large": figure(large), "small": figure(small)}
            yield Hit((*AT, narrow), words, f"{small:f}")


@rule(
    "SIZE-W02",
    "warning",
    title=Text("自上而下 {above} 和自下而上 {below} 相差 {gap}", "from above {above}, from below {below}: {gap} apart"),
    why=Text(
        "两条路算同一个市场，差太多说明有个假设不对。",
        "Both ways count one market: far apart, one of the assumptions is wrong.",
    ),
    fix=Text(
        "逐个核对两边的假设；界限 {limit} 在 parameters.market.size_gap",
        "check the assumptions of both; the limit of {limit} is parameters.market.size_gap",
    ),
    source="methods.md 6.3",
    example=Example(
        "market:\n  size:  # <- SIZE-W02\n    source: 年报\n"
        "    top_down: {population: 1000, need: 50%, purchases: 2, price: 1000}\n"
        "    bottom_up: [{segment: 全部, customers: 500, buying: 100%, spend: 1399}]",
        "market:\n  size:\n    source: 年报\n    top_down: {population: 1000, need: 50%, purchases: 2, price: 1000}\n"
        "    bottom_up: [{segment: 全部, customers: 500, buying: 100%, spend: 1400}]",
    ),
)
def both_ways_agree(facts: Facts) -> Iterator[Hit]:
    """Both sizes differ by no more than ``parameters.market.size_gap`` of the larger."""
    seen, limit = outlook(facts), facts.plan.parameters.market.size_gap
    gap = seen.gap if seen else None
    if seen and gap is not None and gap > limit:
        words = {"above": figure(seen.from_above), "below": figure(seen.from_below), "gap": percent_text(gap)}
        yield Hit(AT, {**words, "limit": percent_text(limit)}, f"{rounded(gap):f}")


@rule(
    "SIZE-F03",
    "error",
    title=Text("{year}我们的销售额 {ours} 超过{market} {size}", "{year}our sales, {ours}, exceed {market}, {size}"),
    why=Text(
        "份额不会超过 100%：市场算小了，或者销售额的单位不对。",
        "No share exceeds 100 %: the market is counted too small, or a unit is wrong.",
    ),
    fix=Text("核对这两个数和单位", "check both and their units"),
    source="methods.md 0.3, 6.3",
    example=Example(
        "market:\n  size:\n    source: 年报\n    tam: 2000万\n    ours: 2745万  # <- SIZE-F03\n    years:\n"
        "    - {year: 2024, size: 4.7亿, ours: 2248万}\n    - {year: 2025, size: 502万, ours: 2645万}  # <- SIZE-F03",
        "market:\n  size:\n    source: 年报\n    tam: 2745万\n    ours: 2745万\n    years:\n"
        "    - {year: 2025, size: 5.02亿, ours: 2645万}",
    ),
)
def share_is_possible(facts: Facts) -> Iterator[Hit]:
    """Our sales as the plan gives them do not exceed the market, nor those of a year the market of that year."""
    size = facts.plan.market.size
    if size is None:
        return
    if size.ours is not None:
        yield from _too_large(Outlook(size), size.ours, (*AT, "ours"))
    for at, each in enumerate(size.years):
        if each.ours is not None and each.ours > each.size:
            year = Text("{year} 年", "in {year} ").format(year=each.year)
            words = {"year": year, "ours": figure(each.ours), "size": figure(each.size)}
            yield Hit((*AT, "years", at, "ours"), {**words, "market": Text("市场规模", "the market")}, f"{each.ours:f}")


def _too_large(seen: Outlook, ours: Decimal, path: Path) -> Iterator[Hit]:
    which, market = seen.market()
    if which is not None and market is not None and ours > market:
        told = {"year": Text("", ""), "ours": figure(ours), "size": figure(market), "market": NAMES[which]}
        yield Hit(path, told, f"{ours:f}")


@rule(
    "SIZE-W04",
    "warning",
    title=Text("没写数据来源：{names}", "no source is given for {names}"),
    why=Text(
        "不知道来源的数没法核对，也没人信。", "A number whose source is not known can be neither checked nor trusted."
    ),
    fix=Text(
        "在 market.size 下写 source: 来源，或在 sources 里逐个写",
        "write source: under market.size, or each under sources",
    ),
    source="methods.md 6.3",
    example=Example(
        "market:\n  size:  # <- SIZE-W04\n    top_down: {population: 5万, need: 30%, purchases: 0.8, price: 2000}\n"
        "    sources: {population: 统计年鉴, need: 电话调查, purchases: 订单}\n"
        "    years:\n    - {year: 2025, size: 5亿}  # <- SIZE-W04",
        "market:\n  size:\n    top_down: {population: 5万, need: 30%, purchases: 0.8, price: 2000}\n"
        "    sources: {population: 统计年鉴, need: 电话调查, purchases: 订单, price: 订单}\n"
        "    years:\n    - {year: 2025, size: 5亿, source: 年报}",
    ),
)
def has_sources(facts: Facts) -> Iterator[Hit]:
    """Each number that is given has a source of its own, or that of the whole."""
    size = facts.plan.market.size
    if size is None or size.source:
        return
    given = [name for name in FACTORS if getattr(size.top_down, name, None) is not None]
    given += [name for name in (*LEVELS, "ours") if getattr(size, name) is not None]
    missing = [name for name in given if not getattr(size.sources, name)]
    if missing:
        yield Hit(AT, {"names": listed(NAMES, missing)})
    rows = [("bottom_up", at, part.segment, part.source) for at, part in enumerate(size.bottom_up)]
    rows += [("years", at, str(each.year), each.source) for at, each in enumerate(size.years)]
    for key, at, name, source in rows:
        if not source:
            yield Hit((*AT, key, at), {"names": name})


@rule(
    "SIZE-W05",
    "warning",
    title=Text("自上而下缺{names}，算不出来", "the market from above lacks {names} and cannot be counted"),
    why=Text("四个数相乘，缺一个就没有结果。", "Four numbers are multiplied: without one there is no result."),
    fix=Text("补上：总数、有需求的比例、一年购买次数、一次的价格", "give population, need, purchases and price"),
    source="methods.md 6.3",
    example=Example(
        "market:\n  size:\n    source: 年报\n    top_down: {population: 5万, need: 30%}  # <- SIZE-W05",
        "market:\n  size:\n    source: 年报\n    top_down: {population: 5万, need: 30%, purchases: 0.8, price: 2000}",
    ),
)
def from_above_is_complete(facts: Facts) -> Iterator[Hit]:
    """A market from above has all four numbers."""
    size = facts.plan.market.size
    if size is not None and size.top_down is not None and sized_from_above(size.top_down) is None:
        yield Hit((*AT, "top_down"), {"names": listed(NAMES, lacking_factors(size.top_down))})


@rule(
    "SIZE-W06",
    "warning",
    title=Text(
        "细分市场“{segment}”缺{names}，自下而上算不出来", "segment {segment} lacks {names}: no market from below"
    ),
    why=Text("少算一个细分市场，加起来就小了。", "With a segment left out the sum is too small."),
    fix=Text("补上：客户数、购买的比例、每家一年花费", "give customers, buying and spend"),
    source="methods.md 6.3",
    example=Example(
        "market:\n  size:\n    source: 年报\n    bottom_up:\n"
        "    - {segment: 水务, customers: 3200, buying: 60%, spend: 9.5万}\n"
        "    - {segment: 化工, customers: 2400, spend: 11万}  # <- SIZE-W06",
        "market:\n  size:\n    source: 年报\n    bottom_up:\n"
        "    - {segment: 水务, customers: 3200, buying: 60%, spend: 9.5万}\n"
        "    - {segment: 化工, customers: 2400, buying: 55%, spend: 11万}",
    ),
)
def from_below_is_complete(facts: Facts) -> Iterator[Hit]:
    """Each segment of a market from below has all three numbers."""
    for at, part in enumerate(facts.plan.market.size.bottom_up if facts.plan.market.size else ()):
        missing = lacking_factors(part)
        if missing:
            yield Hit((*AT, "bottom_up", at), {"segment": part.segment, "names": listed(NAMES, missing)}, part.segment)


@rule(
    "SIZE-F07",
    "error",
    title=Text("{year} 年写了两次", "the year {year} stands twice"),
    why=Text("同一年两个数，不知道算哪个。", "With two sizes for one year nobody knows which counts."),
    fix=Text("只留一个", "keep one of them"),
    source="methods.md 6.3",
    example=Example(
        "market:\n  size:\n    source: 年报\n    years:\n    - {year: 2024, size: 4.7亿}\n"
        "    - {year: 2025, size: 5亿}\n    - {year: 2024, size: 4.8亿}  # <- SIZE-F07",
        "market:\n  size:\n    source: 年报\n    years:\n"
        "    - {year: 2025, size: 5亿}\n    - {year: 2024, size: 4.7亿}",
    ),
)
def years_once(facts: Facts) -> Iterator[Hit]:
    """Each year stands once; their order is no matter."""
    seen: set[int] = set()
    for at, each in enumerate(facts.plan.market.size.years if facts.plan.market.size else ()):
        if each.year in seen:
            yield Hit((*AT, "years", at, "year"), {"year": each.year}, str(each.year))
        seen.add(each.year)


@rule(
    "SIZE-W08",
    "warning",
    title=Text("我们已经卖 {ours}，比可获得市场 {som} 还多", "we sell {ours} already, more than the SOM of {som}"),
    why=Text(
        "可获得市场是争取得到的上限，已经超过就说明估小了。",
        "The SOM is the most that can be won: what we sell shows it is too small.",
    ),
    fix=Text("重新估计 som，或核对我们的销售额", "estimate som anew, or check our sales"),
    source="methods.md 6.3",
    example=Example(
        "market:\n  size: {source: 年报, som: 2000万, ours: 2745万}  # <- SIZE-W08",
        "market:\n  size: {source: 年报, som: 2745万, ours: 2745万}",
    ),
)
def more_can_be_won(facts: Facts) -> Iterator[Hit]:
    """What the plan says we sell does not exceed what it says can be won."""
    size = facts.plan.market.size
    if size is not None and size.ours is not None and size.som is not None and size.ours > size.som:
        yield Hit((*AT, "som"), {"ours": figure(size.ours), "som": figure(size.som)}, f"{size.som:f}")


@rule(
    "SIZE-W09",
    "warning",
    title=Text("细分市场“{segment}”写了两次，会算两遍", "segment {segment} stands twice and counts twice"),
    why=Text("同一批客户算两遍，市场就虚大。", "The same customers counted twice make the market too large."),
    fix=Text("合成一行，或把名称分清楚", "make one of both, or tell them apart by their names"),
    source="methods.md 6.3",
    example=Example(
        "market:\n  size:\n    source: 年报\n    bottom_up:\n"
        "    - {segment: 水务, customers: 3200, buying: 60%, spend: 9.5万}\n"
        "    - {segment: 水务, customers: 800, buying: 60%, spend: 9.5万}  # <- SIZE-W09",
        "market:\n  size:\n    source: 年报\n    bottom_up:\n"
        "    - {segment: 水务, customers: 3200, buying: 60%, spend: 9.5万}\n"
        "    - {segment: 环保, customers: 800, buying: 60%, spend: 9.5万}",
    ),
)
def segments_once(facts: Facts) -> Iterator[Hit]:
    """Each segment of a market from below stands once."""
    seen: set[str] = set()
    for at, part in enumerate(facts.plan.market.size.bottom_up if facts.plan.market.size else ()):
        if part.segment in seen:
            yield Hit((*AT, "bottom_up", at), {"segment": part.segment}, part.segment)
        seen.add(part.segment)


@rule(
    "SIZE-F10",
    "error",
    title=Text(
        "{first} 到 {last} 的订单有 {ours}，超过{market} {size}",
        "orders of {first} to {last} are {ours} and exceed {market}, {size}",
    ),
    why=Text(
        "份额不会超过 100%：市场算小了，或者金额的单位不对。",
        "No share exceeds 100 %: the market is counted too small, or a unit is wrong.",
    ),
    fix=Text("核对市场规模和订单金额的单位", "check the size of the market and the unit of the orders' amounts"),
    source="methods.md 0.3, 6.3",
    uses=("orders",),
    example=Example(
        "sources: {orders: orders.csv}\nmarket:\n  size: {source: 年报, tam: 999}  # <- SIZE-F10",
        "sources: {orders: orders.csv}\nmarket:\n  size: {source: 年报, tam: 1000}",
        lists={
            "orders.csv": "订单号,客户,日期,金额\nO1,甲,2026-06-30,600\nO2,乙,2025-07-01,400\nO3,丙,2025-06-30,50\n"
        },
    ),
)
def orders_fit_the_market(facts: Facts) -> Iterator[Hit]:
    """The orders of the last twelve months, which are our sales where the plan gives none, do not exceed the market."""
    seen, orders = outlook(facts), facts.lists.get("orders")
    if seen is None or seen.size.ours is not None or orders is None:
        return
    wanted = ("amount", "amount_net") if facts.plan.tax == "included" else ("amount_net", "amount")
    try:
        sold = own_sales(orders, next((key for key in wanted if orders.has(key)), wanted[0]), facts.as_of)
    except BadInput:
        return
    for hit in _too_large(seen, sold.total, AT) if sold else ():
        yield Hit(AT, {**hit.words, "first": sold.first if sold else "", "last": facts.as_of}, hit.value)
