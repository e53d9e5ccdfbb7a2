"""The numbers behind surveys and complaints (methods.md 9.1, 11.1, 11.2)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.plan.types import PlanModel, Portion, doc


class SurveyParameters(PlanModel):
    """How many answers a figure takes, and what is aimed at."""

    min_answers: Annotated[int, Field(ge=1)] = doc(
        "至少几份答卷才显示", "answers from which a figure is shown", default=5
    )
    margin_below: Annotated[int, Field(ge=2)] = doc(
        "少于几份答卷要显示误差", "answers below which the margin is shown", default=30
    )
    target: Portion = doc("满意度目标：4–5 分的占比", "target share of scores 4 and 5", default=Decimal("0.80"))
    response: Portion = doc("回收率低于多少要提醒", "response rate below which is a warning", default=Decimal("0.20"))


class ComplaintParameters(PlanModel):
    """How soon a complaint is to be answered, solved and followed up."""

    follow_up_days: Annotated[int, Field(ge=1, le=366)] = doc(
        "解决后几天内要回访", "days after the solution within which is followed up", default=7
    )
