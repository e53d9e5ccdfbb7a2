"""What a user should know about scores, tiers and computed classes: too few customers, amounts taken for others."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.customers.computed_classes import FEW as FEW_ABOVE
from salesplan.compute.customers.cut_points import Histogram
from salesplan.compute.customers.rfm import FEW, RfmFigures, highest_score
from salesplan.errors import Problem
from salesplan.model.plan.customers import ParetoParameters, RfmParameters
from salesplan.model.result import Input, place_of
from salesplan.text import Text


def of_rfm(figures: RfmFigures, parameters: RfmParameters, inputs: tuple[Input, ...]) -> Iterator[Problem]:
    """Too few customers for ranking; scores that cannot reach tier A."""
    place = place_of(inputs)
    if parameters.scores != "fixed" and 0 < figures.customers < FEW:
        yield Problem(
            "RFM-few",
            "note",
            Text(
                "只有 {count} 个客户有订单，少于 {few} 个：五等分只是排名次，分差说明不了多少",
                "Only {count} customers have orders, fewer than {few}: fifths are a mere ranking and say little",
            ).format(count=figures.customers, few=FEW),
            Text("在 parameters.rfm 里用 scores: fixed 和 cuts", "Use scores: fixed and cuts under parameters.rfm"),
            place,
        )
    highest = highest_score(parameters)
    if figures.customers and highest < parameters.tiers[0]:
        yield Problem(
            "RFM-highest-score",
            "warning",
            Text(
                "这样打分最高 {highest} 分，价值等级 A 从 {least} 分起：不会有 A",
                "scores go up to {highest} and tier A begins at {least}: nobody can be A",
            ).format(highest=highest, least=parameters.tiers[0]),
            Text(
                "在 plan.yaml 里改 parameters.rfm.tiers，如 [{a}, {b}, {c}]",
                "change parameters.rfm.tiers in plan.yaml, to [{a}, {b}, {c}] for example",
            ).format(**{letter: highest * part / 10 for letter, part in zip("abc", (8, 6, 4), strict=True)}),
            place,
        )


def of_computed(
    amounts: Histogram, unknown: int, parameters: ParetoParameters, inputs: tuple[Input, ...]
) -> Iterator[Problem]:
    """Amounts that computed classes take for 0, and too few amounts above 0 for them."""
    if parameters.method != "computed" or not amounts.above(1).customers:
        return
    place = place_of(inputs)
    below = amounts.customers - amounts.above(0).customers
    if (below or unknown) and not parameters.exclude_zero:
        yield Problem(
            "CABC-taken-as-zero",
            "warning",
            Text(
                "自动分级（cABC）把 {below} 家净额为负、{unknown} 家没有金额的客户当作 0 算",
                "computed classes take {below} customers below 0 and {unknown} without an amount for 0",
            ).format(below=below, unknown=unknown),
            Text(
                "核对这些金额；要排除就写 parameters.pareto.exclude_zero: yes",
                "Check these amounts; to leave them out write parameters.pareto.exclude_zero: yes",
            ),
            place,
        )
    positive = amounts.above(1).customers
    if positive < FEW_ABOVE:
        yield Problem(
            "CABC-few",
            "warning",
            Text(
                "只有 {count} 家金额大于 0，少于 {few} 家，自动分级（cABC）说明不了问题",
                "{count} customers have an amount above 0, fewer than {few}: computed classes say little",
            ).format(count=positive, few=FEW_ABOVE),
            Text("改用累计占比：parameters.pareto.method: shares", "Go by shares: parameters.pareto.method: shares"),
            place,
        )
