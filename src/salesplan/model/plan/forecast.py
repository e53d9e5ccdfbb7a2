"""The numbers behind trend and forecast (methods.md 12.4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.plan.types import PlanModel, Portion, doc


class ForecastParameters(PlanModel):
    """How methods are compared, and how wide an interval is."""

    test_share: Annotated[Portion, Field(gt=0, le=Decimal("0.5"))] = doc(
        "留出最后多大比例来比较方法", "share of the series that is kept back", default=Decimal("0.20")
    )
    test_least: Annotated[int, Field(ge=1)] = doc("至少留出几期", "periods kept back at least", default=3)
    interval: Annotated[Decimal, Field(gt=0, le=5)] = doc(
        "区间是误差标准差的几倍（1.28 约 80%）", "times sigma of the errors (1.28: about 80 %)", default=Decimal("1.28")
    )
