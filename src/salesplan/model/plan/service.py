"""The numbers behind surveys and complaints, and what the plan says of them (methods.md 9.1, 11.1, 11.2, 11.4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.near import plain_name
from salesplan.model.plan.types import Day, Names, PlanModel, Portion, doc

Hours = Annotated[Decimal, Field(gt=0, le=8760)]
WorkedDays = Annotated[int, Field(ge=0, le=366)]


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
    driver_answers: Annotated[int, Field(ge=3)] = doc(
        "至少几份答卷才看影响因素", "answers from which drivers are shown", default=30
    )
    follow_up_days: WorkedDays = doc(
        "低分答卷要在几个工作日内回访", "working days within which a low answer is followed up", default=2
    )


class Limits(PlanModel):
    """How soon complaints of one severity are to be seen to; a step without a limit has none."""

    words: Names = doc("名单里这一级还叫什么", "other words of the list for it", default=())
    respond_hours: Hours | None = doc("几小时内响应", "hours until the answer", default=None)
    feedback_days: WorkedDays | None = doc(
        "几个工作日内首次反馈", "working days until the first feedback", default=None
    )
    plan_hours: Hours | None = doc("几小时内给方案", "hours until a plan", default=None)
    resolve_days: WorkedDays | None = doc("几个工作日内解决", "working days until it is solved", default=None)


DEFAULT_SLA: Mapping[str, Limits] = {
    "normal": Limits(words=("一般", "普通", "general", "minor"), respond_hours=Decimal(24), resolve_days=3),
    "major": Limits(words=("重大", "严重", "serious"), respond_hours=Decimal(12), feedback_days=2, resolve_days=5),
    "urgent": Limits(words=("紧急", "critical"), respond_hours=Decimal(2), plan_hours=Decimal(24)),
}
"""A published rule: 一般, 重大, 紧急."""


class ComplaintParameters(PlanModel):
    """How soon a complaint is to be answered, solved and followed up."""

    sla: Mapping[str, Limits] = doc(
        "各级投诉的时限；不写：一般 24 小时响应、3 个工作日解决，重大 12 小时响应、2 个工作日首次反馈、5 个工作日解决，"
        "紧急 2 小时响应、24 小时给方案；写了哪级改哪级，也可以加自己的级别",
        "limits by severity; none: normal 24 h to answer, 3 working days to solve; major 12 h, 2 to a first feedback, "
        "5 to solve; urgent 2 h, 24 h to a plan; those written change these or add levels of your own",
        default_factory=dict,
    )
    follow_up_days: Annotated[int, Field(ge=1, le=366)] = doc(
        "解决后几天内要回访", "days after the solution within which is followed up", default=7
    )
    answer_hours: Hours = doc("客户咨询几小时内答复", "hours within which a question is answered", default=Decimal(24))
    target: Portion = doc("按时率目标", "target share on time", default=Decimal("0.90"))
    ages: tuple[Annotated[int, Field(ge=0, le=3650)], ...] = doc(
        "未解决的投诉按几天分档",
        "days that part open complaints into bands of age",
        default=(3, 7, 14, 30),
        min_length=1,
    )

    @property
    def limits(self) -> dict[str, Limits]:
        """The table that applies: the usual severities as the plan changes them, then those of its own."""
        found = dict(DEFAULT_SLA)
        for key, given in self.sla.items():
            code = next((code for code, usual in DEFAULT_SLA.items() if _is_named(key, code, usual)), key)
            usual = found.get(code, Limits())
            told = {name: getattr(given, name) for name in given.model_fields_set}
            words = (*usual.words, *given.words, *(() if key == code else (key,)))
            found = {other: _without(each, given.words) for other, each in found.items()}
            found[code] = usual.model_copy(update={**told, "words": tuple(dict.fromkeys(words))})
        return found


def _without(limits: Limits, taken: tuple[str, ...]) -> Limits:
    """The limits without words that the plan gives to another severity."""
    gone = {plain_name(word) for word in taken}
    return limits.model_copy(update={"words": tuple(word for word in limits.words if plain_name(word) not in gone)})


def _is_named(key: str, code: str, usual: Limits) -> bool:
    return plain_name(key) in {plain_name(word) for word in (code, *usual.words)}


class SurveyPlan(PlanModel):
    """What the plan says of the survey."""

    sent: Annotated[int, Field(ge=1)] | None = doc(
        "发出了几份（名单里只有答了的时写）", "questionnaires sent, where the list holds answers only", default=None
    )
    targets: Mapping[str, Portion] = doc(
        "各触点自己的满意度目标", "targets of single touchpoints", default_factory=dict
    )


class ThemeDecision(PlanModel):
    """What was decided about something customers keep saying, and what came of it."""

    theme: str = doc("客户反映的主题", "what customers say", min_length=1)
    decision: str = doc("决定做什么", "what is done", default="")
    owner: str = doc("谁负责", "who does it", default="")
    due: Day | None = doc("到哪天", "until when", default=None)
    result: str = doc("结果", "what came of it", default="")


class Service(PlanModel):
    """How customers are listened to: the survey, the channels for complaints, what became of what they say."""

    survey: SurveyPlan = doc("满意度调查", "The survey", default=SurveyPlan())
    channels: Names = doc("投诉渠道，至少一个电话、一个邮箱", "Channels for complaints: a phone and a mail", default=())
    questions: Names = doc(
        "投诉名单里哪些类型只是咨询，不算投诉", "types of the list that are questions, no complaints", default=()
    )
    themes: tuple[ThemeDecision, ...] = doc("主题、决定、结果", "Themes, decisions, results", default=())
