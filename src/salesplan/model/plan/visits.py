"""The numbers behind the plan of visits (methods.md 5.4, 11.3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.plan.customers import Days
from salesplan.model.plan.types import PlanModel, doc


class VisitIntervals(PlanModel):
    """Days between two visits, by value tier."""

    A: Days = doc("价值等级 A 每隔几天", "tier A, days", default=14)
    B: Days = doc("价值等级 B 每隔几天", "tier B, days", default=30)
    C: Days = doc("价值等级 C 每隔几天", "tier C, days", default=90)
    D: Days = doc("价值等级 D 每隔几天", "tier D, days", default=180)


class VisitParameters(PlanModel):
    """How often each tier is visited, and what is too often."""

    interval_days: VisitIntervals = doc("各价值等级的间隔", "interval of each tier", default=VisitIntervals())
    over_contact: Annotated[Decimal, Field(gt=1)] = doc(
        "联系次数超过计划几倍算过度", "contacts above so many times the plan are too many", default=Decimal(2)
    )
