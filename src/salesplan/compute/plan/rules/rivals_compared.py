"""RIVAL: ourselves and rivals by the same measures, success factors and features (methods.md 6.2)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.market.rival_words import MEASURE_NAMES, listed
from salesplan.compute.market.rivals import only_ours
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.plan.rules.rivals import firms
from salesplan.model.near import Known
from salesplan.text import Text

SUM_TOLERANCE = Decimal("0.001")
"""Weights that are rounded may miss 1 by so much."""


@rule(
    "RIVAL-N09",
    "note",
    title=Text("{name}缺{names}，强弱按其余的算", "{name}: without {names} strength rests on the rest"),
    why=Text(
        "缺一项就只能按剩下的比，结果没那么可靠。",
        "With a measure missing the others count for more, and the result is less certain.",
    ),
    fix=Text("打听到了就补上 {keys}", "write {keys} when you know"),
    source="methods.md 6.2",
    example=Example(
        "market:\n  us: {share: 5%, growth: 13%, profitability: 11%}\n  competitors:\n"
        "  - {name: 恒力, share: 12%}  # <- RIVAL-N09",
        "market:\n  us: {share: 5%, growth: 13%, profitability: 11%}\n  competitors:\n"
        "  - {name: 恒力, share: 12%, growth: 6%, profitability: -2%}",
    ),
)
def is_measured(facts: Facts) -> Iterator[Hit]:
    """Share, growth and profitability are known of ourselves and of each rival, where there are rivals."""
    if not facts.plan.market.competitors:
        return
    for path, name, firm in firms(facts):
        missing = [key for key in MEASURE_NAMES if getattr(firm, key) is None]
        if missing:
            yield Hit(path, {"name": name, "names": listed(MEASURE_NAMES, missing), "keys": ", ".join(missing)})


@rule(
    "RIVAL-F10",
    "error",
    title=Text("关键成功因素的权重合计 {sum}，不是 1", "the weights of the success factors sum to {sum}, not to 1"),
    why=Text(
        "权重合计不是 1，各家的总分就不在 1 到 4 之间，没法比。",
        "Only weights that make 1 keep the scores between 1 and 4.",
    ),
    fix=Text("调整权重，使合计为 1", "make the weights sum to 1"),
    source="methods.md 6.2",
    example=Example(
        "market:\n  us: {factors: {质量: 3, 服务: 4}}\n  factors: {质量: 0.6, 服务: 0.5}  # <- RIVAL-F10",
        "market:\n  us: {factors: {质量: 3, 服务: 4}}\n  factors: {质量: 60%, 服务: 40%}",
    ),
)
def factors_weigh_one(facts: Facts) -> Iterator[Hit]:
    """The weights of the success factors, where there are some, sum to 1."""
    weights = facts.plan.market.factors
    together = sum(weights.values(), Decimal(0))
    if weights and abs(together - 1) > SUM_TOLERANCE:
        yield Hit(("market", "factors"), {"sum": f"{together:f}"}, f"{together:f}")


@rule(
    "RIVAL-F11",
    "error",
    title=Text("{name}评了“{factor}”，它没有权重", "{name} is rated on {factor}, which has no weight"),
    why=Text("没有权重的评分不算分。", "A rating without a weight does not count."),
    fix=Text(
        "{guess}在 market.factors 里给它权重，或改成那里有的名称",
        "{guess}give it a weight in market.factors, or use a name that stands there",
    ),
    source="methods.md 6.2",
    example=Example(
        "market:\n  factors: {质量: 1}\n  us: {factors: {质量: 3, 质: 4}}  # <- RIVAL-F11",
        "market:\n  factors: {质量: 1}\n  us: {factors: {质量: 3}}",
    ),
)
def ratings_weigh(facts: Facts) -> Iterator[Hit]:
    """What ourselves and rivals are rated on are success factors with a weight."""
    known = Known(facts.plan.market.factors)
    for path, name, firm in firms(facts):
        for factor in firm.factors:
            if factor not in known:
                near = known.nearest(factor)
                guess = Text("是不是“{near}”？", "did you mean {near}? ").format(near=near) if near else Text("", "")
                yield Hit((*path, "factors", factor), {"name": name, "factor": factor, "guess": guess}, factor)


@rule(
    "RIVAL-W12",
    "warning",
    title=Text("{name}没评{factors}", "{name} is not rated on {factors}"),
    why=Text("大家都评同样几项，分数才能比。", "Scores can be compared where all are rated on the same."),
    fix=Text("在 factors 里补上 1 到 4 分", "add ratings of 1 to 4 under factors"),
    source="methods.md 6.2",
    example=Example(
        "market:\n  factors: {质量: 0.5, 服务: 0.5}\n  us: {factors: {质量: 3, 服务: 4}}\n  competitors:\n"
        "  - {name: 恒力, factors: {质量: 2}}  # <- RIVAL-W12",
        "market:\n  factors: {质量: 0.5, 服务: 0.5}\n  us: {factors: {质量: 3, 服务: 4}}\n  competitors:\n"
        "  - {name: 恒力, factors: {质量: 2, 服务: 2}}",
    ),
)
def all_are_rated(facts: Facts) -> Iterator[Hit]:
    """Ourselves and every rival are rated on every success factor that has a weight."""
    for path, name, firm in firms(facts):
        missing = [factor for factor in facts.plan.market.factors if factor not in firm.factors]
        if missing:
            yield Hit((*path, "factors"), {"name": name, "factors": ", ".join(missing)})


@rule(
    "RIVAL-F13",
    "error",
    title=Text(
        "只有我们有“{feature}”，没写它给客户什么好处", "only we have {feature}: what the customer gains is not told"
    ),
    why=Text(
        "客户买的是好处，不是特点；独有的特点要说得出客户得到什么。",
        "Customers buy what they gain: what only we have must say what that is.",
    ),
    fix=Text(
        "在 market.fab 里写：- {{feature: {feature}, benefit: 客户得到什么}}",
        "write under market.fab: - {{feature: {feature}, benefit: what the customer gains}}",
    ),
    source="methods.md 6.2",
    example=Example(
        "market:\n  us: {features: {24小时到场: 有}}  # <- RIVAL-F13\n  competitors:\n"
        "  - {name: 恒力, kind: direct, features: {24小时到场: 无}}",
        "market:\n  us: {features: {24小时到场: 有}}\n  competitors:\n"
        "  - {name: 恒力, kind: direct, features: {24小时到场: 无}}\n"
        "  fab: [{feature: 24小时到场, benefit: 停产不超过一天}]",
    ),
)
def unique_features_serve(facts: Facts) -> Iterator[Hit]:
    """Each feature that only we have has a row of market.fab; one without its benefit is told there."""
    told = {row.feature for row in facts.plan.market.fab}
    for feature in only_ours(facts.plan.market):
        if feature not in told:
            yield Hit(("market", "us", "features", feature), {"feature": feature}, feature)


@rule(
    "RIVAL-W14",
    "warning",
    title=Text("强弱的权重合计 {sum}，不是 1", "the weights of strength sum to {sum}, not to 1"),
    why=Text(
        "算的时候会按比例折算；合计 1 才看得出各占多少。",
        "They are scaled to 1: write them so that each shows what it weighs.",
    ),
    fix=Text("调整三个数（份额、增长、利润率），使合计为 1", "make the three (share, growth, margin) sum to 1"),
    source="methods.md 6.2",
    example=Example(
        "parameters:\n  rivals: {weights: [0.5, 0.3, 0.3]}  # <- RIVAL-W14",
        "parameters:\n  rivals: {weights: [0.4, 0.3, 0.3]}",
    ),
)
def strength_weighs_one(facts: Facts) -> Iterator[Hit]:
    """The weights of share, growth and profitability sum to 1."""
    together = sum(facts.plan.parameters.rivals.weights, Decimal(0))
    if abs(together - 1) > SUM_TOLERANCE:
        yield Hit(("parameters", "rivals", "weights"), {"sum": f"{together:f}"}, f"{together:f}")
