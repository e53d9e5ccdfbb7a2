"""The market: its size, rivals, segments, our position and what we promise (methods.md 6.2 to 6.5)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from salesplan.model.plan.types import (
    Count,
    Day,
    Money,
    Names,
    PlanModel,
    Portion,
    Share,
    Weight,
    doc,
    flag_of,
    one_of,
)

Amount = Annotated[Money, Field(ge=0, max_digits=24)]
Part = Annotated[Share, Field(ge=0)]
Relative = Annotated[Weight, Field(ge=0)]
Score = Annotated[Decimal, Field(ge=1, le=5)]
Level = Annotated[
    Literal["high", "mid", "low"],
    one_of(high="高端 高档 高檔 高 高价 高價", mid="中端 中档 中檔 中 中等", low="低端 低档 低檔 低 低价 低價"),
]
RivalKind = Annotated[
    Literal["direct", "indirect"],
    one_of(
        direct="直接 直接竞争 直接競爭 直接竞品 直接競品",
        indirect="间接 間接 间接竞争 間接競爭 间接竞品 間接競品 替代 替代品",
    ),
]
_HAVE = {"有": True, "无": False, "無": False, "没有": False, "沒有": False}
_UNKNOWN = frozenset(("不知道", "unknown", "?", "？"))


def _have(value: object) -> bool | None:
    word = str(value).strip().lower()
    if word in _UNKNOWN:
        return None
    if word in _HAVE:
        return _HAVE[word]
    try:
        return flag_of(value)
    except PydanticCustomError:
        raise PydanticCustomError("have", "not yes, no or unknown") from None


_HAVE_SCHEMA = WithJsonSchema({"enum": [True, False, "yes", "no", "unknown", "有", "无", "不知道"]})
Have = Annotated[bool | None, BeforeValidator(_have), _HAVE_SCHEMA]
"""Whether a firm has a feature; None where that is not known."""


def _weights(weights: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    if not any(weights):
        raise PydanticCustomError("weights", "not weights: all 0")
    return weights


def _strong_first(bands: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    if bands[0] <= bands[1]:
        raise PydanticCustomError("descending", "{name}: not descending", {"name": "bands"})
    return bands


class TopDown(PlanModel):
    """A market from above."""

    population: Count | None = doc("总人数（家数）", "how many there are", default=None)
    need: Portion | None = doc("有需求的比例", "share that needs it", default=None)
    purchases: Count | None = doc("每年购买次数", "purchases a year", default=None)
    price: Amount | None = doc("平均价格", "average price", default=None)


class SegmentSize(PlanModel):
    """One segment of a market from below."""

    segment: str = doc("细分市场", "segment", min_length=1)
    customers: Count | None = doc("客户数", "customers", default=None)
    buying: Portion | None = doc("购买的比例", "share that buys", default=None)
    spend: Amount | None = doc("每个客户每年花多少", "what a buyer spends a year", default=None)
    source: str | None = doc("这一行的数据来源", "where the figures of this segment come from", default=None)


class MarketYear(PlanModel):
    """The market and our sales in one year."""

    year: Annotated[int, Field(ge=1900, le=2200)] = doc("年份", "year")
    size: Amount = doc("市场规模", "market size")
    ours: Amount | None = doc("我们的销售额", "our sales", default=None)
    source: str | None = doc("这一年的数据来源", "where the figures of this year come from", default=None)


class SizeSources(PlanModel):
    """Where each number of a market's size comes from; what is not named comes from the ``source`` of the whole."""

    population: str | None = doc("总人数（家数）的来源", "of the population", default=None)
    need: str | None = doc("有需求比例的来源", "of the share that needs it", default=None)
    purchases: str | None = doc("购买次数的来源", "of the purchases a year", default=None)
    price: str | None = doc("平均价格的来源", "of the average price", default=None)
    tam: str | None = doc("TAM 的来源", "of the TAM", default=None)
    sam: str | None = doc("SAM 的来源", "of the SAM", default=None)
    som: str | None = doc("SOM 的来源", "of the SOM", default=None)
    ours: str | None = doc("我们销售额的来源", "of our sales", default=None)


class MarketSize(PlanModel):
    """How large the market is, in money a year: from above, from below, and what of it we can reach.

    Our sales are those of the orders of the last twelve months where ``ours`` is not given.
    """

    top_down: TopDown | None = doc("自上而下", "from above", default=None)
    bottom_up: tuple[SegmentSize, ...] = doc("自下而上", "from below", default=())
    tam: Amount | None = doc("总市场 TAM", "total addressable market", default=None)
    sam: Amount | None = doc("可服务市场 SAM", "serviceable market", default=None)
    som: Amount | None = doc("可获得市场 SOM", "obtainable market", default=None)
    ours: Amount | None = doc("我们一年的销售额", "our sales a year", default=None)
    years: tuple[MarketYear, ...] = doc("各年的规模", "size by year", default=())
    source: str | None = doc("数据来源（没有单独写来源的数都来自这里）", "where all else comes from", default=None)
    sources: SizeSources = doc("各个数的来源", "where each number comes from", default=SizeSources())


class Firm(PlanModel):
    """Ourselves or a rival. Share, growth and profitability are shares such as 35%."""

    share: Portion | None = doc("市场份额", "market share", default=None)
    growth: Share | None = doc("增长率", "growth", default=None)
    profitability: Share | None = doc("利润率", "margin", default=None)
    price: Amount | None = doc("主推产品的价格", "price of the main product", default=None)
    features: dict[str, Have] = doc(
        "有没有这个特点：特点: 有/无/不知道", "feature: yes, no or unknown", default_factory=dict
    )
    factors: dict[str, Annotated[int, Field(ge=1, le=4)]] = doc(
        "关键成功因素的评分 1 到 4", "rating 1 to 4 of each success factor", default_factory=dict
    )


class Competitor(Firm):
    """A rival, with what is known of his four P."""

    name: str = doc("名称", "name", min_length=1)
    kind: RivalKind | None = doc("direct 直接，indirect 间接", "direct or indirect", default=None)
    products: str | None = doc("产品", "products", default=None)
    prices: str | None = doc("价格", "prices", default=None)
    promotion: str | None = doc("促销", "promotion", default=None)
    channels: str | None = doc("渠道", "channels", default=None)
    strengths: str | None = doc("强项", "strengths", default=None)
    weaknesses: str | None = doc("弱项", "weaknesses", default=None)
    evidence_on: Day | None = doc("信息是哪天的", "day of the evidence", default=None)
    swot: Names = doc("对应 SWOT 的哪几条机会或威胁", "opportunities or threats it makes", default=())


class Segment(PlanModel):
    """A segment: which customers belong to it, and how attractive it is, 1 to 5 on each measure.

    ``when`` holds a rule for each column of the customer list, by its field or header: ``35..55`` (both included),
    ``>100000``, ``>=``, ``<``, ``<=``, a value, or several, any of which will do; days, shares and yes or no likewise.
    A customer belongs to the first segment whose rules all hold.
    """

    id: str = doc("编号", "id", min_length=1)
    name: str = doc("名称", "name", default="")
    when: dict[str, Names] = doc(
        "客户名单的列: 条件，如 年龄: 35..55", "column of the customer list: condition", default_factory=dict
    )
    size: Score | None = doc("规模 1 到 5", "size, 1 to 5", default=None)
    growth: Score | None = doc("增长 1 到 5", "growth, 1 to 5", default=None)
    profit: Score | None = doc("利润 1 到 5", "profit, 1 to 5", default=None)
    fit: Score | None = doc("匹配 1 到 5", "fit with us, 1 to 5", default=None)
    access: Score | None = doc("可达 1 到 5", "access, 1 to 5", default=None)


class ValueSentence(PlanModel):
    """The value proposition in its seven slots."""

    segment: str | None = doc("给谁", "for whom", default=None)
    need: str | None = doc("他们要什么", "what they need", default=None)
    product: str | None = doc("我们的产品", "our product", default=None)
    benefit: str | None = doc("带来什么好处", "what it brings them", default=None)
    unlike: str | None = doc("不像谁", "unlike whom", default=None)
    difference: str | None = doc("不同在哪里", "what is different", default=None)
    proof: str | None = doc("凭什么信", "what proves it", default=None)


class FabRow(PlanModel):
    """A feature, what it does better, and what the customer has of it."""

    feature: str = doc("特点", "feature", min_length=1)
    advantage: str | None = doc("优点", "advantage", default=None)
    benefit: str | None = doc("给客户的好处", "benefit to the customer", default=None)


class Position(PlanModel):
    """Where we want to stand in the market."""

    declared: Level | None = doc("定位：high 高端、mid 中端、low 低端", "high, mid or low end", default=None)
    price: Amount | None = doc("我们的价格", "our price", default=None)
    market_price: Amount | None = doc(
        "市场均价；不写就按竞争对手的价格和份额算",
        "market price; else from the rivals' prices and shares",
        default=None,
    )


class Market(PlanModel):
    """What is known of the market and where we want to stand in it."""

    size: MarketSize | None = doc("市场规模", "market size", default=None)
    us: Firm = doc("我们自己", "ourselves", default=Firm())
    competitors: tuple[Competitor, ...] = doc("竞争对手", "rivals", default=())
    factors: dict[str, Part] = doc("关键成功因素的权重，合计 1", "weights of success factors", default_factory=dict)
    segments: tuple[Segment, ...] = doc("细分市场，先符合的算", "segments, the first that fits", default=())
    targets: Annotated[int, Field(ge=1)] = doc("选几个目标市场", "how many segments are targeted", default=2)
    position: Position | None = doc("定位", "position", default=None)
    value: ValueSentence | None = doc("价值主张", "value proposition", default=None)
    fab: tuple[FabRow, ...] = doc("特点、优点、好处", "feature, advantage, benefit", default=())


class RivalParameters(PlanModel):
    """How the strength of firms is counted (methods.md 6.2)."""

    weights: Annotated[tuple[Relative, Relative, Relative], AfterValidator(_weights)] = doc(
        "份额、增长、利润率的权重", "weights of share, growth, profitability",
        default=(Decimal("0.5"), Decimal("0.3"), Decimal("0.2")),
    )  # fmt: skip
    bands: Annotated[tuple[Decimal, Decimal], AfterValidator(_strong_first)] = doc(
        "强、中的最低分", "least points of strong and medium", default=(Decimal(67), Decimal(34))
    )
    evidence_days: Annotated[int, Field(gt=0)] = doc("信息多少天内有效", "days that evidence is good for", default=180)


class MarketParameters(PlanModel):
    """When two sizes of a market are too far apart (methods.md 6.3)."""

    size_gap: Portion = doc(
        "两种算法相差较大一方的多少就提醒", "difference as a share of the larger that is reported",
        default=Decimal("0.30"),
    )  # fmt: skip
    share_gap: Portion = doc(
        "算出的份额和 us.share 相差较大一方的多少就说明",
        "difference of our share, counted and written, as a part of the larger that is told",
        default=Decimal("0.10"),
    )


class SegmentWeights(PlanModel):
    """What each measure of attractiveness weighs."""

    size: Relative = doc("规模", "size", default=Decimal("0.25"))
    growth: Relative = doc("增长", "growth", default=Decimal("0.20"))
    profit: Relative = doc("利润", "profit", default=Decimal("0.25"))
    fit: Relative = doc("匹配", "fit", default=Decimal("0.20"))
    access: Relative = doc("可达", "access", default=Decimal("0.10"))

    @model_validator(mode="after")
    def _weights_weigh(self) -> SegmentWeights:
        if not any(self.model_dump().values()):
            raise PydanticCustomError("weights", "not weights: all are 0")
        return self


class SegmentParameters(PlanModel):
    """When a segmentation is too rough, and how attractiveness is weighed (methods.md 6.4)."""

    unmatched: Portion = doc(
        "未分类超过多少就提醒", "share without a segment that is reported", default=Decimal("0.20")
    )
    min_size: Annotated[int, Field(ge=1)] = doc("少于几家就提醒", "customers below which it is reported", default=5)
    weights: SegmentWeights = doc("吸引力的权重", "weights of attractiveness", default=SegmentWeights())


class PositionParameters(PlanModel):
    """Which price index is high-end, and how long a benefit may be (methods.md 6.5)."""

    bands: Annotated[tuple[Decimal, Decimal], AfterValidator(_strong_first)] = doc(
        "高端、中端的最低价格指数", "least price index of high-end and mid-range",
        default=(Decimal("1.20"), Decimal("0.80")),
    )  # fmt: skip
    length: Annotated[int, Field(ge=1)] = doc("一句话最多几个字", "characters a line may have", default=60)
