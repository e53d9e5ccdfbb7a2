"""The numbers behind the plan of visits (methods.md 5.4, 11.3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.plan.customers import Days
from salesplan.model.plan.types import PlanModel, Share, doc


class VisitIntervals(PlanModel):
    """Days between two visits, by value tier."""

    A: Days = doc("价值等级 A 每隔几天", "tier A, days", default=14)
    B: Days = doc("价值等级 B 每隔几天", "tier B, days", default=30)
    C: Days = doc("价值等级 C 每隔几天", "tier C, days", default=90)
    D: Days = doc("价值等级 D 每隔几天", "tier D, days", default=180)


class VisitParameters(PlanModel):
    """How often each tier is visited, how many visits fit a day, and what is too much."""

    interval_days: VisitIntervals = doc("各价值等级的间隔", "interval of each tier", default=VisitIntervals())
    per_day: Annotated[Decimal, Field(ge=0, le=100)] = doc(
        "每人每天几次（人员名单没写每日联系数时）",
        "visits a day of each person for whom the list of sales people gives no contacts per day",
        default=Decimal(4),
    )
    full_at: Annotated[Share, Field(gt=0, le=1)] = doc(
        "全年要的次数占能力的几成算快满（黄灯）；超过全部是红灯",
        "share of what a person can do from which the visits of a year are amber; above all of it they are red",
        default=Decimal("0.85"),
    )
    apart: Days = doc(
        "成交后跟进离上次拜访几天内不另去",
        "a step after an order that comes fewer days than this after a visit was done by that visit",
        default=5,
    )
    contact_days: Days = doc("看最近多少天的联系是否过度", "days whose contacts may be too many", default=90)
    over_contact: Annotated[Decimal, Field(gt=1)] = doc(
        "联系次数超过计划几倍算过度", "contacts above so many times the plan are too many", default=Decimal(2)
    )
