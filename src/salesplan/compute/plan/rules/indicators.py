"""Indicators: that each serves a goal, that both doing and result are measured, that there are few (methods.md 7.3)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.plan.goals.remedies import meant
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.rounding import percent_text
from salesplan.compute.strategy.goal_links import goals_served
from salesplan.model.figures import figure
from salesplan.model.near import Known, repeated
from salesplan.model.plan.metrics import Measures
from salesplan.model.plan.strategy import Indicator
from salesplan.text import Text

_GOALS = "goals:\n- {id: G1, metric: 销售额}\n"
_BOTH = (
    "  - {name: 拜访数, kind: 过程, goals: G1, weight: 40%}\n"
    "  - {name: 销售额, kind: 结果, metric: revenue, weight: 60%}"
)
_GOOD = f"{_GOALS}strategy:\n  indicators:\n{_BOTH}"
_WHOLE = (Decimal(1), Decimal(100))
"""What weights sum to, as shares or as points."""
_SHARES = 10
"""Weights that sum to less are meant as shares."""


@rule(
    "KPI-F01",
    "error",
    title=Text("指标“{name}”{told}", "the indicator “{name}” {told}"),
    why=Text(
        "考核和公司目标没关系的数，大家忙的就不是该忙的。",
        "An indicator that serves no goal keeps people busy with the wrong thing.",
    ),
    fix=Text("写 goals: [目标编号]，或 metric: 某个目标的指标", "write goals: [id of a goal], or metric: of a goal"),
    source="methods.md 7.3",
    example=Example(
        f"{_GOALS}strategy:\n  indicators:\n  - {{name: 朋友圈条数, kind: 过程}}  # <- KPI-F01\n"
        "  - {name: 回款率, kind: 结果, metric: collection_rate}  # <- KPI-F01\n"
        "  - {name: 拜访数, kind: 过程, goals: [G1, G9]}  # <- KPI-F01",
        _GOOD,
    ),
)
def serves_a_goal(facts: Facts) -> Iterator[Hit]:
    """Every indicator names goals that exist or measures what a goal does."""
    known = Known(goal.id for goal in facts.plan.goals)
    for at, indicator in enumerate(facts.plan.strategy.indicators):
        path = ("strategy", "indicators", at)
        unknown = [name for name in indicator.goals if name not in known]
        for name in unknown:
            near = known.nearest(name)
            told = Text("对应的目标 {goal} 不存在", "serves a goal {goal} that does not exist")
            guess = Text("对应的目标 {goal} 不存在，是不是 {near}？", "serves an unknown goal {goal}: {near}?")
            shown = (guess if near else told).format(goal=name, near=near)
            yield Hit((*path, "goals"), {"name": indicator.name, "told": shown}, name)
        if not unknown and not goals_served(indicator, facts.plan.goals):
            strange = indicator.metric is not None and facts.plan.measures.get(indicator.metric) is None
            words = {"name": indicator.name, "told": _serving_none(indicator, facts.plan.measures, strange=strange)}
            yield Hit((*path, "metric") if strange else path, words, indicator.metric if strange else None)


def _serving_none(indicator: Indicator, measures: Measures, *, strange: bool) -> Text:
    """That it serves no goal; that nobody knows its metric, with the one that was meant."""
    if not strange:
        return Text("不对应任何目标", "serves no goal")
    near = meant(indicator.metric or "", measures)
    name = near.label if near else None
    asked = Text(
        "不对应任何目标，指标“{metric}”不认识，是不是“{near}”？",
        "serves no goal, and its metric “{metric}” is unknown: did you mean {near}?",
    )
    told = Text("不对应任何目标，指标“{metric}”不认识", "serves no goal, and its metric “{metric}” is unknown")
    return (asked if near else told).format(metric=indicator.metric, near=name)


@rule(
    "KPI-F02",
    "error",
    title=Text("没有一个{kind}指标", "there is no {kind} indicator"),
    why=Text(
        "只看结果，发现时已经晚了；只看过程，忙了不一定有结果。",
        "Results alone come too late; activity alone need not bring results.",
    ),
    fix=Text("加一个 kind: {key} 的指标", "add an indicator with kind: {key}"),
    source="methods.md 7.3",
    example=Example(
        f"{_GOALS}strategy:\n  indicators:  # <- KPI-F02\n  - {{name: 销售额, kind: 结果, metric: revenue}}", _GOOD
    ),
)
def measures_doing_and_result(facts: Facts) -> Iterator[Hit]:
    """There is at least one indicator of activity and one of outcome; a plan without indicators is not asked."""
    indicators = facts.plan.strategy.indicators
    kinds = {"activity": Text("过程", "activity"), "outcome": Text("结果", "outcome")}
    for key, shown in kinds.items() if indicators else ():
        if not any(indicator.kind == key for indicator in indicators):
            yield Hit(("strategy", "indicators"), {"kind": shown, "key": key})


@rule(
    "KPI-W03",
    "warning",
    title=Text("有 {n} 个指标，最多 {most} 个", "there are {n} indicators; {most} at most"),
    why=Text("指标一多，每个都不重要。", "With too many, none matters."),
    fix=Text("留下最要紧的，或改 parameters.kpi.max", "keep those that matter most, or change parameters.kpi.max"),
    source="methods.md 7.3",
    example=Example(f"parameters: {{kpi: {{max: 1}}}}\nstrategy:\n  indicators:  # <- KPI-W03\n{_BOTH}", _GOOD),
)
def are_few(facts: Facts) -> Iterator[Hit]:
    """There are no more indicators than parameters.kpi.max."""
    count, most = len(facts.plan.strategy.indicators), facts.plan.parameters.kpi.max
    if count > most:
        yield Hit(("strategy", "indicators"), {"n": count, "most": most}, str(count))


@rule(
    "KPI-W04",
    "warning",
    title=Text("指标“{name}”没有写是过程还是结果", "the indicator “{name}” is neither activity nor outcome"),
    why=Text("分不清是做了什么还是得到什么，就看不出缺哪一头。", "Otherwise nobody sees which side is missing."),
    fix=Text("写 kind: activity 或 kind: outcome", "write kind: activity or kind: outcome"),
    source="methods.md 7.3",
    example=Example(f"{_GOALS}strategy:\n  indicators:\n{_BOTH}\n  - {{name: 毛利}}  # <- KPI-W04", _GOOD),
)
def has_a_kind(facts: Facts) -> Iterator[Hit]:
    """Every indicator says whether it measures doing or result."""
    for at, indicator in enumerate(facts.plan.strategy.indicators):
        if indicator.kind is None:
            yield Hit(("strategy", "indicators", at, "kind"), {"name": indicator.name})


@rule(
    "KPI-W05",
    "warning",
    title=Text("指标“{name}”写了两次", "the indicator “{name}” stands there twice"),
    why=Text("同一个数考核两遍，权重就偏了。", "Measured twice it weighs twice."),
    fix=Text("留一条，或把名称写清楚", "keep one, or tell them apart by name"),
    source="methods.md 7.3",
    example=Example(f"strategy:\n  indicators:\n{_BOTH}\n  - {{name: 拜访数}}  # <- KPI-W05", _GOOD),
)
def stands_once(facts: Facts) -> Iterator[Hit]:
    """No indicator stands there twice."""
    indicators = facts.plan.strategy.indicators
    for at in repeated([indicator.name for indicator in indicators]):
        yield Hit(("strategy", "indicators", at, "name"), {"name": indicators[at].name}, indicators[at].name)


@rule(
    "KPI-W06",
    "warning",
    title=Text("指标的权重{told}", "the weights of the indicators {told}"),
    why=Text("权重合计不是 100%，算出来的分没法比。", "Scores cannot be compared unless the weights make 100 %."),
    fix=Text("让权重合计 100%，每个指标都写", "give every indicator a weight, together 100 %"),
    source="methods.md 7.3",
    example=Example(
        "strategy:\n  indicators:  # <- KPI-W06\n  - {name: 拜访数, weight: 40%}\n  - {name: 销售额, weight: 59%}",
        "strategy:\n  indicators:\n  - {name: 拜访数, weight: 40}\n  - {name: 销售额, weight: 60}",
    ),
)
def weights_make_a_whole(facts: Facts) -> Iterator[Hit]:
    """Weights, where any is given, stand at every indicator and sum to 1, or to 100 as points."""
    weights = [indicator.weight for indicator in facts.plan.strategy.indicators]
    known = [weight for weight in weights if weight is not None]
    together = sum(known, Decimal(0))
    if known and len(known) < len(weights):
        told = Text("只写了 {n} 个", "stand at {n} of them only").format(n=len(known))
        yield Hit(("strategy", "indicators"), {"told": told})
    elif known and together not in _WHOLE:
        told = Text("合计 {sum}，不是 100%", "sum to {sum}, not to 100 %")
        yield Hit(("strategy", "indicators"), {"told": told.format(sum=_shown(together))}, f"{together:f}")


def _shown(together: Decimal) -> str:
    """A sum of shares in percent, one of points as it is."""
    return percent_text(together) if together < _SHARES else figure(together)
