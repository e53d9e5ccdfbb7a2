"""The numbers behind coverage: where time goes against where the potential is (methods.md 8.4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from salesplan.model.plan.types import PlanModel, doc

Ratio = Annotated[Decimal, Field(gt=0)]


class CoverageParameters(PlanModel):
    """When a tier gets too much or too little time."""

    limits: tuple[Ratio, Ratio] = doc(
        "时间占比÷潜力占比：高于前者服务过度，低于后者服务不足",
        "time share over potential share: above is over-served, below under-served",
        default=(Decimal("1.50"), Decimal("0.67")),
    )

    @model_validator(mode="after")
    def _in_order(self) -> CoverageParameters:
        if self.limits[0] <= self.limits[1]:
            raise PydanticCustomError("descending", "{name}: not descending", {"name": "limits"})
        return self
