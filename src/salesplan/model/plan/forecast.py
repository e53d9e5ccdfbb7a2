"""The numbers behind trend and forecast (methods.md 12.4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.plan.types import Flag, PlanModel, Portion, doc


class ForecastParameters(PlanModel):
    """How methods are compared, and how wide an interval is."""

    test_share: Annotated[Portion, Field(gt=0, le=Decimal("0.5"))] = doc(
        "留出最后多大比例来比较方法", "share of the series that is kept back", default=Decimal("0.20")
    )
    test_least: Annotated[int, Field(ge=1)] = doc("至少留出几期", "periods kept back at least", default=3)
    interval: Annotated[Decimal, Field(gt=0, le=5)] = doc(
        "区间是误差标准差的几倍（1.28 约 80%）", "times sigma of the errors (1.28: about 80 %)", default=Decimal("1.28")
    )
    members: Annotated[int, Field(ge=1, le=1000)] = doc(
        "按维度看时单独预测最大的几个，其余合在一起", "largest members told apart, the others together", default=12
    )
    average: Annotated[int, Field(ge=2, le=60)] = doc("移动平均看几期", "periods of a moving average", default=3)
    sure: Annotated[Decimal, Field(gt=0, le=10)] = doc(
        "斜率是其误差的几倍才算有趋势", "a trend is told from so many times its error", default=Decimal(2)
    )
    turn: Annotated[Portion, Field(gt=0)] = doc(
        "掉头多少才算转折", "a turn is told from so large a reversal", default=Decimal("0.05")
    )
    late_start: Annotated[int, Field(ge=0, le=366)] = doc(
        "名单开头晚几天、末尾早几天以上就当作没导全",
        "a list that begins later or ends earlier than so many days is taken for not whole",
        default=10,
    )
    merge_spring: Flag = doc(
        "一月、二月合在一起看（春节会移动）", "January and February as a pair, for Spring Festival moves", default=False
    )
    extra: Flag = doc(
        "也试 statsforecast 的方法（要装 forecast 扩展）",
        "also try the methods of statsforecast (forecast extra)",
        default=False,
    )
