"""The numbers behind customer files: how complete, how fresh, how clean (methods.md 5.5, 12.2)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from salesplan.model.plan.customers import Days
from salesplan.model.plan.types import Names, PlanModel, Portion, Weight, doc

FileWeight = Annotated[Weight, Field(ge=0)]


class ProfileWeights(PlanModel):
    """How much each field of a customer's file counts; 0 leaves it out."""

    name: FileWeight = doc("客户名称", "name", default=Decimal(2))
    contact: FileWeight = doc("联系人", "contact", default=Decimal(2))
    reach: FileWeight = doc("电话、手机或邮箱", "phone, mobile or e-mail", default=Decimal(2))
    occupation: FileWeight = doc("行业或职业", "industry or occupation", default=Decimal(1))
    region: FileWeight = doc("区域、省份或城市", "region, province or city", default=Decimal(1))
    needs: FileWeight = doc("客户需求", "needs", default=Decimal(1))
    preferences: FileWeight = doc("客户偏好", "preferences", default=Decimal(1))
    background: FileWeight = doc("客户背景", "background", default=Decimal(1))
    decision_role: FileWeight = doc("决策链角色", "decision role", default=Decimal(1))
    purchase_history: FileWeight = doc("购买记录（有订单也算）", "purchase history (orders count)", default=Decimal(1))
    feedback: FileWeight = doc("客户反馈或满意度", "feedback or satisfaction", default=Decimal(1))
    interests: FileWeight = doc("兴趣爱好", "interests", default=Decimal(1))
    social_accounts: FileWeight = doc("社交账号", "social accounts", default=Decimal(1))
    interaction_log: FileWeight = doc(
        "互动记录（有跟进也算）", "interaction log (activities count)", default=Decimal(1)
    )

    @model_validator(mode="after")
    def _something_counts(self) -> ProfileWeights:
        if not any(self.counted().values()):
            raise PydanticCustomError("no_profile_field", "every weight is 0")
        return self

    def counted(self) -> dict[str, Decimal]:
        """The weights of the fields that count, in their order."""
        return {name: weight for name in type(self).model_fields if (weight := getattr(self, name))}


class ProfileParameters(PlanModel):
    """What a customer file must hold (methods.md 5.5)."""

    weights: ProfileWeights = doc("各项的权重", "weights of the fields", default=ProfileWeights())
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
    regions: Names = doc(
        "另外还有哪些地名，在公司名称开头时不计（省、市、区不必写）",
        "further places that do not count at the beginning of a company name (those of China need not be named)",
        default=(),
    )
    block: Annotated[int, Field(ge=2, le=1000)] = doc(
        "一组候选名称最多多少个时两两比较",
        "names that share a key: up to so many are compared each with each",
        default=100,
    )
    shared: Annotated[int, Field(ge=2)] = doc(
        "同一电话或邮箱出现在多少个不同名称下时不再当作依据（总机、代理）",
        "different names under one phone or e-mail from which on it proves nothing (a switchboard, an agent)",
        default=10,
    )
