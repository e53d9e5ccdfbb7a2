"""Promotions: that none loses money, and that each is a complete decision (methods.md 6.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.rounding import percent_text, told_apart
from salesplan.compute.strategy.key_words import missing_keys
from salesplan.compute.strategy.promotions import OfferCase, deciding, lacking_figures, offer_cases
from salesplan.model.figures import figure
from salesplan.model.plan.strategy import Promotion
from salesplan.text import Text

_WHOLE = (
    "target_class: B 级客户, start: 2026-07-01, end: 2026-08-31, budget: 3万, owner: 李敏, "
    "margin: 40%, expected_uplift: 40%"
)
_GOOD = f"strategy:\n  promotions:\n  - {{name: 暑期九折, kind: 打折, discount: 10%, {_WHOLE}}}"
_DECISION = ("target_class", "start", "end", "budget", "owner", "expected_uplift")
"""What a promotion must settle, besides its own figures."""
_WHERE: Mapping[str, Text] = {
    "threshold": Text("在一单正好 {basket} 时", "on a basket of exactly {basket}, "),
    "average": Text("在平均一单 {basket} 时", "on the average basket of {basket}, "),
}


@rule(
    "PROMO-F01",
    "error",
    title=Text(
        "促销“{name}”{where}让利 {discount}，毛利率只有 {margin}：卖一件亏一件",
        "promotion “{name}” loses money on every unit: {where}it gives {discount} away of a margin of {margin}",
    ),
    why=Text("让利吃光毛利，多卖多少都补不回来。", "When the discount eats the margin, no volume makes up for it."),
    fix=Text("让利降到毛利率以下，或换成成本低的赠品", "give away less than the margin, or a gift that costs less"),
    source="methods.md 6.6",
    example=Example(
        "strategy:\n  promotions:\n"
        "  - {name: 清仓, kind: discount, discount: 30%, margin: 30%}  # <- PROMO-F01\n"
        "  - {name: 买泵送阀, kind: gift, gift_cost: 860, price: 2000, margin: 40%}  # <- PROMO-F01\n"
        "  - {name: 满减, kind: 满减, spend: 300, save: 120, basket: 400, margin: 25%}  # <- PROMO-F01\n"
        "  - {name: 亏本, kind: discount, discount: 0, margin: 0}  # <- PROMO-F01",
        _GOOD,
    ),
)
def earns_something(facts: Facts) -> Iterator[Hit]:
    """The effective discount stays below the margin; only a warning where just the basket at the threshold loses."""
    for at, promotion in enumerate(facts.plan.strategy.promotions):
        last = deciding(promotion)
        losing = [case for case in offer_cases(promotion) if case.verdict == "loses" and case.case != "below"]
        if losing:
            case = last if last.verdict == "loses" else losing[0]
            given, margin = _apart(case.discount or Fraction(0), promotion.margin or Fraction(0))
            words = {"name": promotion.name, "margin": margin, "discount": given, "where": _where(case)}
            yield Hit(("strategy", "promotions", at), words, severity=None if case is last else "warning")


def _apart(discount: Fraction, margin: Fraction | Decimal) -> tuple[str, str]:
    return told_apart(discount, margin) if discount != margin else (percent_text(discount), percent_text(margin))


def _where(case: OfferCase) -> Text:
    """On which basket, where that matters."""
    basket = figure(case.basket) if case.basket is not None else ""
    return _WHERE[case.case].format(basket=basket) if case.case in _WHERE else Text("", "")


@rule(
    "PROMO-W02",
    "warning",
    title=Text("促销“{name}”没有写毛利率", "promotion “{name}” has no margin"),
    why=Text("不知道毛利，就不知道赚还是亏。", "Without the margin nobody knows whether it pays."),
    fix=Text("写 margin: 促销前的毛利率，如 40%", "write margin: the share of the price earned before, such as 40%"),
    source="methods.md 6.6",
    example=Example("strategy:\n  promotions:\n  - {name: 九折, kind: 打折, discount: 10%}  # <- PROMO-W02", _GOOD),
)
def has_margin(facts: Facts) -> Iterator[Hit]:
    """Every promotion says what is earned before it."""
    for at, promotion in enumerate(facts.plan.strategy.promotions):
        if promotion.margin is None:
            yield Hit(("strategy", "promotions", at, "margin"), {"name": promotion.name})


@rule(
    "PROMO-W03",
    "warning",
    title=Text(
        "促销“{name}”{where}要多卖 {needed} 才保本，预计只多卖 {expected}",
        "promotion “{name}” breaks even at {needed} more volume {where}and expects {expected}",
    ),
    why=Text(
        "多卖的毛利抵不上让出去的，做了比不做赚得少。",
        "What is sold more earns less than what is given away: without it more would be earned.",
    ),
    fix=Text("让利小一点，或只给会多买的客户", "give away less, or only to those who will buy more"),
    source="methods.md 6.6",
    example=Example(
        "strategy:\n  promotions:\n"
        "  - {name: 九折, kind: 打折, discount: 10%, margin: 40%, expected_uplift: 33.3%}  # <- PROMO-W03\n"
        "  - {name: 满减, kind: 满减, spend: 300, save: 50, basket: 300, margin: 40%, expected_uplift: 0}"
        "  # <- PROMO-W03",
        "strategy:\n  promotions:\n  - {name: 九折, kind: 打折, discount: 10%, margin: 30%, expected_uplift: 50%}",
    ),
)
def sells_enough(facts: Facts) -> Iterator[Hit]:
    """The expected uplift is at least that which breaks even, on the average basket of 满减."""
    for at, promotion in enumerate(facts.plan.strategy.promotions):
        case = deciding(promotion)
        if case.verdict == "short" and case.needed is not None and promotion.expected_uplift is not None:
            needed, expected = told_apart(case.needed, promotion.expected_uplift)
            words = {"name": promotion.name, "needed": needed, "expected": expected, "where": _where(case)}
            key = ("strategy", "promotions", at, "expected_uplift")
            yield Hit(key, words, f"{promotion.expected_uplift:f}")


@rule(
    "PROMO-W04",
    "warning",
    title=Text("促销“{name}”还没有定：{names}", "promotion “{name}” does not settle {names}"),
    why=Text(
        "给谁、哪天到哪天、花多少、谁负责、预计多卖多少，缺一样就没法执行和复盘。",
        "For whom, from when to when, at what cost, by whom, with what effect: each is needed to run and review it.",
    ),
    fix=Text("补上 {keys}", "add {keys}"),
    source="methods.md 6.6",
    example=Example(
        "strategy:\n  promotions:\n  - {name: 九折, discount: 10%, start: 2026-07-01}  # <- PROMO-W04",
        _GOOD,
    ),
)
def is_settled(facts: Facts) -> Iterator[Hit]:
    """Every promotion has its customers, first and last day, budget, owner and expected uplift."""
    for at, promotion in enumerate(facts.plan.strategy.promotions):
        missing = [key for key in _DECISION if getattr(promotion, key) is None]
        if missing:
            yield Hit(("strategy", "promotions", at), {"name": promotion.name, **missing_keys(missing)})


@rule(
    "PROMO-F05",
    "error",
    title=Text(
        "促销“{name}”的结束 {end} 早于开始 {start}", "promotion “{name}” ends on {end}, before it starts on {start}"
    ),
    why=Text("日期写反了，促销一天也不会有。", "With its days the wrong way round it never takes place."),
    fix=Text("改正 start 或 end", "correct start or end"),
    source="methods.md 6.6",
    example=Example(
        "strategy:\n  promotions:\n  - {name: 九折, start: 2026-08-31, end: 2026-07-01}  # <- PROMO-F05",
        "strategy:\n  promotions:\n  - {name: 一日特卖, start: 2026-07-01, end: 2026-07-01}",
    ),
)
def ends_after_it_starts(facts: Facts) -> Iterator[Hit]:
    """The last day is not before the first; they may be the same."""
    for at, promotion in enumerate(facts.plan.strategy.promotions):
        if promotion.start and promotion.end and promotion.end < promotion.start:
            words = {"name": promotion.name, "start": promotion.start, "end": promotion.end}
            yield Hit(("strategy", "promotions", at, "end"), words, str(promotion.end))


@rule(
    "PROMO-W06",
    "warning",
    title=Text("促销“{name}”缺{names}，算不出让利", "promotion “{name}” lacks {names} to work its discount out"),
    why=Text(
        "打折要写幅度，赠品要写成本和原价，满减要写满多少、减多少、平均一单多少。",
        "A discount needs its rate, a gift its cost and the price, money off its sums and the average basket.",
    ),
    fix=Text("补上 {keys}", "add {keys}"),
    source="methods.md 6.6",
    example=Example(
        "strategy:\n  promotions:\n  - {name: 九折, kind: 打折}  # <- PROMO-W06\n"
        "  - {name: 送阀, kind: 赠品, price: 6800}  # <- PROMO-W06\n"
        "  - {name: 满减, kind: 满减, spend: 300, save: 50}  # <- PROMO-W06\n  - {name: 什么}  # <- PROMO-W06",
        "strategy:\n  promotions:\n  - {name: 满减, kind: 满减, spend: 300, save: 50, basket: 420}",
    ),
)
def has_its_figures(facts: Facts) -> Iterator[Hit]:
    """Every promotion has a kind and the figures that its kind needs."""
    for at, promotion in enumerate(facts.plan.strategy.promotions):
        missing = lacking_figures(promotion)
        if missing:
            yield Hit(("strategy", "promotions", at), {"name": promotion.name, **missing_keys(missing)})


@rule(
    "PROMO-F07",
    "error",
    title=Text("促销“{name}”：{told}", "promotion “{name}”: {told}"),
    why=Text("减的不比满的少，等于白送。", "Money off as large as the sum spent gives the goods away."),
    fix=Text("改正 {key}", "correct {key}"),
    source="methods.md 6.6",
    example=Example(
        "strategy:\n  promotions:\n  - {name: 写反了, kind: 满减, spend: 50, save: 300}  # <- PROMO-F07\n"
        "  - {name: 白送, kind: 满减, spend: 300, save: 300}  # <- PROMO-F07\n"
        "  - {name: 没有门槛, kind: 满减, spend: 0, save: 0}  # <- PROMO-F07\n"
        "  - {name: 原价是零, kind: 赠品, gift_cost: 5, price: 0}  # <- PROMO-F07",
        "strategy:\n  promotions:\n  - {name: 满减, kind: 满减, spend: 300, save: 299}",
    ),
)
def sums_are_sound(facts: Facts) -> Iterator[Hit]:
    """Money off is less than the sum spent; a gift comes with something that has a price."""
    for at, promotion in enumerate(facts.plan.strategy.promotions):
        told, key = _unsound(promotion)
        if told is not None:
            yield Hit(("strategy", "promotions", at, key), {"name": promotion.name, "told": told, "key": key})


def _unsound(promotion: Promotion) -> tuple[Text | None, str]:
    spend, save = promotion.spend, promotion.save
    if promotion.kind == "gift" and promotion.price == 0:
        return Text("原价是 0", "the price is 0"), "price"
    if promotion.kind != "spend_and_save" or spend is None or save is None or save < spend:
        return None, ""
    told = Text("满 {spend} 减 {save}，减的不比满的少", "{save} off for {spend} spent, not less than is spent")
    return told.format(spend=figure(spend), save=figure(save)), "save"


@rule(
    "PROMO-N08",
    "note",
    title=Text("促销“{name}” {end} 已结束，还没有写结果", "promotion “{name}” ended on {end} and has no result"),
    why=Text("不复盘，下次还会花同样的钱买同样的教训。", "Without a review the same money buys the same lesson again."),
    fix=Text("写 result: 实际多卖多少、花了多少、学到什么", "write result: the uplift, the cost, what was learned"),
    source="methods.md 6.6",
    example=Example(
        "strategy:\n  promotions:\n  - {name: 五一九折, end: 2026-06-29}  # <- PROMO-N08",
        "strategy:\n  promotions:\n  - {name: 五一九折, end: 2026-05-07, result: 多卖 38%}\n"
        "  - {name: 年中, end: 2026-06-30}",
    ),
)
def is_reviewed(facts: Facts) -> Iterator[Hit]:
    """A promotion whose last day is before the as-of has a result."""
    for at, promotion in enumerate(facts.plan.strategy.promotions):
        if promotion.end and promotion.end < facts.as_of and not promotion.result:
            yield Hit(("strategy", "promotions", at, "result"), {"name": promotion.name, "end": promotion.end})
