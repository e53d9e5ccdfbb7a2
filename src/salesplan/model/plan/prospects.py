"""The numbers behind prospects and next month's value (methods.md 8.1, 8.2)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.plan.customers import Days
from salesplan.model.plan.types import PlanModel, Portion, Share, doc


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
