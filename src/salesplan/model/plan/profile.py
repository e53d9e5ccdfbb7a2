"""The numbers behind customer files: how complete, how fresh, how clean (methods.md 5.5, 12.2)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.plan.customers import Days
from salesplan.model.plan.types import Names, PlanModel, Portion, doc


class ProfileParameters(PlanModel):
    """What a customer file must hold (methods.md 5.5)."""

    target: Portion = doc("完整度目标", "completeness to reach", default=Decimal("0.80"))
    fresh_days: Days = doc("多少天内更新过算新", "updated within so many days is fresh", default=365)


class CleanParameters(PlanModel):
    """When records look alike, and when a list is fit for use (methods.md 12.2)."""

    similarity: Annotated[Portion, Field(gt=0)] = doc(
        "名称相似度达到多少列入核对", "names this alike are put up for review", default=Decimal("0.90")
    )
    valid_rows: Portion = doc("有效行比例的门槛", "least share of valid rows", default=Decimal("0.95"))
    outlier: Annotated[Decimal, Field(gt=0)] = doc(
        "偏离中位数几个 MAD 算异常", "outlier: so many MADs from the median", default=Decimal("3.5")
    )
    placeholders: Names = doc(
        "另外还有哪些词等于没填（无、-、未知、13800000000 等不必写）",
        "further words that mean nothing is there (n/a, unknown, 13800000000 and the like need not be named)",
        default=(),
    )
