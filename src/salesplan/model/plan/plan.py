"""The plan: its name and units, how lists are read, the numbers that decide, the targets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from salesplan.model.period import WeekPattern, WeekYears
from salesplan.model.plan.checks import Checks, SmartParameters
from salesplan.model.plan.commission import Commission
from salesplan.model.plan.coverage import CoverageParameters
from salesplan.model.plan.crm import Crm, CrmParameters
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.plan.forecast import ForecastParameters
from salesplan.model.plan.funnel import FunnelParameters
from salesplan.model.plan.goals import FactorEntry, Goal, with_percentages_as_points
from salesplan.model.plan.loyalty import LoyaltyParameters, OfferParameters
from salesplan.model.plan.market import Market, MarketParameters, PositionParameters, RivalParameters, SegmentParameters
from salesplan.model.plan.meetings import MeetingParameters, Meetings
from salesplan.model.plan.metrics import Measures
from salesplan.model.plan.own_metrics import OwnMetrics, measures_of
from salesplan.model.plan.pay import PayParameters
from salesplan.model.plan.preparation import Checklist, Duties, TrainingParameters
from salesplan.model.plan.profile import CleanParameters, ProfileParameters
from salesplan.model.plan.prospects import ProspectParameters, ValueParameters
from salesplan.model.plan.report import Report, ReportParameters
from salesplan.model.plan.review import BandParameters, PracticeParameters, ReviewParameters
from salesplan.model.plan.scenarios import Scenario
from salesplan.model.plan.service import ComplaintParameters, Service, SurveyParameters
from salesplan.model.plan.strategy import KpiParameters, PriceParameters, ProcessParameters, Strategy
from salesplan.model.plan.swot import Swot, SwotParameters
from salesplan.model.plan.targets import (
    FactorParameters,
    PaceParameters,
    ReplanParameters,
    SeasonParameters,
    SplitParameters,
    TargetEntry,
)
from salesplan.model.plan.team import Team
from salesplan.model.plan.types import Day, Money, Names, PlanModel, doc, each_once
from salesplan.model.plan.visits import VisitParameters

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


def _as_mapping(value: object) -> object:
    """``customers: customers.xlsx`` and a list of files are short for ``{file: ...}``."""
    return {"file": value} if isinstance(value, str | list) else value


class Source(PlanModel):
    """Where a list stands and which columns are what."""

    file: Names = doc("文件、文件列表或通配符", "A file, several, or a pattern", min_length=1)
    sheet: Names = doc("工作表名、列表或通配符", "A sheet, several, or a pattern", default=())
    columns: Mapping[str, str] = doc("字段用哪一列：表头或列号", "Field to header or letter", default_factory=dict)
    units: Mapping[str, str] = doc("字段的单位，如 万", "Field to unit, such as 万", default_factory=dict)
    header_row: int | None = doc("表头在第几行", "The row the header stands in", default=None, ge=1)
    encoding: str | None = doc("文本文件的编码", "Encoding of a text file", default=None)


ListSource = Annotated[Source, BeforeValidator(_as_mapping)]


class Sources(PlanModel):
    """The lists of the plan, by what they hold."""

    customers: ListSource | None = doc("客户名单", "Customers", default=None)
    orders: ListSource | None = doc("订单", "Orders", default=None)
    deals: ListSource | None = doc("商机", "Deals", default=None)
    products: ListSource | None = doc("产品", "Products", default=None)
    reps: ListSource | None = doc("销售人员", "Sales people", default=None)
    activities: ListSource | None = doc("跟进记录", "Activities", default=None)
    payments: ListSource | None = doc("回款", "Payments", default=None)
    prospects: ListSource | None = doc("潜在客户", "Prospects", default=None)
    time: ListSource | None = doc("工时", "Time", default=None)
    points: ListSource | None = doc("积分兑换记录", "Points redeemed", default=None)
    receivables: ListSource | None = doc("应收", "Receivables", default=None)
    survey: ListSource | None = doc("满意度调查", "Survey", default=None)
    complaints: ListSource | None = doc("投诉", "Complaints", default=None)


class Numbers(PlanModel):
    """How numbers and dates are written in the lists, where the content does not decide it."""

    decimal: Literal[".", ","] | None = doc("小数点符号", "Decimal mark", default=None)
    date_order: Literal["ymd", "dmy", "mdy"] | None = doc("年月日的顺序", "Order of day, month, year", default=None)


class Calendar(PlanModel):
    """Which days are worked."""

    country: Literal["CN", "HK", "TW", "MO"] = doc("国家或地区的法定节假日", "Whose public holidays", default="CN")
    file: str | None = doc("公司自己的日历 calendar.csv", "The company's own calendar.csv", default=None)
    workweek: tuple[Annotated[int, Field(ge=1, le=7)], ...] | None = doc(
        "每周哪几天上班，1 是周一", "Days worked each week, 1 is Monday", default=None, min_length=1
    )


def _year_start(day: date, info: ValidationInfo) -> date:
    """A year of months starts with a month, one of whole weeks on any day."""
    if day.day != 1 and info.data.get("weeks", "refused") is None:
        raise PydanticCustomError("year_start", "not the first of a month: {day}", {"day": day.isoformat()})
    return day


YearStart = Annotated[Day, AfterValidator(_year_start)]


class Year(PlanModel):
    """The fiscal year."""

    weeks: WeekPattern | None = doc(
        "按整周分期：一季三期各几周（4-4-5）", "Weeks in the three periods of a quarter (4-4-5)", default=None
    )
    start: YearStart | None = doc(
        "本计划年度的第一天；按整周时每年从离它最近的同一星期几开始",
        "First day of the plan's year; with weeks, years begin on the same weekday nearest to it",
        default=None,
    )
    name: Literal["end", "start"] = doc(
        "跨年的财年按结束年（end）还是开始年（start）命名", "A year is named after its end or its start", default="end"
    )

    @model_validator(mode="after")
    def _weeks_need_a_start(self) -> Year:
        if self.weeks is not None and self.start is None:
            raise PydanticCustomError("year_weeks", "weeks without a start")
        return self

    @property
    def rule(self) -> WeekYears | None:
        """How years of whole weeks run; None for years of months."""
        return WeekYears(self.weeks, self.start) if self.weeks is not None and self.start is not None else None


class Parameters(CustomerParameters):
    """Every number that decides and was chosen; docs/parameters.md lists them with default, unit, bounds and source."""

    season: SeasonParameters = doc("季节指数", "Seasonality", default=SeasonParameters())
    split: SplitParameters = doc("目标分解的依据", "How history becomes weights", default=SplitParameters())
    factors: FactorParameters = doc("因素调整", "Factors", default=FactorParameters())
    pace: PaceParameters = doc("进度和预计达成", "Pace and landing", default=PaceParameters())
    replan: ReplanParameters = doc("滚动调整", "Re-planning", default=ReplanParameters())
    smart: SmartParameters = doc("目标的写法（SMART+C）", "Goals, SMART+C", default=SmartParameters())
    swot: SwotParameters = doc("SWOT", "SWOT", default=SwotParameters())
    rivals: RivalParameters = doc("竞争对手", "Rivals", default=RivalParameters())
    market: MarketParameters = doc("市场规模", "Market size", default=MarketParameters())
    segments: SegmentParameters = doc("细分市场", "Segments", default=SegmentParameters())
    position: PositionParameters = doc("定位", "Position", default=PositionParameters())
    price: PriceParameters = doc("定价", "Prices", default=PriceParameters())
    kpi: KpiParameters = doc("考核指标", "Indicators", default=KpiParameters())
    process: ProcessParameters = doc("销售流程", "Sales process", default=ProcessParameters())
    training: TrainingParameters = doc("培训", "Training", default=TrainingParameters())
    loyalty: LoyaltyParameters = doc("会员等级和积分", "Loyalty tiers and points", default=LoyaltyParameters())
    offer: OfferParameters = doc("下一个推荐", "Next offer", default=OfferParameters())
    visits: VisitParameters = doc("回访计划", "Visits", default=VisitParameters())
    profile: ProfileParameters = doc("客户档案", "Customer files", default=ProfileParameters())
    clean: CleanParameters = doc("清洗和去重", "Cleaning and duplicates", default=CleanParameters())
    prospects: ProspectParameters = doc("潜在客户", "Prospects", default=ProspectParameters())
    value: ValueParameters = doc("商机估值", "Value of open deals", default=ValueParameters())
    coverage: CoverageParameters = doc("覆盖", "Coverage", default=CoverageParameters())
    crm: CrmParameters = doc("与 CRM 交换文件", "Files for a CRM", default=CrmParameters())
    funnel: FunnelParameters = doc("倒推漏斗", "Reverse funnel", default=FunnelParameters())
    review: ReviewParameters = doc("业绩考核", "Review of people", default=ReviewParameters())
    bands: BandParameters = doc("前中后分组", "Top, middle, bottom", default=BandParameters())
    practice: PracticeParameters = doc("最佳实践", "Best practice", default=PracticeParameters())
    pay: PayParameters = doc("提成方案的检查", "Checks of a commission plan", default=PayParameters())
    survey: SurveyParameters = doc("满意度调查", "Surveys", default=SurveyParameters())
    complaints: ComplaintParameters = doc("投诉", "Complaints", default=ComplaintParameters())
    forecast: ForecastParameters = doc("预测", "Forecast", default=ForecastParameters())
    meetings: MeetingParameters = doc("会议", "Meetings", default=MeetingParameters())
    report: ReportParameters = doc("汇报", "Report upward", default=ReportParameters())


Targets = Annotated[tuple[TargetEntry, ...], each_once("id", "same_id")]
Goals = Annotated[tuple[Goal, ...], each_once("id", "same_id")]
Scenarios = Annotated[tuple[Scenario, ...], each_once("id", "same_id")]


class Plan(PlanModel):
    """One sales plan."""

    version: Literal["1"] = doc("计划文件的版本", "Version of the plan's format", default="1")
    name: str = doc("计划名称", "Name of the plan", default="")
    currency: Currency = doc("货币", "Currency", default="CNY")
    unit: Annotated[Money, Field(gt=0, max_digits=18)] = doc(
        "目标的最小单位", "Smallest amount of a target", default=Decimal(1)
    )
    tax: Literal["included", "excluded"] = doc("金额含税还是不含税", "Whether amounts include tax", default="included")
    language: Literal["zh", "zh-Hant", "en"] | None = doc("输出语言", "Language of the output", default=None)
    timezone: str = doc("时区，决定“今天”", "Time zone, which decides today", default="Asia/Shanghai")
    numbers: Numbers = doc("数字和日期的写法", "How numbers and dates are written", default=Numbers())
    rates: Mapping[Currency, Annotated[Decimal, Field(gt=0)]] = doc(
        "其他货币的汇率", "What one unit of another currency is worth", default_factory=dict
    )
    calendar: Calendar = doc("工作日历", "Working days", default=Calendar())
    year: Year = doc("财年", "Fiscal year", default=Year())
    include: tuple[str, ...] = doc("并入的文件", "Files that are part of the plan", default=())
    sources: Sources = doc("名单", "Lists", default=Sources())
    parameters: Parameters = doc("参数", "Parameters", default=Parameters())
    metrics: OwnMetrics = doc("自己的指标", "Measures of your own", default_factory=dict)
    goals: Goals = doc("目标", "Goals", default=())
    factors: tuple[FactorEntry, ...] = doc("内外部因素", "Factors inside and outside the company", default=())
    scenarios: Scenarios = doc("情景", "Scenarios", default=())
    team: Team = doc("团队", "Team", default=Team())
    targets: Targets = doc("目标分解", "Targets", default=())
    swot: Swot = doc("SWOT 分析", "SWOT register", default=Swot())
    market: Market = doc("市场", "Market", default=Market())
    strategy: Strategy = doc("策略", "How we sell", default=Strategy())
    preparation: Checklist = doc("销售准备：类别: 事项", "Checklists by category", default_factory=dict)
    duties: Duties = doc("职责、培训、岗位手册", "Duties, training, playbooks", default=Duties())
    meetings: Meetings = doc("会议", "Meetings", default=Meetings())
    report: Report = doc("汇报", "Report upward", default=Report())
    commission: Commission = doc("提成", "Commission", default=Commission())
    crm: Crm = doc("与 CRM 交换文件", "Files for a CRM", default=Crm())
    service: Service = doc("服务", "Service", default=Service())
    checks: Checks = doc("检查哪些规则", "Which rules are checked", default=Checks())

    @model_validator(mode="before")
    @classmethod
    def _percentages(cls, values: Any) -> Any:  # noqa: ANN401 - whatever the file holds
        return with_percentages_as_points(values)

    @model_validator(mode="after")
    def _goals_know_the_measures(self) -> Plan:
        for goal in self.goals:
            goal.measured_by(self.measures)
        return self

    @cached_property
    def measures(self) -> Measures:
        """What this plan can measure."""
        return measures_of(self.metrics)


def editor_schema(language: Literal["zh", "en"]) -> dict[str, Any]:
    """The JSON Schema of the plan for editors, described in one language.

    Editors type YAML their own way: ``name: 2026`` is a number to them and a text to us, so text fields accept numbers.
    """
    found: dict[str, Any] = _for_editors(Plan.model_json_schema(by_alias=True), language)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def _for_editors(node: Any, language: str) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(node, list):
        return [_for_editors(item, language) for item in node]
    if not isinstance(node, dict):
        return node
    node = {
        key: _for_editors(value, language) for key, value in node.items() if key != "title" or isinstance(value, dict)
    }
    zh = node.pop("x-zh", None)
    if "properties" in node and language == "zh" and not zh:
        node.pop("description", None)  # what a part is stands at its key; its class says it in English only
    if zh and language == "zh":
        node["description"] = zh
    if node.get("type") == "string" and "format" not in node and "enum" not in node and "const" not in node:
        node["type"] = ["string", "number"]
    return node
