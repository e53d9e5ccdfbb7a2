"""The numbers behind prospects and next month's value (methods.md 8.1, 8.2)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from salesplan.model.plan.customers import Days
from salesplan.model.plan.types import Flag, Money, Names, PlanModel, Portion, Share, doc


class ProspectTiers(PlanModel):
    """How many of the ranked prospects are high and mid; all others with a value are low."""

    H: Portion = doc("排名最前的多大比例算高（H）", "share of the ranked who are high", default=Decimal("0.20"))
    M: Portion = doc("其后多大比例算中（M）", "share of the ranked after them who are mid", default=Decimal("0.30"))


class FitParameters(PlanModel):
    """What a prospect is worth in hands that do not fit, as a share of his value (``prospects assign --optimal``)."""

    below: Portion = doc("能力每低一档，价值按几成算", "for each band of skill below", default=Decimal("0.50"))
    above: Portion = doc("能力每高一档，价值按几成算", "for each band of skill above", default=Decimal("0.90"))
    other_region: Portion = doc("不在同一区域，价值按几成算", "in another region", default=Decimal("0.80"))


class ProspectParameters(PlanModel):
    """How prospects are screened, ranked, handed out and followed up (methods.md 8.1)."""

    min_funds: Money | None = doc(
        "可用资金至少多少才跟进；不写就不筛", "least available funds; none: nobody is parked", default=None, ge=0
    )
    tiers: ProspectTiers = doc("高、中、低各占多少", "shares of high and mid", default=ProspectTiers())
    conflict: Literal["earliest", "contact", "none"] = doc(
        "撞单归谁：先创建的（earliest）、先联系的（contact），或只列出来（none）",
        "whose a prospect claimed twice is: earliest created, first contact, or none: only listed",
        default="earliest",
    )
    first_contact_hours: Annotated[int, Field(ge=1)] = doc(
        "首次联系的时限（小时）", "hours until the first contact", default=24
    )
    stale_days: Days = doc("多少天没有跟进算停滞", "days without activity until it is stale", default=30)
    forgotten_days: Days = doc(
        "有金额、没有下一步的商机，几天没跟进算遗忘",
        "days without follow-up until one with an amount and no next step is forgotten",
        default=14,
    )
    capacity: Annotated[int, Field(ge=0, le=100_000)] = doc(
        "每人最多同时跟进几个（销售人员名单里没写时）",
        "most open prospects of a person, where the list of people says none",
        default=20,
    )
    region: Flag = doc("优先分给同一区域的人", "people of the same region come first", default=False)
    fit: FitParameters = doc(
        "能力不对口时价值打几折", "what skill that does not fit takes off", default=FitParameters()
    )
    protected: Names = doc(
        "不动的客户或负责人：编号或名称", "customers and owners who are never moved, by id or name", default=()
    )
    idle_days: Days = doc("几天没有跟进就收回公海", "days without follow-up until it goes back to the pool", default=60)
    warn_days: Annotated[int, Field(ge=0, le=36600)] = doc(
        "收回前几天提醒", "days before that with an early warning", default=7
    )
    cool_off_days: Annotated[int, Field(ge=0, le=36600)] = doc(
        "退回后几天内本人不得再领", "days in which who gave one back may not have it again", default=30
    )


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
    bias_deals: Annotated[int, Field(ge=1)] = doc(
        "至少结束了几单才看偏差", "deals closed from which a bias is reported", default=5
    )
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
    net_new: Money | None = doc("全年净增业务的目标", "target of the year's net new business", default=None, gt=0)
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
