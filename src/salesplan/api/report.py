"""The report upward: the analyses of a period on one page, and what follows from them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from salesplan.api.report_data import ReportData
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.api.shared_work import shared_work
from salesplan.errors import BadUsage, Place, Problem
from salesplan.model.period_words import begun_period
from salesplan.model.result import Parameter, Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.report.report import ReportSummary

REPORT_PARAMETERS = (
    "pace.lights",
    *(f"report.{key}" for key in ("due_days", "problems", "chances", "rule_proposals", "at_stake", "fall")),
    *(f"report.{key}" for key in ("price_fall", "top_customers", "pipeline_cover")),
)
"""What decides beside the parameters of the analyses; keys of ``parameters``."""


def report(period: str | None = None, where: Setting | None = None) -> Result[ReportSummary]:
    """The report of a month, quarter or year that has begun (the last full month without one), up to the as-of.

    Everything is computed by the analyses of its sections, each list read once. Sections whose lists the plan does not
    name are left out and named at the end. BadUsage without a plan, for what is no period, and where no section has
    data.
    """
    from salesplan.compute.report.report import report as result_of

    where = where or setting()
    if where.loaded is None:
        raise BadUsage(_no_plan())
    asked = begun_period(period, where.as_of, where.year(None))
    seen = replace(where, as_of=min(asked.span.last, where.as_of))
    data = ReportData(seen, period=asked, today=where.as_of)
    with shared_work():
        found = data.found()
    parameters = [_parameter(key, where) for key in REPORT_PARAMETERS]
    findings = (*data.left_out(), *data.findings)
    result = result_of(found, parameters, findings, data.inputs)
    if not result.summary.sections:
        raise BadUsage((_nothing(where), *findings))
    return with_plan(result, where)


def _parameter(key: str, where: Setting) -> Parameter:
    value: object = where.plan.parameters
    for name in key.split("."):
        value = getattr(value, name)
    return Parameter(f"parameters.{key}", value, "plan")


def _no_plan() -> Problem:
    what = Text("汇报要用计划：目标、名单都写在里面", "the report needs the plan: it names the targets and the lists")
    fix = Text(
        "写上计划：salesplan report --plan plan.yaml；还没有就先 salesplan init",
        "name it: salesplan report --plan plan.yaml; salesplan init makes one",
    )
    return Problem("USAGE-no-plan", "error", what, fix, Place(key="--plan"))


def _nothing(where: Setting) -> Problem:
    """Neither targets nor a list that could be used: there is nothing to report."""
    what = Text(
        "没有内容可汇报：计划里没有目标，也没有用得上的名单",
        "there is nothing to report: the plan has no targets and names no list that can be used",
    )
    fix = Text(
        "在计划的 sources 里写上名单，一个也行：orders: {{file: 订单.xlsx}}；"
        "还可以有 customers、deals、activities、reps、payments",
        "name lists under sources in the plan, even one: orders: {{file: orders.xlsx}}; others are customers, deals, "
        "activities, reps, payments",
    )
    file = where.loaded.file if where.loaded else ""
    return Problem("REPORT-nothing", "error", what, fix.format(), Place(file, key="sources"))
