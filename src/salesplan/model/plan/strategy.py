"""How we sell: price, promotion, channels, incentives, mode, process, indicators, means (methods.md 6.6 to 7.4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from salesplan.model.plan.market import Amount
from salesplan.model.plan.types import (
    AtMostAll,
    Count,
    Day,
    Flag,
    Names,
    PlanModel,
    Portion,
    Share,
    Weight,
    doc,
    one_of,
)

Offer = Annotated[
    Literal["discount", "gift", "spend_and_save"],
    one_of(discount="打折 折扣 降价 降價", gift="赠品 贈品 买赠 買贈 送礼 送禮", spend_and_save="满减 滿減"),
]
Term = Annotated[Literal["short", "long"], one_of(short="短期", long="长期 長期")]
Measured = Annotated[
    Literal["activity", "outcome"],
    one_of(activity="过程 過程 行为 行為 行动 行動 过程指标 過程指標", outcome="结果 結果 业绩 業績 结果指标 結果指標"),
]
MeansKind = Annotated[
    Literal["people", "material", "money"],
    one_of(people="人 人力 人员 人員", material="物 物料 物资 物資", money="钱 錢 财 財 资金 資金"),
]


class Price(PlanModel):
    """The price of a product and the three bases it rests on: cost, demand, rivals."""

    product: str = doc("产品", "product", min_length=1)
    price: Amount | None = doc("我们的价格", "our price", default=None)
    cost: Amount | None = doc("单位成本", "unit cost", default=None)
    min_margin: Share = doc("至少在成本上加多少", "least margin on the cost", default=Decimal(0), ge=0)
    value: Amount | None = doc("对客户值多少", "what it is worth to the customer", default=None)
    rival: Amount | None = doc("最强竞争对手的价格", "price of the strongest rival", default=None)
    demand: str | None = doc("需求依据", "evidence on demand", default=None)


class Promotion(PlanModel):
    """A promotion: a discount, a gift, or money off from a basket on."""

    name: str = doc("名称", "name", min_length=1)
    kind: Offer | None = doc(
        "discount 打折、gift 赠品、spend_and_save 满减", "discount, gift or spend_and_save", default=None
    )
    margin: Portion | None = doc("促销前的毛利率", "margin before, share of the price", default=None)
    discount: Portion | None = doc("打折的幅度，如 10%", "discount, share of the price", default=None)
    gift_cost: Amount | None = doc("赠品成本", "cost of the gift", default=None)
    price: Amount | None = doc("原价（赠品时）", "price before, for a gift", default=None)
    spend: Amount | None = doc("满多少", "money spent", default=None)
    save: Amount | None = doc("减多少", "money off", default=None)
    basket: Amount | None = doc("平均一单多少", "average basket", default=None)
    repeats: Flag = doc("每满都减", "off for every such sum", default=False)
    expected_uplift: Share | None = doc("预计多卖多少", "extra volume expected", default=None)
    target_class: str | None = doc("面向哪些客户", "customers it is for", default=None)
    start: Day | None = doc("开始", "first day", default=None)
    end: Day | None = doc("结束", "last day", default=None)
    budget: Amount | None = doc("预算", "budget", default=None)
    owner: str | None = doc("负责人", "owner", default=None)
    result: str | None = doc("结果", "result", default=None)


class Channel(PlanModel):
    """A channel and which target customers it reaches."""

    name: str = doc("渠道", "channel", min_length=1)
    kind: str | None = doc("线上平台、实体店、代理商等", "online, shop, agent and so on", default=None)
    segments: Names = doc("覆盖哪些细分市场", "segments it reaches", default=())
    coverage: Portion | None = doc("覆盖多少目标客户", "share of target customers reached", default=None)
    sales: Amount | None = doc("一年的销售额", "sales a year", default=None)
    cost: Amount | None = doc("一年的费用", "cost a year", default=None)
    margin: AtMostAll | None = doc("毛利率", "margin, share of sales", default=None)


class Incentive(PlanModel):
    """What rewards selling."""

    name: str = doc("名称", "name", min_length=1)
    kind: str | None = doc("提成、奖金、表彰等", "commission, bonus, praise and so on", default=None)
    metric: str | None = doc("奖什么指标", "metric it rewards", default=None)
    roles: Names = doc("给谁", "for whom", default=())


class Route(PlanModel):
    """A way to reach customers, with its past response."""

    name: str = doc("接触方式", "contact route", min_length=1)
    contacts: Count | None = doc("联系了多少", "contacts", default=None)
    replies: Count | None = doc("回应了多少", "replies", default=None)
    chosen: Flag = doc("是否选用", "whether it is chosen", default=True)


class SellingMode(PlanModel):
    """Short- or long-term selling, to whom, by which route."""

    term: Term | None = doc("short 短期，long 长期", "short- or long-term", default=None)
    group: str | None = doc("客户群", "customer group", default=None)
    route: str | None = doc("最容易的接触方式", "easiest contact route", default=None)
    routes: tuple[Route, ...] = doc("各种接触方式和回应", "routes with their response", default=())


class Stage(PlanModel):
    """A stage of the sales process."""

    name: str = doc("阶段", "stage", min_length=1)
    exit: Names = doc("进入下一阶段的条件", "what must be met to leave it", default=())
    max_days: Annotated[int, Field(ge=1)] | None = doc("最多停留几天", "days at most", default=None)


class Trigger(PlanModel):
    """A rule of the process: when something happens a task is due."""

    when: str | None = doc("什么时候", "when", default=None)
    then: str | None = doc("做什么", "task", default=None)
    within_days: Annotated[int, Field(ge=0)] | None = doc("几天内", "days to do it", default=None)
    owner: str | None = doc("负责人", "owner", default=None)


class Indicator(PlanModel):
    """A key performance indicator."""

    name: str = doc("指标", "indicator", min_length=1)
    kind: Measured | None = doc("activity 过程，outcome 结果", "activity or outcome", default=None)
    metric: str | None = doc("对应的目标指标", "metric of the goals", default=None)
    goals: Names = doc("对应哪些目标", "goals it serves", default=())
    weight: Annotated[Weight, Field(ge=0)] | None = doc("权重", "weight", default=None)
    roles: Names = doc("考核谁", "roles it measures", default=())


class BudgetLine(PlanModel):
    """One line of people, material or money: what is needed and what there is."""

    name: str = doc("项目", "what for", min_length=1)
    kind: MeansKind | None = doc("people 人、material 物、money 财", "people, material or money", default=None)
    needed: Amount | None = doc("需要多少", "needed", default=None)
    available: Amount | None = doc("现有多少", "available", default=None)
    initiative: str | None = doc("用于哪项策略", "strategy it serves", default=None)
    expected: Amount | None = doc("预计带来多少销售额", "sales expected of it", default=None)
    owner: str | None = doc("负责人", "owner", default=None)


class Budget(PlanModel):
    """What selling may cost and what it is spent on."""

    total: Amount | None = doc("总预算", "total", default=None)
    sales_target: Amount | None = doc(
        "销售目标；不写就取 targets 里销售额的总额", "sales target; else the revenue total under targets", default=None
    )
    lines: tuple[BudgetLine, ...] = doc("预算项目", "lines", default=())


class Strategy(PlanModel):
    """How we sell."""

    tags: Names = doc("策略名称，目标的 strategy_tag 用它", "names of strategies that goals belong to", default=())
    prices: tuple[Price, ...] = doc("定价", "prices", default=())
    promotions: tuple[Promotion, ...] = doc("促销", "promotions", default=())
    channels: tuple[Channel, ...] = doc("渠道", "channels", default=())
    incentives: tuple[Incentive, ...] = doc("激励", "incentives", default=())
    mode: SellingMode | None = doc("销售模式", "selling mode", default=None)
    process: tuple[Stage, ...] = doc("销售流程", "stages of the sales process", default=())
    triggers: tuple[Trigger, ...] = doc("流程规则：什么时候做什么", "rules of the process", default=())
    indicators: tuple[Indicator, ...] = doc("考核指标", "key performance indicators", default=())
    budget: Budget | None = doc("预算和资源", "budget and means", default=None)


class PriceParameters(PlanModel):
    """How high a price may be (methods.md 6.6)."""

    ceiling: Annotated[Decimal, Field(gt=0)] = doc(
        "最多是最强竞争对手的几倍", "times the strongest rival at most", default=Decimal("1.2")
    )


class KpiParameters(PlanModel):
    """How many indicators are too many (methods.md 7.3)."""

    max: Annotated[int, Field(ge=1)] = doc("指标最多几个", "indicators at most", default=8)


class ProcessParameters(PlanModel):
    """How long a deal may stay in a stage (methods.md 7.4)."""

    max_days: tuple[Annotated[int, Field(ge=1)], ...] = doc(
        "各阶段最多几天", "days of each stage at most", default=(14, 14, 14, 21, 14), min_length=1
    )
