"""The numbers behind the sales action plan (methods.md 7.1, 7.2)."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from salesplan.model.plan.types import PlanModel, doc


def _ascending(limits: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    if any(a >= b for a, b in pairwise(limits)):
        raise PydanticCustomError("ascending", "{name}: not ascending", {"name": "load"})
    return limits


Loads = Annotated[
    tuple[Annotated[Decimal, Field(gt=0, le=10)], Annotated[Decimal, Field(gt=0, le=10)]], AfterValidator(_ascending)
]


class FunnelParameters(PlanModel):
    """When the daily need fits, and from how many cases own rates are trusted."""

    load: Loads = doc(
        "每天要做的量占能力的几成算可行、算吃紧",
        "share of capacity up to which the daily need is fine, and up to which it is tight",
        default=(Decimal("0.90"), Decimal("1.00")),
    )
    min_cases: Annotated[int, Field(ge=1)] = doc(
        "自己的历史至少几例，转化率才可靠", "cases from which a rate of the own history is trusted", default=20
    )
