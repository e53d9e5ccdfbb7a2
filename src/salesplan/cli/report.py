"""The report upward."""

from __future__ import annotations

from typing import Annotated

from salesplan.cli.command import command, option
from salesplan.cli.options import Output, Planning
from salesplan.cli.period_options import ForPeriod
from salesplan.text import Text

AREA = Text("汇报", "Report")
ORDER = 15

ChartName = Annotated[
    str | None,
    option(
        "--chart",
        metavar="NAME",
        text=Text(
            "只要这一张图，写成 .png 或 .svg（写错时列出有哪些）",
            "only this chart, as .png or .svg (a name that is none lists them)",
        ),
    ),
]
Brief = Annotated[
    bool,
    option(
        "--brief",
        text=Text(
            "一页版：关键数字、结论、问题、建议、要定的事",
            "one page: key figures, conclusion, problems, proposals, decisions",
        ),
    ),
]


@command(
    "report",
    Text(
        "汇报：结论、业绩、客户、商机、原因、问题和建议，一个网页、工作簿或图",
        "report upward: conclusion, results, customers, causes, proposals, as a page, workbook or picture",
    ),
)
def report(
    planning: Planning, output: Output, period: ForPeriod = None, chart: ChartName = None, *, brief: Brief = False
) -> None:
    """Put the analyses of a period together for those above."""
    from salesplan.api.report import report as result_of
    from salesplan.cli.convert import setting_of
    from salesplan.cli.report_files import deliver_report, refuse_early

    where = setting_of(planning, [])
    refuse_early(output, chart, where)
    deliver_report(result_of(period, where), output, chart, brief=brief)
