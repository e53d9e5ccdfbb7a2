"""The numbers behind the checks of a commission plan (methods.md 9.5)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.plan.types import PlanModel, Portion, Share, doc


class PayMeasures(PlanModel):
    """How simple a commission plan is to be (PAY-F4)."""

    most: Annotated[int, Field(ge=1)] = doc("最多几项指标", "measures at most", default=3)
    least: Portion = doc("每项至少占多少", "least weight of each", default=Decimal("0.15"))


class PayCorrelation(PlanModel):
    """How closely pay is to follow gross profit (PAY-F5)."""

    least: Annotated[Decimal, Field(ge=-1, le=1)] = doc(
        "提成和毛利的秩相关至少多少", "rank correlation of pay and gross profit at least", default=Decimal("0.3")
    )
    people: Annotated[int, Field(ge=3)] = doc("至少几个人才看", "people from which it is looked at", default=5)


class PayReached(PlanModel):
    """How many of the people's periods should reach their quota."""

    least: Portion = doc(
        "至少多大比例的人次达标，少了说明任务额太高",
        "share of quotas reached below which they are too high",
        default=Decimal("0.1"),
    )
    most: Portion = doc(
        "至多多大比例的人次达标，多了说明任务额太低",
        "share of quotas reached above which they are too low",
        default=Decimal("0.9"),
    )
    cases: Annotated[int, Field(ge=1)] = doc(
        "至少多少人次才看", "persons' periods from which it is looked at", default=10
    )


class PayParameters(PlanModel):
    """What a sound commission plan keeps to."""

    measures: PayMeasures = doc("提成方案是否简单", "whether a commission plan is simple", default=PayMeasures())
    correlation: PayCorrelation = doc("提成是否跟着毛利走", "whether pay follows profit", default=PayCorrelation())
    cliff: Share = doc(
        "全额累进跨一档最多跳多少（占跨档前的提成）",
        "most that pay may jump at the limit of a whole tier, as a share of the pay below",
        default=Decimal("0.25"),
        ge=0,
    )
    cap: Share = doc(
        "封顶至少要到达成率多少",
        "attainment that a cap is not to be reached before",
        default=Decimal("1.2"),
        ge=1,
    )
    reached: PayReached = doc(
        "任务额和起提线够不够得着", "whether quotas and thresholds are in reach", default=PayReached()
    )
