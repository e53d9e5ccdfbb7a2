"""The numbers behind prospects and next month's value (methods.md 8.1, 8.2)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from salesplan.model.plan.customers import Days
from salesplan.model.plan.types import Money, Names, PlanModel, Portion, Share, doc


class ProspectParameters(PlanModel):
    """How prospects are followed up (methods.md 8.1)."""

    first_contact_hours: Annotated[int, Field(ge=1)] = doc(
        "首次联系的时限（小时）", "hours until the first contact", default=24
    )
    stale_days: Days = doc("多少天没有跟进算停滞", "days without activity until it is stale", default=30)


class ValueParameters(PlanModel):
    """How open deals are valued (methods.md 8.2)."""

    commit: Portion = doc("赢率达到多少算承诺", "probability from which a deal is committed", default=Decimal("0.75"))
    min_closed: Annotated[int, Field(ge=1)] = doc(
        "自己的历史至少几单才用", "closed deals from which own history counts", default=30
    )
    stages: tuple[Portion, ...] = doc(
        "各阶段的默认赢率", "default probability of each stage",
        default=tuple(Decimal(p) for p in ("0.10", "0.25", "0.50", "0.75", "1.00")), min_length=1,
    )  # fmt: skip
    bias: Share = doc("预估偏差多少要提醒", "bias of estimates that is reported", default=Decimal("0.20"), gt=0)
    stage_names: Names = doc(
        "进行中的销售阶段，按先后；不写就用 strategy.process 的阶段",
        "the open stages in their order; else those of strategy.process",
        default=(),
    )
    won: Names = doc("您自己表示赢单的用词", "your own words for a deal that is won", default=())
    lost: Names = doc("您自己表示输单的用词", "your own words for a deal that is lost", default=())
    bands: tuple[Annotated[Money, Field(gt=0)], ...] = doc(
        "可用资金分档的界限", "limits of the bands of available funds",
        default=(Decimal(100_000), Decimal(500_000), Decimal(1_000_000)),
    )  # fmt: skip
    product_names: Mapping[str, str] = doc(
        "商机里的产品叫法是产品名单里的哪个",
        "product of the list that a name in the deals means",
        default_factory=dict,
    )

    @model_validator(mode="after")
    def _bands_in_order(self) -> ValueParameters:
        if any(a >= b for a, b in pairwise(self.bands)):
            raise PydanticCustomError("ascending", "{name}: not ascending", {"name": "bands"})
        return self
