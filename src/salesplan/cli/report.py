"""The report upward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from salesplan.cli.command import command, option
from salesplan.cli.options import Output, Planning
from salesplan.cli.period_options import ForPeriod
from salesplan.text import Text

AREA = Text("汇报", "Report")
ORDER = 15


@dataclass(frozen=True)
class ReportOutput(Output):
    """Where the report goes: it has forms of its own."""

    output: Annotated[
        str | None,
        option(
            "--output",
            "-o",
            metavar="FILE",
            text=Text(
                "写到新文件，按扩展名定格式：.html .pdf .xlsx .md .txt .csv .json .jsonl；有 --chart 时 .png .svg",
                "write to a new file; its ending decides: .html .pdf .xlsx .md .txt .csv .json .jsonl; with --chart "
                ".png .svg",
            ),
        ),
    ] = None


ChartName = Annotated[
    str | None,
    option(
        "--chart",
        metavar="NAME",
        text=Text(
            "只要这一张图，写成 .png 或 .svg（--chart list 列出有哪些）",
            "only this chart, as .png or .svg (--chart list tells which there are)",
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
    planning: Planning, output: ReportOutput, period: ForPeriod = None, chart: ChartName = None, *, brief: Brief = False
) -> None:
    """Put the analyses of a period together for those above."""
    from salesplan.api.report import report as result_of
    from salesplan.cli.convert import setting_of
    from salesplan.cli.report_files import CHART_LIST, deliver_report, print_names, refuse_early

    if chart in CHART_LIST:
        print_names(output)
        return
    where = setting_of(planning, [])
    refuse_early(output, chart, where)
    deliver_report(result_of(period, where), output, chart, brief=brief)
