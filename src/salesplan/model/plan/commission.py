"""The commission plan: who is paid what for which sales, under which rule from when to when (methods.md 9.5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from salesplan.model.period import Period
from salesplan.model.plan.metrics import metric_named
from salesplan.model.plan.types import (
    AtMostAll,
    Day,
    Flag,
    Money,
    Names,
    PlanModel,
    Portion,
    Share,
    Weight,
    amount_of,
    doc,
    each_once,
    one_of,
)

PayMeasure = Literal["revenue", "gross_profit", "units", "orders", "customers", "new_customers", "collections"]
PAY_MEASURES: tuple[PayMeasure, ...] = (
    "revenue",
    "gross_profit",
    "units",
    "orders",
    "customers",
    "new_customers",
    "collections",
)
"""What commission can be paid for; the last is told by payments, the others by orders."""
MONEY_MEASURES = frozenset(("revenue", "gross_profit", "collections"))
"""Those that are amounts: paid by a rate, the others by an amount for each."""
PayPeriod = Literal["month", "quarter", "year"]
Mode = Literal["marginal", "whole"]
_NONE = ("none", "no", "无", "無", "没有", "不设")


def _measure_of(value: object) -> object:
    """A measure by its name or another word for it, such as ``毛利`` or ``回款``."""
    known = metric_named(value) if isinstance(value, str) else None
    return known or value


class Tier(PlanModel):
    """One tier [from, to): of attainment where there is a quota, else of the measure itself; the last has no ``to``."""

    from_: Annotated[Share, Field(alias="from", ge=0)] = doc("从哪里起（含），如 100%", "from, included", alias="from")
    to: Share | None = doc("到哪里为止（不含）；最后一档不写", "up to, not included; none in the last", default=None)
    rate: Portion | None = doc("提成率", "rate", default=None)
    each: Annotated[Money, Field(ge=0)] | None = doc(
        "按个数计的，每个多少元", "amount for each, where the measure is counted", default=None
    )

    @property
    def pays(self) -> Decimal:
        """What one unit of the measure pays: the rate, or the amount for each."""
        return self.rate if self.rate is not None else self.each or Decimal(0)


def _ladder(tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
    """Tiers that begin at 0, follow each other without gap or overlap, the last one open."""
    if not tiers:
        raise PydanticCustomError("no_tiers", "no tier")
    ordered = tuple(sorted(tiers, key=lambda tier: tier.from_))
    for tier in ordered:
        if (tier.rate is None) == (tier.each is None):
            raise PydanticCustomError("tier_pay", "rate or each", {"start": _limit(tier.from_)})
        if tier.to is not None and tier.to <= tier.from_:
            limits = {"start": _limit(tier.from_), "end": _limit(tier.to)}
            raise PydanticCustomError("tier_backwards", "ends before it starts", limits)
    if ordered[0].from_ > 0:
        raise PydanticCustomError("tier_gap", "a gap", {"low": "0", "high": _limit(ordered[0].from_)})
    for one, two in pairwise(ordered):
        if one.to is None or one.to > two.from_:
            limits = {"start": _limit(two.from_), "before": _limit(one.from_), "end": _limit(one.to)}
            raise PydanticCustomError("tier_overlap", "two tiers overlap", limits)
        if one.to < two.from_:
            raise PydanticCustomError("tier_gap", "a gap", {"low": _limit(one.to), "high": _limit(two.from_)})
    if ordered[-1].to is not None:
        raise PydanticCustomError("tier_open", "the last tier ends", {"end": _limit(ordered[-1].to)})
    return ordered


def _limit(limit: Decimal | None) -> str:
    """A limit as it is written: a share up to 1000 %, else an amount; an open end has none."""
    if limit is None:
        return "∞"
    return f"{(limit * 100).normalize():f}%" if limit <= 10 else f"{limit.normalize():f}"  # noqa: PLR2004 - 1000 %


class Quota(PlanModel):
    """What is to be sold in one period: an amount, the persons' targets of the plan, or amounts by name."""

    amount: Annotated[Money, Field(ge=0)] | None = doc("每人每期多少", "for each person and period", default=None)
    targets: str | None = doc("用计划里哪个目标（按业务员分到的数）", "id of a target split by rep", default=None)
    reps: dict[str, Annotated[Money, Field(ge=0)]] = doc(
        "各人每期多少（没写的用 amount）", "by name; the others have the amount", default_factory=dict
    )

    @model_validator(mode="after")
    def _one_way(self) -> Quota:
        if (self.targets is None) == (self.amount is None and not self.reps):
            raise PydanticCustomError("quota_ways", "an amount or targets")
        return self


def _quota_of(value: object) -> object:
    """``10万`` is the amount for everyone, ``none`` no quota."""
    if isinstance(value, str):
        return None if value.strip().lower() in _NONE else {"amount": value}
    return value


class Who(PlanModel):
    """Whom a rule is for: everybody of these positions, teams and regions, or the people named; empty is everybody."""

    roles: Names = doc("哪些职位", "positions", default=())
    teams: Names = doc("哪些团队", "teams", default=())
    regions: Names = doc("哪些区域", "regions", default=())
    reps: Names = doc("哪些人", "people by name or number", default=())


class Items(PlanModel):
    """Sales picked by product, category or customer."""

    products: Names = doc("哪些产品（名称或编码）", "products by name or number", default=())
    categories: Names = doc("哪些类别", "categories", default=())
    customers: Names = doc("哪些客户（名称或编号）", "customers by name or number", default=())

    def __bool__(self) -> bool:
        return bool(self.products or self.categories or self.customers)


class Rate(PlanModel):
    """What certain sales pay instead of the tier's rate (``rate``), or as a multiple of it (``times``)."""

    products: Names = doc("哪些产品（名称或编码）", "products by name or number", default=())
    categories: Names = doc("哪些类别", "categories", default=())
    margin_from: AtMostAll | None = doc("毛利率从多少起（含）", "margin from, included", default=None)
    margin_to: AtMostAll | None = doc("毛利率到多少为止（不含）", "margin up to, not included", default=None)
    rate: Portion | None = doc("提成率，代替这一档的", "the rate, in place of the tier's", default=None)
    times: Annotated[Weight, Field(ge=0, le=10)] | None = doc(
        "提成率乘几倍", "what the tier's rate is multiplied by", default=None
    )

    @property
    def by_margin(self) -> bool:
        """Whether it asks for the margin of an order."""
        return self.margin_from is not None or self.margin_to is not None

    @model_validator(mode="after")
    def _tells_which_and_what(self) -> Rate:
        if (self.rate is None) == (self.times is None):
            raise PydanticCustomError("rate_ways", "rate or times")
        if not (self.products or self.categories or self.by_margin):
            raise PydanticCustomError("rate_of_what", "of which sales")
        return self


def _after_start(day: date | None, info: ValidationInfo) -> date | None:
    start = info.data.get("from_")
    if day is not None and start is not None and day < start:
        raise PydanticCustomError(
            "rule_days", "ends before it starts", {"end": day.isoformat(), "start": start.isoformat()}
        )
    return day


class CommissionRule(PlanModel):
    """One rule, in force from ``from`` to ``to`` (both included): an order is paid under the rule of its date.

    ``sales``: a person's own orders, or all of his team's. With ``share_out`` the ladder pays the team, and what it
    pays is shared out among its members. ``cumulative``: quota and sales add up from the start of the year, and what
    earlier periods earned is taken off. ``gate``: what is not collected yet is deferred to the period of the
    collection. ``threshold``: below this attainment nothing is paid, from it on everything from the first yuan.
    """

    id: str = doc("规则的编号", "the rule's id", min_length=1)
    name: str = doc("名称", "name", default="")
    from_: Day = doc("从哪天起执行", "in force from", alias="from")
    to: Annotated[Day | None, AfterValidator(_after_start)] = doc("执行到哪天（含）", "until, included", default=None)
    who: Who = doc("对谁", "whom it is for", default=Who())
    measure: Annotated[PayMeasure, BeforeValidator(_measure_of)] = doc(
        "按什么计提", "what is paid for", default="revenue"
    )
    sales: Annotated[Literal["own", "team"], one_of(own="本人 自己", team="团队 全队")] = doc(
        "own 本人的订单，team 全团队的订单", "own: his orders, team: his team's", default="own"
    )
    quota: Annotated[Quota | None, BeforeValidator(_quota_of)] = doc(
        "每期任务额：数、{targets: 目标编号}、none", "quota of a period: an amount, {targets: id}, none", default=None
    )
    period: Annotated[PayPeriod, one_of(month="月 每月", quarter="季 季度 每季", year="年 年度 每年")] = doc(
        "按月、季、年结算", "settled by month, quarter, year", default="month"
    )
    cumulative: Flag = doc("年初至今累计算档", "tiers by the year to date", default=False)
    mode: Annotated[Mode, one_of(marginal="超额累进 累进 分段", whole="全额累进 全额")] = doc(
        "marginal 超额累进，whole 全额累进", "marginal: each band at its rate, whole: all at one", default="marginal"
    )
    tiers: Annotated[tuple[Tier, ...], AfterValidator(_ladder)] = doc("档位", "tiers")
    threshold: Annotated[Share, Field(gt=0)] | None = doc(
        "起提线：达成率低于它不提", "attainment below which nothing is paid", default=None
    )
    base_rate: Portion | None = doc(
        "任务额为 0 时的提成率（默认第一档）", "rate where the quota is 0 (default: the first tier's)", default=None
    )
    cap: Annotated[Money, Field(gt=0)] | None = doc("每期封顶多少", "most that a period pays", default=None)
    rates: tuple[Rate, ...] = doc("某些产品、类别、毛利率的提成率", "rates of certain sales", default=())
    only: Items = doc("只算哪些销售", "only these sales count", default=Items())
    exclude: Items = doc("不提成的产品、类别、客户", "sales that pay nothing", default=Items())
    gate: Annotated[Literal["none", "collected"], one_of(none="无 不看回款", collected="回款 按回款")] = doc(
        "collected 回款多少发多少", "collected: paid as far as collected", default="none"
    )
    share_out: Annotated[
        Literal["equal", "sales", "weights"] | None, one_of(equal="平分", sales="按业绩", weights="按权重")
    ] = doc("团队奖怎么分：平分、按业绩、按权重", "how a team's bonus is shared out", default=None)
    weights: dict[str, Annotated[Weight, Field(ge=0)]] = doc(
        "各人的权重", "weights by name, for share_out: weights", default_factory=dict
    )

    @model_validator(mode="before")
    @classmethod
    def _limits_without_quota(cls, values: Any) -> Any:  # noqa: ANN401 - whatever the file holds
        return _with_amounts(values) if isinstance(values, dict) else values

    @model_validator(mode="after")
    def _fits_together(self) -> CommissionRule:
        counted = self.measure not in MONEY_MEASURES
        wrong = next((tier for tier in self.tiers if (tier.each is not None) != counted), None)
        if wrong is not None:
            kind = "tier_needs_each" if counted else "tier_needs_rate"
            raise PydanticCustomError(kind, "rate and measure", {"start": _limit(wrong.from_)})
        if self.threshold is not None and self.quota is None:
            raise PydanticCustomError("threshold_without_quota", "a threshold needs a quota")
        if (self.share_out == "weights") != bool(self.weights):
            raise PydanticCustomError("share_out_weights", "weights")
        if self.pooled and self.gate != "none":
            raise PydanticCustomError("share_out_gate", "a team's bonus waits for no collection")
        return self

    @property
    def pooled(self) -> bool:
        """Whether it is a team's bonus that is shared out."""
        return self.share_out is not None

    def in_force(self, within: Period) -> Period | None:
        """The days of a period on which the rule holds; None for none."""
        return within.common(Period(self.from_, self.to or date.max))


def _with_amounts(values: dict[str, Any]) -> dict[str, Any]:
    """Without a quota the limits of tiers are amounts: ``10万``. A percentage there has nothing to be a part of."""
    tiers = values.get("tiers")
    if _quota_of(values.get("quota")) is not None or not isinstance(tiers, list | tuple):
        return values
    return {**values, "tiers": [_tier_in_amounts(tier) for tier in tiers]}


def _tier_in_amounts(tier: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    if not isinstance(tier, Mapping):
        return tier
    found = dict(tier)
    for key in ("from", "to"):
        if isinstance(text := found.get(key), str):
            if text.strip().endswith(("%", "\uff05")) and text.strip(" %\uff05") != "0":
                raise PydanticCustomError("tier_without_quota", "a share of no quota", {"limit": text})
            try:
                found[key] = amount_of(text)
            except PydanticCustomError:
                continue
    return found


class Draw(PlanModel):
    """An advance for each month: pay is brought up to it, and later pay gives it back (``recoverable``), or does not.

    For a quarter's or year's statement it counts once for each of its months.
    """

    who: Who = doc("对谁", "whom it is for", default=Who())
    amount: Annotated[Money, Field(gt=0)] = doc("每月预支多少", "how much a month")
    from_: Day = doc("从哪天起", "from", alias="from")
    to: Annotated[Day | None, AfterValidator(_after_start)] = doc("到哪天（含）", "until, included", default=None)
    recoverable: Flag = doc(
        "以后的提成要不要还（否就是保底）", "whether later pay gives it back (no: a guarantee)", default=True
    )


def _the_whole(shares: dict[str, Decimal]) -> dict[str, Decimal]:
    together = sum(shares.values(), Decimal(0))
    if together != 1:
        raise PydanticCustomError("split_whole", "not the whole", {"percent": f"{(together * 100).normalize():f}%"})
    return shares


class Split(PlanModel):
    """Whose an order (or all orders of a customer) is, where several people share it."""

    order: str | None = doc("哪个订单", "which order", default=None)
    customer: str | None = doc("哪个客户（名称或编号）", "which customer, by name or number", default=None)
    shares: Annotated[dict[str, Portion], AfterValidator(_the_whole)] = doc(
        "各人的比例，合计 100%", "shares by name, 100% together"
    )

    @model_validator(mode="after")
    def _of_one(self) -> Split:
        if (self.order is None) == (self.customer is None):
            raise PydanticCustomError("split_of", "an order or a customer")
        return self


class Commission(PlanModel):
    """The commission plan. ``budget`` is what all commission of a year may come to."""

    rules: Annotated[tuple[CommissionRule, ...], each_once("id", "same_id")] = doc("提成规则", "rules", default=())
    splits: tuple[Split, ...] = doc("共享的订单、客户怎么分", "shared orders and customers", default=())
    draws: tuple[Draw, ...] = doc("预支和保底", "advances and guarantees", default=())
    budget: Annotated[Money, Field(gt=0)] | None = doc("全年提成预算", "what a year's commission may be", default=None)
