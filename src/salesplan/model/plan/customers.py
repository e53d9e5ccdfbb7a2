"""The numbers that decide how customers are rated: ``parameters`` of the plan for MAN, classes, 80/20, RFM, life cycle.

Every default is a choice of methods.md section 17 (the articles give words only) and is printed with each result.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise, product
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from salesplan.model.plan.types import Flag, Money, PlanModel, Share, Weight, doc

Days = Annotated[int, Field(ge=1, le=36600)]
CELLS: tuple[str, ...] = tuple("".join(letters) for letters in product("Mm", "Aa", "Nn"))
"""The eight MAN cells; a capital letter is a factor that is present."""


def _without_percent_sign(value: object) -> object:
    return str(value).strip().removesuffix("%").removesuffix("％")


Factor = Annotated[Decimal, Field(gt=0, le=100, max_digits=8)]
"""So many times something, 100 at most."""
Percent = Annotated[Decimal, BeforeValidator(_without_percent_sign), Field(gt=0, le=100)]
Weights = tuple[Weight, Weight, Weight]


def _check_weights(weights: tuple[Decimal, ...]) -> None:
    if any(w < 0 for w in weights) or not any(weights):
        raise PydanticCustomError("weights", "not weights: none below 0, not all 0")


def _check_ascending(name: str, values: tuple[Any, ...]) -> None:
    if any(a >= b for a, b in pairwise(values)):
        raise PydanticCustomError("ascending", "{name}: not ascending", {"name": name})


class ManParameters(PlanModel):
    """How MAN values become a score and a cell (methods.md 3.1)."""

    weights: Weights = doc(
        "购买能力、决策能力、需求度三项的权重",
        "Weights of M, A, N",
        default=(Decimal("0.3"), Decimal("0.3"), Decimal("0.4")),
    )
    present_at: Decimal = doc(
        "从几分起算具备（大写字母）", "A factor is present (capital) from here", default=Decimal(3), ge=1, le=5
    )
    evidence_days: Days = doc("评估超过几天要重新核实", "Days after which evidence is to be checked again", default=180)
    words: Mapping[str, Annotated[int, Field(ge=1, le=5)]] = doc(
        "您自己的评价用词各算几分", "What your own words mean, 1 to 5", default_factory=dict
    )
    scales: Mapping[str, tuple[Decimal, Decimal]] = doc(
        "不是 1-5 分的列：最低分和最高分", "Columns on another scale: lowest and highest value", default_factory=dict
    )

    @model_validator(mode="after")
    def _weights_weigh(self) -> ManParameters:
        _check_weights(self.weights)
        return self


class ClassCells(PlanModel):
    """Which MAN cells make a customer B, C or D when no recent order makes him A (methods.md 3.3)."""

    B: tuple[str, ...] = doc("B 级的 MAN 组合", "Cells of class B", default=("MAN", "MaN", "mAN"))
    C: tuple[str, ...] = doc("C 级的 MAN 组合", "Cells of class C", default=("MAn", "Man", "mAn", "maN"))
    D: tuple[str, ...] = doc("D 级的 MAN 组合", "Cells of class D", default=("man",))

    @model_validator(mode="after")
    def _each_cell_once(self) -> ClassCells:
        if sorted(self.B + self.C + self.D) != sorted(CELLS):
            raise PydanticCustomError(
                "cells", "each of the eight cells must stand once: {cells}", {"cells": " ".join(CELLS)}
            )
        return self


class ClassParameters(PlanModel):
    """What makes a customer A, B, C or D (methods.md 3.3)."""

    a_days: Days = doc("几天以内有成交算 A 级", "An order this many days ago or less makes class A", default=90)
    cells: ClassCells = doc("各级包含的 MAN 组合", "The MAN cells of each class", default=ClassCells())
    b_deal_days: Days = doc(
        "几天内预计成交的商机算 B 级", "An open deal expected in so many days makes class B", default=90
    )
    a_rule: Literal["traded", "traded_or_imminent"] = doc(
        "A 级只看成交（traded），还是 MAN 客户的商机快成交也算（traded_or_imminent）",
        "A by trade alone, or also with a deal of a MAN customer that closes soon",
        default="traded",
    )
    imminent_days: Days = doc("“快成交”是几天内", "How soon such a deal is expected", default=30)
    scheme: Literal["traded", "closing_time"] = doc(
        "怎么分级：按成交和 MAN（traded），还是只看商机多久成交（closing_time，有 E 级）",
        "Classes by trade and MAN, or by how soon a deal closes (closing_time, with a class E)",
        default="traded",
    )
    closing_days: tuple[Days, Days, Days] = doc(
        "closing_time：几天内成交算 A、B、C", "closing_time: expected in so many days is A, B, C", default=(30, 91, 182)
    )

    @model_validator(mode="after")
    def _in_order(self) -> ClassParameters:
        _check_ascending("closing_days", self.closing_days)
        return self


class AfterOrder(PlanModel):
    """When class A is contacted: on these days after the order, then at an interval."""

    after: tuple[Days, ...] = doc("成交后第几天联系", "Days after the order", default=(1, 7, 30))
    every: Days = doc("之后每隔几天", "Days between contacts after that", default=30)

    @model_validator(mode="after")
    def _in_order(self) -> AfterOrder:
        _check_ascending("after", self.after)
        return self


PIPELINE: Mapping[str, Any] = {"A": {"after": ["1"], "every": "1"}, "B": "7", "C": "15", "D": "30", "E": "365"}
"""What ``follow_up: pipeline`` stands for: A daily, B weekly, C twice a month, D monthly, E yearly."""


class FollowUpParameters(PlanModel):
    """How soon each class is contacted again (methods.md 3.3). U, not rated yet, is contacted like B until it is.

    ``pipeline`` instead of the keys stands for ``PIPELINE``.
    """

    A: AfterOrder = doc("A 级跟进", "Class A", default=AfterOrder())
    B: Days = doc("B 级每隔几天", "Class B, days", default=14)
    C: Days = doc("C 级每隔几天", "Class C, days", default=30)
    D: Days = doc("D 级每隔几天", "Class D, days", default=90)
    E: Days = doc("E 级每隔几天（按成交时间分级时）", "Class E, days (classes by closing time)", default=365)

    @model_validator(mode="before")
    @classmethod
    def _presets(cls, values: Any) -> Any:  # noqa: ANN401 - whatever the file holds
        return PIPELINE if values == "pipeline" else values

    def days_of(self, name: str) -> int:
        """Days between two contacts with a class, those of A after its steps; a customer not rated (U) like B."""
        return self.A.every if name == "A" else int(getattr(self, "B" if name == "U" else name))


class Dependence(PlanModel):
    """From which share on sales depend on too few customers (methods.md 4.1)."""

    largest: Share = doc("最大客户占比", "Share of the largest customer", default=Decimal("0.30"), gt=0)
    top_five: Share = doc("前五大客户占比", "Share of the five largest", default=Decimal("0.50"), gt=0)


class ParetoParameters(PlanModel):
    """How customers are parted by their share of the amount (methods.md 4.1)."""

    cuts: tuple[Percent, Percent] = doc(
        "A、B 两级的累计占比（%）", "Cumulative percent of A and B", default=(Decimal(80), Decimal(95))
    )
    dependence: Dependence = doc("大客户依赖的提醒线", "When dependence is reported", default=Dependence())
    rule: Literal["include_crossing", "strict"] = doc(
        "跨线的客户归上一级（include_crossing）还是下一级（strict）",
        "The customer who crosses a cut is in the upper (include_crossing) or the lower class (strict)",
        default="include_crossing",
    )
    exclude_zero: Flag = doc("净额为 0 的客户不参与", "Leave customers with net amount 0 out", default=False)
    method: Literal["shares", "computed"] = doc(
        "怎样分：按累计占比（shares），或由曲线算出、不设比例（computed，即 cABC）",
        "By cumulative percent (shares), or read off the curve without any percentage (computed: cABC)",
        default="shares",
    )

    @model_validator(mode="after")
    def _in_order(self) -> ParetoParameters:
        _check_ascending("cuts", self.cuts)
        return self


class RfmCuts(PlanModel):
    """Fixed limits instead of fifths: a score is 1 and one more for each limit that is met."""

    recency: tuple[Annotated[int, Field(ge=0)], ...] = doc(
        "距今天数不超过", "Days since the order, at most", min_length=1, max_length=4
    )
    frequency: tuple[Days, ...] = doc("订单数不少于", "Orders, at least", min_length=1, max_length=4)
    monetary: tuple[Money, ...] = doc("金额不少于", "Amount, at least", min_length=1, max_length=4)
    interactions: tuple[Days, ...] = doc(
        "联系次数不少于（只用于 fmi）",
        "Contacts, at least (for fmi only)",
        default=(1, 2, 4, 8),
        min_length=1,
        max_length=4,
    )

    @model_validator(mode="after")
    def _in_order(self) -> RfmCuts:
        for name in ("recency", "frequency", "monetary", "interactions"):
            _check_ascending(name, getattr(self, name))
        return self


class RfmParameters(PlanModel):
    """How recency, frequency and amount become scores, types, a value and a tier (methods.md 5.1)."""

    model: Literal["rfm", "fm", "fmi"] = doc(
        "价值看哪几项：最近、频率、金额（rfm），频率、金额（fm），频率、金额、联系次数（fmi）",
        "What makes the value: recency, frequency, amount (rfm); frequency, amount (fm); and contacts besides (fmi)",
        default="rfm",
    )
    weights: Weights = doc(
        "最近、频率、金额三项的权重", "Weights of R, F, M", default=(Decimal("0.1"), Decimal("0.3"), Decimal("0.6"))
    )
    fm_weights: tuple[Weight, Weight] = doc(
        "fm：频率、金额两项的权重（1 和 2 就是三分之一、三分之二）",
        "fm: weights of frequency and amount (1 and 2 are a third and two thirds)",
        default=(Decimal(1), Decimal(2)),
    )
    fmi_weights: Weights = doc(
        "fmi：频率、金额、联系次数三项的权重",
        "fmi: weights of frequency, amount, contacts",
        default=(Decimal(1), Decimal(2), Decimal(1)),
    )
    tiers: tuple[Decimal, Decimal, Decimal] = doc(
        "A、B、C 级的最低价值分",
        "Least value of tiers A, B, C",
        default=(Decimal("4.0"), Decimal("3.0"), Decimal("2.0")),
    )
    split: Literal["mean", "median"] = doc(
        "八类的分界：平均数或中位数（不含 0）", "Types split at the mean or the median without zeros", default="mean"
    )
    scores: Literal["fifths", "quartiles", "percentiles", "fixed"] = doc(
        "打分：五等分、四等分、自定百分位或固定界限",
        "Scores by fifths, quartiles, your own percentiles or fixed cuts",
        default="fifths",
    )
    percentiles: Annotated[tuple[Percent, ...], Field(min_length=1, max_length=4)] = doc(
        "scores: percentiles 时，超过百分之几的客户加一分",
        "With scores: percentiles, the percent of customers to be above for each further point",
        default=(Decimal(20), Decimal(40), Decimal(60), Decimal(80)),
    )
    cuts: RfmCuts | None = doc("固定界限", "The fixed cuts", default=None)

    @model_validator(mode="after")
    def _consistent(self) -> RfmParameters:
        for weights in (self.weights, self.fm_weights, self.fmi_weights):
            _check_weights(weights)
        _check_ascending("percentiles", self.percentiles)
        if any(a <= b for a, b in pairwise(self.tiers)):
            raise PydanticCustomError("descending", "{name}: not descending", {"name": "tiers"})
        if self.scores == "fixed" and self.cuts is None:
            raise PydanticCustomError(
                "cuts", "scores: fixed needs cuts: {recency: [..], frequency: [..], monetary: [..]}"
            )
        return self


class LifecycleDays(PlanModel):
    """The last day, included, on which a customer still has a status (methods.md 5.2)."""

    new: Days = doc("首单几天内算新客", "New: first order this many days ago or less", default=90)
    active: Days = doc("末单几天内算现有", "Active: last order this many days ago or less", default=90)
    at_risk: Days = doc("末单几天内算沉睡，再久算流失", "At risk up to here, churned after", default=180)

    @model_validator(mode="after")
    def _in_order(self) -> LifecycleDays:
        _check_ascending("active, at_risk", (self.active, self.at_risk))
        return self


class OrderParameters(PlanModel):
    """When the orders are too old for the as-of: the newest file is probably missing."""

    stale_days: Days = doc(
        "最新的订单比截止日期早多少天以上就提醒",
        "The newest order lies more than this many days before the as-of: a warning",
        default=30,
    )


class AttentionParameters(PlanModel):
    """What makes up the attention index (methods.md 3.4)."""

    weights: tuple[Weight, Weight, Weight, Weight, Weight] = doc(
        "需求、互动、满意、信任、最近互动五项的权重",
        "Weights of need, engagement, satisfaction, trust, recency",
        default=(Decimal("0.30"), Decimal("0.20"), Decimal("0.20"), Decimal("0.15"), Decimal("0.15")),
    )
    contact_days: Days = doc("看最近多少天的联系", "Days whose contacts count", default=90)
    recency_days: Days = doc("多少天没有互动就得 0 分", "Days after which recency is 0", default=180)


class OwnRhythm(PlanModel):
    """Limits of each customer's own: so many times his mean gap between order days (methods.md 5.2)."""

    active: Factor = doc("末单后几倍间隔以内算现有", "Active: up to so many of his own gaps", default=Decimal(2))
    at_risk: Factor = doc(
        "几倍间隔以内算沉睡，再久算流失", "At risk up to so many gaps, churned after", default=Decimal(3)
    )
    orders: Annotated[int, Field(ge=2, le=1000)] = doc(
        "至少几个下单日才用自己的间隔，不够就用固定天数",
        "Order days it takes to know his gap; with fewer the fixed days hold",
        default=3,
    )

    @model_validator(mode="after")
    def _in_order(self) -> OwnRhythm:
        _check_ascending("active, at_risk", (self.active, self.at_risk))
        return self


class LifecycleParameters(PlanModel):
    """When a customer is new, active, at risk or churned (methods.md 5.2)."""

    days: LifecycleDays = doc("各阶段的天数", "Days of each status", default=LifecycleDays())
    limits: Literal["days", "data", "own"] = doc(
        "沉睡、流失的界限：固定天数（days），全体客户的下单间隔（data：分位数），或每家自己的下单间隔（own：倍数）",
        "Limits of at risk and churned: fixed days; data: percentiles of all gaps between orders; own: a multiple of "
        "each customer's own mean gap",
        default="days",
    )
    percentiles: tuple[Percent, Percent] = doc(
        "data：现有、沉睡到下单间隔的百分之几为止",
        "data: active and at risk up to these percentiles of the gaps",
        default=(Decimal(40), Decimal(80)),
    )
    own: OwnRhythm = doc("own：自己的间隔的几倍", "own: times his own gap", default=OwnRhythm())
    since_days: Days = doc(
        "阶段变化从截止日期往前多少天比起", "Days before the as-of that changes of status are counted from", default=90
    )

    @model_validator(mode="after")
    def _in_order(self) -> LifecycleParameters:
        _check_ascending("percentiles", self.percentiles)
        return self


class CustomerParameters(PlanModel):
    """All parameters of rating customers; ``class`` is spelled ``class_`` in Python."""

    man: ManParameters = doc("MAN 评估", "MAN", default=ManParameters())
    class_: ClassParameters = doc("客户分级", "Classes", default=ClassParameters(), alias="class")
    orders: OrderParameters = doc("订单", "Orders", default=OrderParameters())
    follow_up: FollowUpParameters = doc("跟进频次", "Follow-up", default=FollowUpParameters())
    pareto: ParetoParameters = doc("二八分类", "80/20", default=ParetoParameters())
    rfm: RfmParameters = doc("RFM 价值", "RFM", default=RfmParameters())
    lifecycle: LifecycleParameters = doc("生命周期", "Life cycle", default=LifecycleParameters())
    attention: AttentionParameters = doc("客户关注度", "Attention index", default=AttentionParameters())
