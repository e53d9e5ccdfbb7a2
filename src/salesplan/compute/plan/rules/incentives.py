"""Incentives: that there are some, and that they reward what the goals want (methods.md 6.6, 9.5)."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.strategy.goal_links import metrics_of, unrewarded
from salesplan.model.plan.metrics import measure_shown
from salesplan.model.plan.strategy import Strategy
from salesplan.text import Text

_GOALS = "goals:\n- {id: G1, metric: 销售额}\n"
_GOOD = f"{_GOALS}strategy:\n  incentives:\n  - {{name: 提成, kind: 提成, metric: revenue, roles: 业务员}}"


@rule(
    "INC-W01",
    "warning",
    title=Text("写了策略，没有写任何激励", "there is a strategy and no incentive"),
    why=Text(
        "目标、价格、渠道都有了，做好了没有奖，业务员没有理由改变做法。",
        "With goals, prices and channels but no reward, nobody has a reason to sell otherwise than before.",
    ),
    fix=Text(
        "在 strategy 下写\n  incentives:\n    - {{name: 提成, kind: 提成, metric: revenue, roles: [业务员]}}",
        "write under strategy:\n  incentives:\n    - {{name: commission, metric: revenue, roles: [rep]}}",
    ),
    source="methods.md 6.6",
    example=Example("strategy:  # <- INC-W01\n  channels:\n  - {name: 直销}", _GOOD),
)
def has_incentives(facts: Facts) -> Iterator[Hit]:
    """A strategy has at least one incentive; a plan without any strategy is not asked."""
    strategy = facts.plan.strategy
    if strategy != Strategy() and not strategy.incentives:
        yield Hit(("strategy", "incentives"))


@rule(
    "INC-N02",
    "note",
    title=Text("目标 {id} 的指标“{metric}”没有对应的激励", "no incentive rewards “{metric}”, which goal {id} asks for"),
    why=Text(
        "奖什么就得到什么；没有奖的目标容易被放到最后。", "What is rewarded is done; a goal without reward comes last."
    ),
    fix=Text("给它写一条激励，metric: {key}；或认定它不需要", "write an incentive with metric: {key}, or let it be"),
    source="methods.md 9.5",
    example=Example(
        "goals:\n- {id: G1, metric: 销售额}\n- {id: G2, metric: 回款率}  # <- INC-N02\n- {id: G3, metric: 回款率}\n"
        "strategy:\n  incentives:\n  - {name: 提成, metric: revenue}",
        _GOOD,
    ),
)
def rewards_every_goal(facts: Facts) -> Iterator[Hit]:
    """Every metric of a goal is rewarded, told at the first goal that has it; without incentives INC-W01 speaks."""
    goals, incentives = facts.plan.goals, facts.plan.strategy.incentives
    for metric, at in unrewarded(incentives, goals).items() if incentives else ():
        words = {"id": goals[at].id, "metric": measure_shown(metric), "key": metric}
        yield Hit(("goals", at, "metric"), words, goals[at].metric)


@rule(
    "INC-W03",
    "warning",
    title=Text("激励“{name}”没有写奖什么指标", "the incentive “{name}” does not say what it rewards"),
    why=Text("说不清奖什么，业务员只能猜。", "When it is not said what is rewarded, people guess."),
    fix=Text("写 metric: revenue 这样的指标", "write a metric, such as metric: revenue"),
    source="methods.md 9.5",
    example=Example("strategy:\n  incentives:\n  - {name: 年终奖, kind: 奖金}  # <- INC-W03", _GOOD),
)
def says_what_it_rewards(facts: Facts) -> Iterator[Hit]:
    """Every incentive has a metric."""
    for at, incentive in enumerate(facts.plan.strategy.incentives):
        if not incentive.metric:
            yield Hit(("strategy", "incentives", at, "metric"), {"name": incentive.name})


@rule(
    "INC-W04",
    "warning",
    title=Text(
        "激励“{name}”奖的“{metric}”，没有目标要它",
        "the incentive “{name}” rewards “{metric}”, which no goal asks for",
    ),
    why=Text(
        "奖的和要的不是一回事，业务员会去做有奖的那个。", "When reward and goal differ, people do what is rewarded."
    ),
    fix=Text("换成目标里的指标：{known}；或为它写一个目标", "reward what goals ask for: {known}; or set a goal for it"),
    source="methods.md 9.5",
    example=Example(
        f"{_GOALS}strategy:\n  incentives:\n  - {{name: 单数奖, metric: 订单量}}  # <- INC-W04",
        _GOOD,
    ),
)
def rewards_what_goals_want(facts: Facts) -> Iterator[Hit]:
    """The metric of an incentive is that of a goal; a plan without goals is not judged."""
    wanted = metrics_of(facts.plan.goals)
    for at, incentive in enumerate(facts.plan.strategy.incentives if wanted else ()):
        if incentive.metric and facts.plan.measures.named(incentive.metric) not in wanted:
            words = {
                "name": incentive.name,
                "metric": measure_shown(incentive.metric),
                "known": ", ".join(wanted),
            }
            yield Hit(("strategy", "incentives", at, "metric"), words, incentive.metric)
