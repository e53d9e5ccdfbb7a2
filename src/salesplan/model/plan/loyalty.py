"""The numbers behind loyalty tiers, points and the next offer (methods.md 5.3, 5.6)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from salesplan.model.plan.types import Money, PlanModel, Portion, Weight, doc

Factor = Annotated[Weight, Field(ge=0, le=10_000, decimal_places=6)]
Least = Annotated[Money, Field(ge=0)]
GOLD, SILVER, BRONZE = "gold", "silver", "bronze"
"""The tiers by share; bronze is whoever has an order and no better tier."""


class LoyaltyShares(PlanModel):
    """Which share of the customers with orders is gold, and which silver, where no amounts are given."""

    gold: Portion = doc("金级占有成交客户的比例", "share of customers who are gold", default=Decimal("0.10"))
    silver: Portion = doc("银级占比", "share who are silver", default=Decimal("0.20"))


def _apart(tiers: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    """The tiers, the highest amount first; refused where two begin at one amount."""
    amounts = sorted(tiers.values(), reverse=True)
    for one, other in pairwise(amounts):
        if one == other:
            raise PydanticCustomError("tier_amounts", "two tiers begin at one amount", {"amount": f"{one:f}"})
    return dict(sorted(tiers.items(), key=lambda tier: -tier[1]))


class LoyaltyParameters(PlanModel):
    """Tiers and points (methods.md 5.3)."""

    shares: LoyaltyShares = doc("没有写门槛时按比例定级", "tiers by share", default=LoyaltyShares())
    tiers: Annotated[Mapping[str, Least], AfterValidator(_apart)] = doc(
        "等级: 近 12 个月金额的门槛；名称自定",
        "tier: least amount of the last 12 months; names are yours",
        default_factory=dict,
    )
    review: Annotated[int, Field(ge=1, le=12)] = doc(
        "每年几月 1 日评审等级，只有这一天会降级",
        "month on whose first day tiers are reviewed: the only day they go down",
        default=1,
    )
    points: Factor = doc("每元几分", "points for one yuan", default=Decimal(1))
    multipliers: tuple[Factor, ...] = doc(
        "各级的倍数，从高到低",
        "multipliers of the tiers, the best first",
        default=(Decimal("1.5"), Decimal("1.2"), Decimal("1.0")),
    )
    expiry_months: Annotated[int, Field(ge=1, le=1200)] = doc("几个月后过期", "months until points expire", default=24)
    point_value: Annotated[Money, Field(le=1_000_000, decimal_places=6)] = doc(
        "一分值多少元", "what a point is worth, yuan", default=Decimal("0.01"), ge=0
    )
    breakage: Portion = doc("预计不会兑换的比例", "share of the points that will never be redeemed", default=Decimal(0))
    near: Portion = doc(
        "离下一级还差不到下一级门槛的几成，算快升级",
        "customers whose gap is at most this share of the next tier's amount are close to it",
        default=Decimal("0.20"),
    )

    @property
    def levels(self) -> tuple[str, ...]:
        """The tiers, the best first; under the plan's own stands bronze unless the lowest begins at 0."""
        if not self.tiers:
            return (GOLD, SILVER, BRONZE)
        own = tuple(self.tiers)
        return own if self.tiers[own[-1]] == 0 else (*own, BRONZE)

    @model_validator(mode="after")
    def _consistent(self) -> LoyaltyParameters:
        if self.shares.gold + self.shares.silver > 1:
            raise PydanticCustomError("tier_shares", "more than all customers")
        if len(self.multipliers) != len(self.levels):
            told = {"levels": ", ".join(self.levels), "n": len(self.levels), "given": len(self.multipliers)}
            raise PydanticCustomError("multipliers", "not a multiplier for each tier", told)
        return self


class OfferParameters(PlanModel):
    """What makes an offer worth making (methods.md 5.6)."""

    supporters: Annotated[int, Field(ge=1)] = doc(
        "至少几家同类客户买过才推荐", "least number of like customers who bought it", default=5
    )
    own_orders: Annotated[int, Field(ge=2, le=1000)] = doc(
        "至少几个下单日才用自己的间隔", "order days it takes to go by his own gap", default=3
    )
    gaps: Annotated[int, Field(ge=1)] = doc(
        "至少几个间隔才用产品的中位间隔", "least number of gaps for the product's median gap", default=5
    )
    soon_days: Annotated[int, Field(ge=0, le=3660)] = doc(
        "几天内到期算快到了", "days ahead that count as due soon", default=14
    )
    lost_gaps: Annotated[Weight, Field(ge=1, le=100, decimal_places=6)] = doc(
        "超过几个间隔没下单，就不再当作复购", "gaps without an order after which it is no reorder any more",
        default=Decimal(3),
    )  # fmt: skip
