"""The numbers behind coverage: where time goes against where the potential is (methods.md 8.4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from salesplan.model.plan.types import Flag, PlanModel, Portion, doc, one_of

Ratio = Annotated[Decimal, Field(gt=0)]
Minutes = Annotated[Decimal, Field(gt=0, le=1440)]
Tier = Literal["A", "B", "C", "D"]
Load = Annotated[
    Literal["visits", "customers", "potential"],
    one_of(visits="拜访 拜訪 工时 工時", customers="客户数 客戶數 家数 家數", potential="潜力 潛力"),
]

Grading = Annotated[
    Literal["tier", "class"],
    one_of(tier="价值等级 價值等級 RFM", **{"class": "客户等级 客戶等級 客户分类 客戶分類"}),
]


class ContactMinutes(PlanModel):
    """How long a contact of each kind takes, where the list does not say."""

    call: Minutes = doc("电话", "call", default=Decimal(15))
    visit: Minutes = doc("拜访", "visit", default=Decimal(60))
    demo: Minutes = doc("演示", "demo", default=Decimal(90))
    quote: Minutes = doc("报价", "quote", default=Decimal(30))
    meeting: Minutes = doc("会议", "meeting", default=Decimal(60))
    other: Minutes = doc("其他", "other", default=Decimal(30))


class CoverageParameters(PlanModel):
    """When a tier gets too much or too little time, who should serve it, when territories are even."""

    limits: tuple[Ratio, Ratio] = doc(
        "时间占比÷潜力占比：高于前者服务过度，低于后者服务不足",
        "time share over potential share: above is over-served, below under-served",
        default=(Decimal("1.50"), Decimal("0.67")),
    )
    minutes: ContactMinutes = doc("一次联系算几分钟", "minutes of one contact", default=ContactMinutes())
    high: tuple[Tier, ...] = doc("应由能手服务的等级", "tiers that the best should serve", default=("A",), min_length=1)
    low: tuple[Tier, ...] = doc("不该占用能手的等级", "tiers that the best should not serve", default=("D",))
    tiers: Mapping[str, Tier] = doc(
        "工时表里的等级叫法是哪一级", "which tier a word of the time list means", default_factory=dict
    )
    grading: Grading = doc(
        "按什么分级，工时表里的等级是哪一种：价值等级（RFM），或 classify 的客户等级",
        "what customers are graded by, and what the letters of the time list mean: value tier (RFM), or class",
        default="tier",
    )
    balance: Annotated[Portion, Field(gt=0)] = doc(
        "片区负担与平均相差多少以内算均衡", "how far from the mean a territory may be", default=Decimal("0.15")
    )
    across_regions: Flag = doc("均衡片区时可以跨区域", "customers may go to another region to even out", default=False)
    load: Load = doc(
        "片区负担按什么算：一年该拜访的工时、客户数或潜力",
        "what the load of a territory is: hours of visits due in a year, customers, or potential",
        default="visits",
    )

    @model_validator(mode="after")
    def _in_order(self) -> CoverageParameters:
        if self.limits[0] <= self.limits[1]:
            raise PydanticCustomError("descending", "{name}: not descending", {"name": "limits"})
        return self
