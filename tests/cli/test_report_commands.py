"""``salesplan report`` as people run it: every form of the same figures, one chart alone, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from program import Run
from salesplan.api.report import report
from salesplan.api.setting import setting
from salesplan.present.blocks import Screen
from salesplan.present.numbers import UNITS
from salesplan.present.render import FORMATS, render
from salesplan.present.report.chart import Chart
from salesplan.present.report.chart_names import CHARTS, TITLES, meant
from salesplan.present.report.whole import report_of
from salesplan.write.text_output import made_by_us

AS_OF = ("--as-of", "2026-06-30")
SMALL_PLAN = """\
version: 1
name: 小公司
year: {start: 2026-01-01}
sources: {orders: orders.csv}
"""
ORDERS = """\
订单编号,下单日期,客户编号,客户名称,产品名称,数量,金额
S1,2026-05-11,C1,甲公司,泵,1,1000
S2,2026-06-12,C1,甲公司,泵,2,2000.5
S3,2025-06-13,C2,乙公司,阀,1,700
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A company of three orders."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(SMALL_PLAN, "utf-8")
    (tmp_path / "orders.csv").write_text(ORDERS, "utf-8")
    return tmp_path


def test_the_same_figures_stand_in_every_form(company: Path) -> None:
    assert company.is_dir()
    result, screen = report(None, setting(as_of=date(2026, 6, 30))), Screen(100, UNITS["万"])
    forms = {form: "".join(render(result, form, screen)) for form in FORMATS}
    whole = json.loads(forms["json"])
    sections = {section["code"]: section for section in whole["summary"]["sections"]}
    tables = {table["name"]: table for section in sections.values() for table in section["tables"]}
    june = next(row for row in tables["months"]["rows"] if row["name"] == "2026-06")
    shown = f"{Decimal(june['actual']) / 10000:.1f}万"
    assert shown in forms["table"]
    assert shown in forms["markdown"]
    assert len(forms["markdown"]) < 60_000
    (cell,) = {
        line["值"]
        for line in csv.DictReader(io.StringIO(forms["csv"]))
        if (line["表"], line["行"], line["列"]) == ("各月实际和目标", "2026-06", "实际")
    }
    assert cell == june["actual"]
    assert whole["labels"]["tables"]["months"]["columns"]["actual"] == "实际"
    assert json.loads(forms["jsonl"].splitlines()[0])["summary"] == whole["summary"]
    found = {
        part.code: [i.name for i in part.items if isinstance(i, Chart)] for part in report_of(result, screen).parts
    }
    assert {code: tuple(names) for code, names in found.items() if names} == CHARTS


def test_a_chart_alone_on_the_terminal(small: Path, run: Run) -> None:
    done = run("report", "--chart", "pareto", *AS_OF)
    assert done.code == 0, done.err
    assert "█" in done.out
    assert "甲公司" not in done.out.splitlines()[0]


def test_a_chart_that_other_lists_would_bring_says_which(small: Path, run: Run) -> None:
    done = run("report", "--chart", "pipeline", "-o", "p.svg", *AS_OF)
    assert done.code == 2
    assert "有这些：targets, pareto, classes, rfm, causes, bridge（--chart list" in done.err
    assert "加上 deals 还有：pipeline" in done.err
    assert not list(small.glob("*.svg"))


def test_one_list_makes_a_report_and_the_others_are_named_at_its_end(small: Path, run: Run) -> None:
    done = run("report", *AS_OF)
    assert done.code == 0, done.err
    assert "客户" in done.out
    (missing,) = [line for line in done.out.splitlines() if line.startswith("没有这些内容")]
    assert "deals" in missing


def test_nothing_to_report_says_which_lists_to_add(small: Path, run: Run) -> None:
    (small / "plan.yaml").write_text("version: 1\nname: 空\n", "utf-8")
    done = run("report", "-o", "report.html", *AS_OF)
    assert done.code == 2
    assert "REPORT-nothing" in done.err
    assert "orders: {file: 订单.xlsx}" in done.err
    assert not (small / "report.html").exists()


def test_lists_that_cannot_be_used_are_named_where_nothing_else_is_there(small: Path, run: Run) -> None:
    (small / "orders.csv").write_text("a,b\n1,2\n", "utf-8")
    done = run("report", *AS_OF)
    assert done.code == 2
    assert "REPORT-nothing" in done.err
    assert "LISTS-no-data" in done.err
    assert "orders.csv" in done.err


def test_without_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("report", "--no-plan", *AS_OF)
    assert done.code == 2
    assert "salesplan report --plan plan.yaml" in done.err


def test_a_period_that_has_not_begun(small: Path, run: Run) -> None:
    done = run("report", "--for", "2026-09", *AS_OF)
    assert done.code == 2
    assert "2026-09" in done.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--chart", "pareto", "-o", "x.html"), "REPORT-chart-alone"),
        (("--chart", "pareto", "--format", "json"), "REPORT-chart-alone"),
        (("-o", "x.png"), "REPORT-which-chart"),
        (("-o", "x.SVG"), "REPORT-which-chart"),
        (("-o", "x.docx"), "USAGE-output"),
    ],
)
def test_a_chart_is_a_picture_and_a_picture_is_a_chart(
    words: tuple[str, ...], code: str, small: Path, run: Run
) -> None:
    done = run("report", *words, *AS_OF)
    assert done.code == 2
    assert code in done.err
    assert not list(small.glob("x.*"))


def test_a_file_of_the_user_is_kept_and_refused_before_anything_is_computed(
    small: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salesplan.api.report.report", None)
    for ending in ("html", "pdf", "xlsx", "md", "csv", "json", "txt"):
        file = small / f"mine.{ending}"
        file.write_bytes(b"mine")
        done = run("report", "-o", file.name, *AS_OF)
        assert (done.code, file.read_bytes()) == (4, b"mine")
        assert "--force" in done.err
    done = run("report", "--chart", "pareto", "-o", "mine.svg", *AS_OF)
    (small / "mine.svg").write_text("<svg/>")
    done = run("report", "--chart", "pareto", "-o", "mine.svg", *AS_OF)
    assert done.code == 4
    assert run("report", "-o", "no/such/report.md", *AS_OF).code == 4
    assert run("report", "-o", str(small), *AS_OF).code in (2, 4)


def test_a_list_is_never_replaced_by_a_report(small: Path, run: Run) -> None:
    for words in (("-o", "orders.csv"), ("-o", "plan.yaml")):
        done = run("report", *words, "--force", *AS_OF)
        assert done.code == 2
        assert "--write" not in done.err  # which it does not have
    assert (small / "orders.csv").read_text("utf-8") == ORDERS
    assert (small / "plan.yaml").read_text("utf-8") == SMALL_PLAN


def test_a_folder_that_may_not_be_written_to(small: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesplan.api.report.report", None)
    (small / "closed").mkdir(mode=0o555)
    allowed = os.access

    def as_an_ordinary_person(path: os.PathLike[str], mode: int) -> bool:  # root may write anywhere
        return Path(path).name != "closed" and allowed(path, mode)

    monkeypatch.setattr(os, "access", as_an_ordinary_person)
    done = run("report", "-o", "closed/report.md", *AS_OF)
    assert done.code == 4
    assert "closed" in done.err


def test_without_the_extra_the_line_to_type_is_said_at_once(
    small: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    for words in (("-o", "r.html"), ("-o", "r.pdf"), ("--chart", "pareto", "-o", "p.png")):
        done = run("report", *words, *AS_OF)
        assert done.code == 2
        assert "REPORT-no-extra" in done.err
        assert 'pip install "salesplan[report]"' in done.err
    assert run("report", "-o", "r.md", *AS_OF).code == 0
    assert run("report", "-o", "r.xlsx", *AS_OF).code == 0
    assert not list(small.glob("[rp].[hps]*"))


def test_without_a_browser_there_is_no_pdf(small: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALESPLAN_CHROMIUM", "no-such-browser")
    done = run("report", "-o", "r.pdf", *AS_OF)
    assert "REPORT-no-browser" in done.err
    assert not (small / "r.pdf").exists()


def test_pages_and_pictures_of_an_earlier_run_are_replaced(small: Path, run: Run) -> None:
    for words in (
        ("-o", "r.html"),
        ("-o", "r.xlsx"),
        ("-o", "r.md"),
        ("-o", "r.csv"),
        ("--chart", "pareto", "-o", "p.svg"),
    ):
        assert run("report", *words, *AS_OF).code == 0
        file = small / words[-1]
        assert made_by_us(file) or file.suffix in (".md", ".csv")
        first = file.read_bytes()
        again = run("report", *words, *AS_OF)
        assert (again.code, file.read_bytes()) == (0, first), again.err


def test_a_plan_in_another_language_than_the_lists(small: Path, run: Run) -> None:
    (small / "plan.yaml").write_text(SMALL_PLAN.replace("name: 小公司", "name: Small\nlanguage: en"), "utf-8")
    done = run("report", *AS_OF)
    assert done.out.startswith("Sales report 2026-06   Small   as of 2026-06-30\n")
    assert "结论" not in done.out


@pytest.mark.parametrize("word", ["?", "list"])
def test_the_charts_are_listed_with_their_titles_at_once(
    word: str, small: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salesplan.api.report.report", None)
    done = run("report", "--chart", word)
    assert (done.code, done.err) == (0, "")
    told = {line.split()[0]: line for line in done.out.splitlines()}
    assert {name for names in CHARTS.values() for name in names} <= set(told)
    assert "帕累托" in told["pareto"]
    assert "Pareto" in told["pareto"]
    assert run("report", "--chart", word, "--lang", "en").out.count("Month by month") == 1


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("pareto", "pareto"),
        ("帕累托", "pareto"),
        ("客户集中度", "pareto"),
        ("Concentration", "pareto"),
        ("PARETO", "pareto"),
        ("客户", "客户"),
        ("", ""),
        ("饼图", "饼图"),
    ],
)
def test_a_chart_may_be_named_by_its_title(typed: str, name: str) -> None:
    assert meant(typed) == name


def test_every_chart_has_a_title() -> None:
    assert list(TITLES) == [name for names in CHARTS.values() for name in names]


def test_a_chart_is_drawn_by_its_chinese_name(small: Path, run: Run) -> None:
    done = run("report", "--chart", "帕累托", *AS_OF)
    assert done.code == 0
    assert done.out.startswith("客户集中度")


def test_help_names_every_ending(run: Run) -> None:
    told = run("report", "--help").out
    assert all(f".{ending}" in told for ending in ("html", "pdf", "xlsx", "md", "png", "svg"))


@pytest.mark.parametrize("ending", ["md", "txt"])
def test_what_goes_upward_has_no_findings_and_they_are_said_to_who_writes_it(
    ending: str, small: Path, run: Run
) -> None:
    (small / "orders.csv").write_text(ORDERS.replace("1000", "一千"), "utf-8")
    done = run("report", "-o", f"r.{ending}", "--fail-on", "warning", *AS_OF)
    assert done.code == 1
    assert "LISTS-unread" in done.err
    assert "LISTS-unread" not in (small / f"r.{ending}").read_text("utf-8")
    assert "LISTS-unread" in run("report", *AS_OF).out
    assert "LISTS-unread" not in run("report", "-q", "-o", f"q.{ending}", *AS_OF).err


def test_findings_to_fail_on(small: Path, run: Run) -> None:
    (small / "orders.csv").write_text(ORDERS.replace("1000", "一千"), "utf-8")
    assert run("report", *AS_OF).code == 0
    assert run("report", "--fail-on", "warning", *AS_OF).code == 1


def test_a_folder_that_is_not_there(small: Path, run: Run) -> None:
    done = run("report", "-o", "nowhere/report.md", *AS_OF)
    assert done.code == 4
    assert "WRITE-no-folder" in done.err
    assert not (small / "nowhere").exists()


def test_one_page_has_what_is_said_and_no_tables_of_figures(small: Path, run: Run) -> None:
    whole, brief = (run("report", *words, *AS_OF).out for words in ((), ("--brief",)))
    assert brief.splitlines()[:3] == whole.splitlines()[:3]
    for kept in ("关键数字", "结论"):
        assert kept in brief
    assert "变动原因" in whole
    assert "变动原因" not in brief
