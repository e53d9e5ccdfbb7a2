"""The numbers behind loyalty tiers, points and the next offer (methods.md 5.3, 5.6)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.plan.types import Money, PlanModel, Portion, doc

Factor = Annotated[Decimal, Field(ge=0)]


class LoyaltyShares(PlanModel):
    """Which share of the customers with orders is gold, and which silver, where no amounts are given."""

    gold: Portion = doc("金级占有成交客户的比例", "share of customers who are gold", default=Decimal("0.10"))
    silver: Portion = doc("银级占比", "share who are silver", default=Decimal("0.20"))


class LoyaltyParameters(PlanModel):
    """Tiers and points (methods.md 5.3)."""

    shares: LoyaltyShares = doc("没有写门槛时按比例定级", "tiers by share", default=LoyaltyShares())
    tiers: Mapping[str, Money] = doc(
        "等级: 近 12 个月金额的门槛", "tier: least amount of the last 12 months", default_factory=dict
    )
    points: Factor = doc("每元几分", "points for one yuan", default=Decimal(1))
    multipliers: tuple[Factor, Factor, Factor] = doc(
        "金、银、铜的倍数", "multipliers of gold, silver, bronze",
        default=(Decimal("1.5"), Decimal("1.2"), Decimal("1.0")),
    )  # fmt: skip
    expiry_months: Annotated[int, Field(ge=1, le=1200)] = doc("几个月后过期", "months until points expire", default=24)


class OfferParameters(PlanModel):
    """What makes an offer worth making (methods.md 5.6)."""

    supporters: Annotated[int, Field(ge=1)] = doc(
        "至少几家同类客户买过才推荐", "least number of like customers who bought it", default=5
    )
