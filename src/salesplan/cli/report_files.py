"""The report in files: the page, the workbook, the PDF, one chart as a picture; and what is refused before it is made.

The analyses behind a report take a while, so what can be refused without them is refused first.
"""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from salesplan.cli.deliver import deliver_all, fails, print_all, screen_for, speak
from salesplan.cli.files import GAP, first_line, kept_files
from salesplan.cli.say import say
from salesplan.errors import BadUsage, ExitCode, Problem
from salesplan.text import LANGUAGES, Text
from salesplan.write.atomic import os_errors, write_atomic
from salesplan.write.marks import marked
from salesplan.write.text_output import guard_output, write_text_file

if TYPE_CHECKING:
    from salesplan.api.setting import Setting
    from salesplan.cli.options import Output
    from salesplan.compute.report.report import ReportSummary
    from salesplan.model.result import Result
    from salesplan.present.blocks import Screen
    from salesplan.present.report.chart import Chart
    from salesplan.present.report.parts import Report

CHART_LIST = ("?", "list")
"""What is typed instead of a name to see which there are."""
DATA = ("table", "json", "jsonl", "csv")
"""Forms for the screen and for programs; in others what was found is for who writes them, not for those above."""
PICTURES = ("png", "svg")
"""The endings of a chart alone."""
FEWEST_PARTS = 2
"""How many parts follow the title in the heading of a report: its plan and its day."""


def refuse_early(output: Output, chart: str | None, where: Setting) -> None:
    """Raise, before anything is computed, for a file that would be refused in the end."""
    if output.output is None:
        if chart is not None and output.format not in (None, "table"):
            raise BadUsage(_chart_alone("--format", output.format or ""))
        return
    path = Path(output.output)
    picture = _ending(path) in PICTURES
    if chart is not None and not picture:
        raise BadUsage(_chart_alone("-o", output.output))
    if chart is None and picture:
        raise BadUsage(_which_chart(path))
    with os_errors(path):
        _refuse_folder(path.parent)
        again = output.force or (path.is_file() and not picture and reads_like_report(path))
        guard_output(path, _named(where), force=again, may_write=False)
    _refuse_lacking(_ending(path))


def deliver_report(
    result: Result[ReportSummary], output: Output, chart: str | None = None, *, brief: bool = False
) -> None:
    """Print or write the report, whole or ``brief``, or the chart asked for; leave with 1 on findings to fail on."""
    from salesplan.present.report.whole import BRIEF

    if chart is None:
        form = output.format or (_ending(Path(output.output)) if output.output else "table")
        upward = form not in DATA
        shown = replace(result, findings=()) if upward else result
        deliver_all((shown,), output, layout=BRIEF if brief else "")
        if upward:
            _say_findings(result, output)
        return
    speak(result, output)
    screen = replace(screen_for(output), drawings=True)
    report = _report(result, screen)
    drawn = _chart_of(report, result, chart)
    if output.output is None:
        _print_chart(drawn, report, screen)
    else:
        _write_chart(drawn, report, result, output)
    if fails(result, output):
        raise typer.Exit(ExitCode.FINDINGS)


def print_names(output: Output) -> None:
    """The names of all charts with what they are called."""
    from salesplan.present.blocks import Grid, Head
    from salesplan.present.report.chart_names import TITLES
    from salesplan.present.terminal import render_terminal

    rows = [(name, title, title.in_("en") if str(title) != title.in_("en") else "") for name, title in TITLES.items()]
    heads = (Head(Text("图名", "Name")), Head(Text("是什么", "What it shows")), Head(""))
    print_all([render_terminal([Grid(heads, tuple(rows))], screen_for(output))])


def _say_findings(result: Result[ReportSummary], output: Output) -> None:
    """What was found, beside a file that goes upward without it; leave with 1 on findings to fail on."""
    from salesplan.present.sections import problem_blocks
    from salesplan.present.terminal import render_terminal

    if not output.quiet:
        screen = replace(screen_for(output), color=False)
        if told := render_terminal(problem_blocks(result.findings, screen), screen).strip("\n"):
            say(told)
    if fails(result, output):
        raise typer.Exit(ExitCode.FINDINGS)


def write_report(path: Path, form: str, result: Result[Any], screen: Screen) -> None:
    """The page, the PDF printed of it, or the workbook; whole or not at all."""
    report = _report(result, screen)
    if form == "xlsx":
        from salesplan.write.new.report_book import write_report_book

        write_report_book(path, report, result.summary.last)
        return
    from salesplan.present.report.html_report import html_report
    from salesplan.present.report.svg import chart_svg

    page = html_report(report, lambda chart, *, narrow: chart_svg(chart, report.unit, narrow=narrow))
    if form == "html":
        write_text_file(path, page)
        return
    from salesplan.write.pdf import pdf_of

    printed = marked("pdf", pdf_of(page, result.summary.last))
    write_atomic(path, lambda file: _put(file, printed))


def reads_like_report(path: Path) -> bool:
    """Whether a CSV, Markdown or text file begins as a report does, in any language."""
    from salesplan.present.csv_output import csv_lines
    from salesplan.present.report.long_list import HEADS
    from salesplan.present.report.whole import TITLE

    first = first_line(path)
    if path.suffix.lower() == ".csv":
        return first in {csv_lines([[head.in_(lang) for head in HEADS]], "") for lang in LANGUAGES}
    title, *parts = first.removeprefix("# ").split(GAP)
    return len(parts) >= FEWEST_PARTS and title.rpartition(" ")[0] in {TITLE.in_(lang) for lang in LANGUAGES}


def _report(result: Result[Any], screen: Screen) -> Report:
    from salesplan.present.report.whole import report_of

    return report_of(result, screen)


def _print_chart(chart: Chart, report: Report, screen: Screen) -> None:
    from salesplan.present.report.drawn import chart_alone
    from salesplan.present.terminal import render_terminal

    print_all([render_terminal(chart_alone(chart, report.unit, screen), screen)])


def _write_chart(chart: Chart, report: Report, result: Result[Any], output: Output) -> None:
    """The chart as a picture in a file of its own."""
    path = Path(output.output or "")
    form = _ending(path)
    with os_errors(path):
        guard_output(path, kept_files([result]), force=output.force, may_write=False)
    content = _drawn(chart, report, form)
    write_atomic(path, lambda file: _put(file, marked(form, content)))
    if not output.quiet:
        say(Text("已写到 {path}", "written to {path}").format(path=path))


def _drawn(chart: Chart, report: Report, form: str) -> bytes:
    if form == "png":
        from salesplan.present.report.png import chart_png

        return chart_png(chart, report.unit)
    from salesplan.present.report.svg import chart_svg

    return chart_svg(chart, report.unit, standalone=True).encode()


def _put(file: Any, content: bytes) -> None:  # noqa: ANN401 - a file opened for bytes
    file.write(content)


def _ending(path: Path) -> str:
    return path.suffix.lower().removeprefix(".")


def _named(where: Setting) -> list[str]:
    """The plan's files and every list that it names."""
    if where.loaded is None:
        return []
    from salesplan.model.plan.plan import Sources

    sources = (name for name in Sources.model_fields if hasattr(where.plan.sources, name))
    lists = (file for source in sources for file in where.files(source))
    return [*(source.file for source in where.loaded.inputs), *lists]


def _refuse_folder(folder: Path) -> None:
    """What the system would say when the report is done."""
    for wrong, number in ((not folder.is_dir(), errno.ENOENT), (not os.access(folder, os.W_OK), errno.EACCES)):
        if wrong:
            raise OSError(number, os.strerror(number), str(folder))


def _refuse_lacking(ending: str) -> None:
    """Raise where the extra that draws charts, or the browser that prints, is not there."""
    if ending in ("html", "pdf", *PICTURES):
        from salesplan.present.report.svg import renderer

        renderer()
    if ending == "pdf":
        from salesplan.write.pdf import browser_found

        browser_found()


def _chart_of(report: Report, result: Result[ReportSummary], name: str) -> Chart:
    from salesplan.present.report.chart_names import meant

    charts = {chart.name: chart for chart in report.charts()}
    if (found := charts.get(meant(name))) is None:
        raise BadUsage(_no_chart(name, list(charts), result.summary))
    return found


def _no_chart(name: str, there: list[str], summary: ReportSummary) -> Problem:
    """A chart that this report has not: the names of those that it has, and what the others would need."""
    from salesplan.present.report.chart_names import CHARTS

    what = Text("这份汇报里没有叫 “{name}” 的图", "this report has no chart “{name}”")
    fix = (
        Text(
            "有这些：{names}（--chart list 看各是什么）",
            "it has these: {names} (--chart list tells what each shows)",
        )
        if there
        else Text("这份汇报里还没有图", "it has no charts yet")
    )
    fix = fix.format(names=", ".join(there))
    for section, names in CHARTS.items():
        lists = ", ".join(summary.lacking.get(section, ()))
        missing = ", ".join(each for each in names if each not in there)
        if lists and missing:
            more = Text("{fix}；加上 {lists} 还有：{missing}", "{fix}; with {lists} also: {missing}")
            fix = more.format(fix=fix, lists=lists, missing=missing)
    return Problem("REPORT-no-chart", "error", what.format(name=name), fix, value=name)


def _chart_alone(option: str, value: str) -> Problem:
    what = Text("--chart 只画一张图，不写 {option} {value}", "--chart draws one chart, not {option} {value}")
    fix = Text(
        "要图：-o 图名.png 或 .svg，不加 -o 就画在屏幕上；要整份汇报：去掉 --chart",
        "for the chart: -o name.png or .svg, or no -o to see it here; for the whole report: leave out --chart",
    )
    return Problem("REPORT-chart-alone", "error", what.format(option=option, value=value), fix, value=value)


def _which_chart(path: Path) -> Problem:
    what = Text("{path} 是一张图，没说要哪张", "{path} is a picture, and no chart is named").format(path=path)
    fix = Text(
        "加上图名：salesplan report --chart pareto -o {path}；整份汇报用 .html .pdf .xlsx .md",
        "name the chart: salesplan report --chart pareto -o {path}; a whole report is .html .pdf .xlsx .md",
    )
    return Problem("REPORT-which-chart", "error", what, fix.format(path=path), value=str(path))
