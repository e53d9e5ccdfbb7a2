"""The SWOT register as shown: four fields, two scores, the field of the IE matrix, the strategies (methods.md 6.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesplan.compute.plan.swot.evaluation import Course, ie_cell
from salesplan.compute.plan.swot.swot_register import SIDES, Lacking, Side, side_of, used_ids, weight_of
from salesplan.compute.rounding import rounded
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.swot import SwotItem
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value

AVERAGE = Decimal("2.5")
"""The middle of the scale from 1 to 4."""
KINDS = ("S", "W", "O", "T")
COLUMNS = (
    *(ColumnSpec("id", "text"), ColumnSpec("kind", "code"), ColumnSpec("text", "text"), ColumnSpec("weight", "score")),
    *(ColumnSpec("rating", "integer"), ColumnSpec("score", "score"), ColumnSpec("evidence", "text")),
    *(ColumnSpec("owner", "text"), ColumnSpec("used_by", "list")),
)


@dataclass(frozen=True)
class SideScore:
    """IFE or EFE: the sum of the weights, the score from 1 to 4, or why there is none."""

    items: int
    weights: Decimal
    score: Decimal | None
    lacking: Lacking | None


@dataclass(frozen=True)
class GoalLink:
    """A goal that a strategy leads to, by the plan's id and name."""

    id: str
    name: str


@dataclass(frozen=True)
class Drawn:
    """A strategy drawn from the register: what it rests on and where it leads."""

    id: str
    kind: str | None
    text: str
    uses: tuple[str, ...]
    goals: tuple[GoalLink, ...]
    actions: tuple[str, ...]
    owner: str | None


@dataclass(frozen=True)
class SwotSummary:
    """The register as a whole. ``cell`` and ``course`` are None unless both sides have a score.

    ``unused`` are items that weigh enough to be used by a strategy and are not.
    """

    plan: str
    items: int
    inside: SideScore
    outside: SideScore
    average: Decimal
    cell: str | None
    course: Course | None
    strategies: tuple[Drawn, ...]
    unused: tuple[str, ...]


def swot_show(plan: Plan, as_of: date | None = None) -> Result[SwotSummary]:
    """The items by field and weight, heaviest first, IFE and EFE, the IE field, the strategies.

    A side with no item is not scored; the other one still is.
    """
    swot, chosen = plan.swot, plan.parameters.swot
    inside, outside = (side_of(swot, kinds, chosen.tolerance) for kinds in SIDES)
    cell = ie_cell(inside.score, outside.score) if inside.score is not None and outside.score is not None else None
    summary = SwotSummary(
        plan.name, len(swot.items), _scored(inside), _scored(outside), AVERAGE,
        cell.name if cell else None, cell.course if cell else None, drawn(plan), _unused(plan),
    )  # fmt: skip
    return Result("swot show", as_of, summary, Table(COLUMNS, tuples=_rows(plan)), parameters_of(plan))


def parameters_of(plan: Plan) -> tuple[Parameter, ...]:
    """The numbers that decide what is found in a register."""
    chosen = plan.parameters.swot
    return (
        Parameter("swot.normalise", plan.swot.normalise, "plan" if plan.swot.normalise else "default"),
        Parameter("parameters.swot.tolerance", chosen.tolerance, "plan"),
        Parameter("parameters.swot.items", chosen.items, "plan"),
        Parameter("parameters.swot.used_weight", chosen.used_weight, "plan"),
    )


def drawn(plan: Plan) -> tuple[Drawn, ...]:
    """The strategies in the order of the plan, each with the goals it leads to."""
    names = {goal.id: goal.name or goal.statement for goal in plan.goals}
    return tuple(
        Drawn(
            one.id, one.kind, one.text, one.uses,
            tuple(GoalLink(name, names.get(name, "")) for name in one.goals), one.actions, one.owner,
        )
        for one in plan.swot.strategies
    )  # fmt: skip


def _scored(side: Side) -> SideScore:
    return SideScore(side.items, side.weights, rounded(side.score), side.lacking)


def _unused(plan: Plan) -> tuple[str, ...]:
    used, least = used_ids(plan.swot), plan.parameters.swot.used_weight
    weights = [(item.id, weight_of(item, plan.swot)) for item in plan.swot.items]
    return tuple(name for name, weight in weights if weight is not None and weight >= least and name not in used)


def _rows(plan: Plan) -> Sequence[tuple[Value, ...]]:
    """The items by kind and weight, the heaviest first; without a weight at the end, without a kind last of all."""

    def place(item: SwotItem) -> tuple[int, Decimal]:
        weight = weight_of(item, plan.swot)
        return (KINDS.index(item.kind) if item.kind else len(KINDS)), -(weight if weight is not None else Decimal(-1))

    return [_row(item, plan) for item in sorted(plan.swot.items, key=place)]


def _row(item: SwotItem, plan: Plan) -> tuple[Value, ...]:
    weight = weight_of(item, plan.swot)
    weight = None if weight is None else round(weight, 6)
    score = None if weight is None or item.rating is None else weight * item.rating
    used_by = tuple(one.id for one in plan.swot.strategies if item.id in one.uses)
    return (item.id, item.kind, item.text, weight, item.rating, score, item.evidence, item.owner, used_by)
