"""The numbers behind the sales action plan (methods.md 7.1, 7.2)."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from salesplan.model.plan.customers import Days
from salesplan.model.plan.types import PlanModel, Portion, doc


def _ascending(limits: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    if any(a >= b for a, b in pairwise(limits)):
        raise PydanticCustomError("ascending", "{name}: not ascending", {"name": "load"})
    return limits


Loads = Annotated[
    tuple[Annotated[Decimal, Field(gt=0, le=10)], Annotated[Decimal, Field(gt=0, le=10)]], AfterValidator(_ascending)
]


class FunnelRates(PlanModel):
    """The rates from contact to order that the plan gives; each that it leaves out comes from the own history."""

    meeting: Portion | None = doc("联系里有多少谈成会面", "meetings of contacts (calls and visits)", default=None)
    quote: Portion | None = doc("会面里有多少走到报价", "quotes of meetings", default=None)
    win: Portion | None = doc("报价里有多少成交", "orders of quotes", default=None)


class FunnelParameters(PlanModel):
    """The rates of the funnel, when the daily need fits, and from how many cases own rates are trusted."""

    load: Loads = doc(
        "每天要做的量占能力的几成算可行、算吃紧",
        "share of capacity up to which the daily need is fine, and up to which it is tight",
        default=(Decimal("0.90"), Decimal("1.00")),
    )
    min_cases: Annotated[int, Field(ge=1)] = doc(
        "自己的历史至少几例，转化率才可靠", "cases from which a rate of the own history is trusted", default=20
    )
    rates: FunnelRates = doc(
        "各步转化率；不写就从自己的历史算", "rate of each step; else that of the own history", default=FunnelRates()
    )
    follow_days: Days = doc(
        "联系后多少天内走到下一步才算转化", "days within which the next step must follow a contact", default=60
    )
    cycle_days: Annotated[int, Field(ge=0, le=3660)] | None = doc(
        "销售周期多少天；不写就用自己赢单的周期中位数",
        "days from contact to order; else the median of the own won deals",
        default=None,
    )
