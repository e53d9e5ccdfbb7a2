"""The numbers behind the review of people: score, bands, best practice (methods.md 9.1 to 9.4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.plan.customers import Days
from salesplan.model.plan.types import PlanModel, Portion, Share, doc

Percent = Annotated[Decimal, Field(ge=0, le=100)]
Score = Annotated[Decimal, Field(gt=0, le=1000)]


class ReviewWeights(PlanModel):
    """What each indicator counts, in percent."""

    sales: Percent = doc("销售完成率", "attainment of sales", default=Decimal(40))
    collection: Percent = doc("回款率", "collection rate", default=Decimal(20))
    new_customers: Percent = doc("新客户", "new customers", default=Decimal(15))
    csat: Percent = doc("客户满意度", "customer satisfaction", default=Decimal(15))
    conversion: Percent = doc("转化率", "conversion", default=Decimal(10))


class ReviewGrades(PlanModel):
    """The score from which each grade is given; below the last it is D."""

    S: Score = doc("S 级从多少分起", "score from which the grade is S", default=Decimal(110))
    A: Score = doc("A 级从多少分起", "score from which the grade is A", default=Decimal(100))
    B: Score = doc("B 级从多少分起", "score from which the grade is B", default=Decimal(80))
    C: Score = doc("C 级从多少分起", "score from which the grade is C", default=Decimal(60))


class ReviewParameters(PlanModel):
    """How the score of a person is made (methods.md 9.2)."""

    weights: ReviewWeights = doc("各指标的权重（%，合计 100）", "weights, in percent", default=ReviewWeights())
    cap: Annotated[Decimal, Field(ge=1, le=10)] = doc(
        "单项完成率最多算到多少", "an attainment counts up to this", default=Decimal("1.20")
    )
    grades: ReviewGrades = doc("各等级的分数线", "scores of the grades", default=ReviewGrades())


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
