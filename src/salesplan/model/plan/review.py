"""The numbers behind the review of people: score, bands, best practice (methods.md 9.1 to 9.4)."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from salesplan.model.plan.customers import Days
from salesplan.model.plan.types import Count, PlanModel, Portion, Share, doc

Percent = Annotated[Decimal, Field(ge=0, le=100)]
Score = Annotated[Decimal, Field(gt=0, le=1000)]


class ReviewWeights(PlanModel):
    """What each indicator counts, in percent: 100 together."""

    sales: Percent = doc("销售完成率", "attainment of sales", default=Decimal(40))
    collection: Percent = doc("回款率", "collection rate", default=Decimal(20))
    new_customers: Percent = doc("新客户", "new customers", default=Decimal(15))
    csat: Percent = doc("客户满意度", "customer satisfaction", default=Decimal(15))
    conversion: Percent = doc("转化率", "conversion", default=Decimal(10))

    @model_validator(mode="after")
    def _whole(self) -> ReviewWeights:
        each = {name: getattr(self, name) for name in type(self).model_fields}
        if sum(each.values()) != 100:  # noqa: PLR2004 - percent
            told = ", ".join(f"{name} {weight.normalize():f}" for name, weight in each.items())
            total = f"{sum(each.values()).normalize():f}"
            raise PydanticCustomError("review_weights", "not 100: {total}", {"total": total, "each": told})
        return self


class ReviewGrades(PlanModel):
    """The score from which each grade is given; below the last it is D."""

    S: Score = doc("S 级从多少分起", "score from which the grade is S", default=Decimal(110))
    A: Score = doc("A 级从多少分起", "score from which the grade is A", default=Decimal(100))
    B: Score = doc("B 级从多少分起", "score from which the grade is B", default=Decimal(80))
    C: Score = doc("C 级从多少分起", "score from which the grade is C", default=Decimal(60))

    @model_validator(mode="after")
    def _in_order(self) -> ReviewGrades:
        if any(a <= b for a, b in pairwise((self.S, self.A, self.B, self.C))):
            raise PydanticCustomError("descending", "{name}: not descending", {"name": "grades"})
        return self


class ReviewTargets(PlanModel):
    """What is aimed at, where the targets of the plan do not say it."""

    collection: Annotated[Share, Field(gt=0)] = doc("回款率的目标", "target of the collection rate", default=Decimal(1))
    new_customers: Count | None = doc(
        "每人每月开发几家新客户（全职）", "new customers of a full-time person in a month", default=None
    )
    conversion: Annotated[Portion, Field(gt=0)] | None = doc("转化率的目标", "target of conversion", default=None)


class ReviewParameters(PlanModel):
    """How the score of a person is made (methods.md 9.2)."""

    weights: ReviewWeights = doc("各指标的权重（%，合计 100）", "weights, in percent", default=ReviewWeights())
    cap: Annotated[Decimal, Field(ge=1, le=10)] = doc(
        "单项完成率最多算到多少", "an attainment counts up to this", default=Decimal("1.20")
    )
    grades: ReviewGrades = doc("各等级的分数线", "scores of the grades", default=ReviewGrades())
    targets: ReviewTargets = doc(
        "各指标的目标（销售额取计划里分到人的目标，满意度取 survey.target）",
        "targets of the indicators (sales: those of the plan by rep; satisfaction: survey.target)",
        default=ReviewTargets(),
    )
    collection: Literal["receivables", "payments"] = doc(
        "回款率怎么算：receivables =（销售 − 应收增加）÷ 销售，payments = 回款 ÷（期初应收 + 销售）",
        "collection rate by: receivables, (sales - their growth) / sales; payments, collected / (opening + sales)",
        default="receivables",
    )
    conversion: Literal["cohort", "period"] = doc(
        "转化率怎么算：cohort 期间内新增的里成交了几成，period 期间内的赢单 ÷ 期间内新增",
        "conversion by: cohort, the share of those captured in the period that bought; period, its wins / captured",
        default="cohort",
    )
    min_deals: Annotated[int, Field(ge=1)] = doc(
        "转化率至少要有几个新增商机才算", "deals captured in the period from which conversion is known", default=5
    )
    csat: Literal["top2", "mean"] = doc(
        "满意度怎么算：top2 是 4、5 分的占比，mean 是平均分 ÷ 5",
        "satisfaction by: top2, share of scores 4 and 5; mean, mean score / 5",
        default="top2",
    )


class BandParameters(PlanModel):
    """Who is top, middle, bottom (methods.md 9.3)."""

    share: Annotated[Portion, Field(gt=0, le=Decimal("0.5"))] = doc(
        "前后各取多大比例的人", "share of people at the top and at the bottom", default=Decimal("0.25")
    )
    min_people: Annotated[int, Field(ge=2)] = doc("至少几个人才分组", "people from which there are bands", default=4)
    out_after: Annotated[int, Field(ge=1)] = doc(
        "连续几期垫底才建议调整", "periods at the bottom in a row after which a change is proposed", default=2
    )


class Relation(PlanModel):
    """What a relation with a customer takes."""

    contacts: Annotated[int, Field(ge=1)] = doc("至少几次有质量的联系", "quality contacts", default=2)
    days: Days = doc("在最近多少天内", "within so many days", default=90)


class PracticeParameters(PlanModel):
    """The benchmarks of best practice (methods.md 9.4)."""

    relation: Relation = doc("怎样算一段客户关系", "what counts as a relation", default=Relation())
    served: Annotated[Share, Field(gt=0)] = doc(
        "文章里的参考：最好的人服务的客户是一般人的几倍",
        "reference: customers served by the best against the others",
        default=Decimal("1.5"),
    )
