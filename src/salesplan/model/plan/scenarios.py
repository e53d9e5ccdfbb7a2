"""Scenarios: what the plan would look like if some of its numbers were others."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from salesplan.model.plan.types import Money, PlanModel, Portion, Share, amount_of, doc, share_of


def _total_of(value: object) -> object:
    """``+10%`` is a change of the plan's total, ``3300万`` a total of its own."""
    text = str(value).strip()
    return Change(by=share_of(text)) if text.endswith(("%", "\uff05")) else amount_of(text)


class Change(PlanModel):
    """A total relative to the plan's own."""

    by: Share = doc("比计划增减多少", "change as a share of the plan's total")


ScenarioTotal = Annotated[Money | Change, BeforeValidator(_total_of)]


class FactorChange(PlanModel):
    """What a scenario assumes about one of the plan's factors."""

    effect: Share | None = doc("影响", "effect", default=None, ge=-1, le=10)
    confidence: Portion | None = doc("把握", "how sure", default=None)


class Scenario(PlanModel):
    """Other totals and other factors; whatever is not named stays as the plan has it.

    A scenario that changes nothing is the plan as it stands, such as ``base``.
    """

    id: str = doc("情景的编号，如 base、high、low", "the scenario's id, such as base, high, low", min_length=1)
    name: str = doc("名称", "name", default="")
    totals: dict[str, ScenarioTotal] = doc(
        "目标编号和它的总额，如 revenue: +10%", "totals by target, such as revenue: +10%", default_factory=dict
    )
    factors: dict[str, FactorChange] = doc("因素名称和它的假设", "factors assumed otherwise", default_factory=dict)
    note: str = doc("说明", "note", default="")
