"""Names that try to be something else stay names, in every form of the report."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from salesplan.api.report import report
from salesplan.api.setting import setting
from salesplan.cli.report_files import write_report
from salesplan.compute.report.report import ReportSummary
from salesplan.model.result import Result
from salesplan.present.blocks import Screen
from salesplan.present.numbers import UNITS
from salesplan.present.render import render
from salesplan.present.report.svg import chart_svg
from salesplan.present.report.whole import report_of

NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://x","y")',
    "@SUM(1)",
    "+1",
    "-1",
    "|a|b|",
    "[x](javascript:1)",
    "`rm -rf`",
    "一行\n两行",
    "长" * 10_000,
    "右\u202e左",
    "🐼💰",
    "{{x}}{y}",
    "${x}",
    "</style></svg><svg onload=alert(1)>",
    "\x1b[31m红",
    "'; DROP TABLE x; --",
    "&lt;b&gt;",
    "_a_ *b* # c",
)
PLAN: dict[str, Any] = {
    "version": 1,
    "name": NASTY[0],
    "calendar": {"country": "CN"},
    "year": {"start": "2026-01-01"},
    "sources": {name: f"{name}.csv" for name in ("customers", "orders", "deals", "reps", "complaints")},
    "targets": [
        {"id": "revenue", "metric": "revenue", "total": 100_000, "by": ["quarter", "month"], "basis": "even"},
    ],
    "swot": {
        "items": [
            {"id": kind[0].upper() + "1", "kind": kind, "text": NASTY[at], "weight": 1, "rating": 3}
            for at, kind in enumerate(("strength", "weakness", "opportunity", "threat"))
        ]
    },
    "report": {
        "author": NASTY[1],
        "reader": NASTY[9],
        "proposals": [{"text": NASTY[2], "owner": NASTY[0], "due": "2026-07-31"}, {"text": NASTY[7]}],
        "decisions": [{"text": NASTY[0], "owner": NASTY[6], "due": "2026-07-31"}],
    },
}
AS_OF = date(2026, 6, 30)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company whose customers, people, products and deals all have such names."""
    folder = tmp_path_factory.mktemp("nasty")
    (folder / "plan.yaml").write_text(json.dumps(PLAN), "utf-8")  # JSON is YAML
    count = range(len(NASTY))
    people = [NASTY[at] if len(NASTY[at]) < 100 else "长" * 90 for at in count]
    _list(
        folder / "customers.csv",
        ("客户编号", "客户名称", "负责人", "区域"),
        [(_id(at), NASTY[at], people[at], NASTY[0]) for at in count],
    )
    _list(folder / "reps.csv", ("姓名", "团队", "职位"), [(person, NASTY[4], "业务员") for person in people])
    sold = ("订单编号", "下单日期", "客户编号", "客户名称", "产品名称", "数量", "金额", "业务员")
    days = ("2025-06-11", "2026-03-12", "2026-06-13")
    orders = [
        (f"S{at}-{n}", day, _id(at), NASTY[at], NASTY[at], n + 1, 1000 + 10 * at * n, people[at])
        for at in count
        for n, day in enumerate(days)
        if at % 3 or n != 2  # some bought nothing this month
    ]
    _list(folder / "orders.csv", sold, orders)
    head = (
        "商机编号",
        "商机名称",
        "客户编号",
        "客户名称",
        "负责人",
        "销售阶段",
        "预计金额",
        "赢率",
        "预计成交日期",
        "创建日期",
    )
    deals = [
        (f"D{at}", NASTY[at], _id(at), NASTY[at], people[at], "谈判", 500 + at, "75%", "2026-07-13", "2026-05-01")
        for at in count
    ]
    _list(folder / "deals.csv", head, deals)
    heard = ("投诉编号", "投诉日期", "客户编号", "客户名称", "投诉类型", "处理人", "严重程度")
    told = [(f"T{at}", "2026-06-01", _id(at), NASTY[at], "产品质量", people[at], "一般") for at in count]
    _list(folder / "complaints.csv", heard, told)
    return folder


@pytest.fixture(scope="module")
def result(folder: Path) -> Result[ReportSummary]:
    """Its report, made once."""
    return report(None, setting(str(folder / "plan.yaml"), as_of=AS_OF))


SCREEN = Screen(100, UNITS["1"], all_rows=True)


def test_every_section_has_its_data(result: Result[ReportSummary]) -> None:
    assert {"results", "customers", "pipeline", "swot", "causes"} <= {s.code for s in result.summary.sections}


class Page(HTMLParser):
    """What a browser would act on: tags, attributes, scripts and styles; and the text that people read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: dict[str, int] = {}
        self.attributes: set[tuple[str, str]] = set()
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count the tag, keep what could load or run something."""
        self.tags[tag] = self.tags.get(tag, 0) + 1
        for key, value in attrs:
            if key.startswith("on") or key in ("src", "href", "style", "srcdoc", "action", "xlink:href"):
                self.attributes.add((key, value or ""))

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        self.text.append(data)


def test_html_runs_nothing_that_a_list_holds(result: Result[ReportSummary], tmp_path: Path) -> None:
    write_report(tmp_path / "r.html", "html", result, SCREEN)
    text = (tmp_path / "r.html").read_text("utf-8")
    page = Page(text)
    assert page.tags["script"] == 1
    assert page.tags["style"] == 1
    assert not {"img", "iframe", "object", "embed", "link", "form", "base"} & set(page.tags)
    assert all(key == "href" and value.startswith("#") for key, value in page.attributes)
    assert any(NASTY[0] in piece for piece in page.text)
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert "default-src 'none'" in text


def test_the_workbook_holds_no_formula_of_a_list(result: Result[ReportSummary], tmp_path: Path) -> None:
    write_report(tmp_path / "r.xlsx", "xlsx", result, SCREEN)
    book = load_workbook(tmp_path / "r.xlsx")
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    formulas = {str(cell.value) for cell in cells if cell.data_type == "f"}
    assert all(re.match(r"=(SUM|SUBTOTAL|IF|IFERROR|ROUND)\(", formula) for formula in formulas), formulas
    assert not any("HYPERLINK" in formula for formula in formulas)
    texts = {str(cell.value) for cell in cells if cell.data_type == "s"}
    assert any(NASTY[2] in text for text in texts)
    links = [cell.hyperlink for cell in cells if cell.hyperlink is not None]
    assert all(link.target is None and link.location for link in links)
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name or name.endswith(".bin")]
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))  # noqa: S314 - our own file, made a moment ago


def test_csv_holds_no_formula(result: Result[ReportSummary]) -> None:
    lines = list(csv.reader(io.StringIO("".join(render(result, "csv", SCREEN)), newline="")))
    assert {len(line) for line in lines} == {7}
    plain = re.compile(r"-?\d+(\.\d+)?")
    for line in lines[1:]:
        for cell in line:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or plain.fullmatch(cell), cell
            assert "\u202e" not in cell
            assert "\x1b" not in cell
    names = {line[4] for line in lines}
    assert f"'{NASTY[2]}" in {cell for line in lines for cell in line}
    assert NASTY[0] in {cell for line in lines for cell in line} | names


def test_a_name_like_a_number_is_still_a_text_in_csv(result: Result[ReportSummary]) -> None:
    lines = csv.reader(io.StringIO("".join(render(result, "csv", SCREEN)), newline=""))
    values = {cell for line in lines for cell in line}
    assert "'+1" in values
    assert "'-1" in values


def test_markdown_has_only_our_own_tables_and_no_link(result: Result[ReportSummary]) -> None:
    text = "".join(render(result, "markdown", SCREEN))
    assert not re.search(r"<(?!br>|sub>|/sub>)", text)
    assert not re.search(r"(?<!\\)\]\(", text)
    assert not re.search(r"(?<!\\)`", text)
    assert "\u202e" not in text
    assert "\x1b" not in text
    for block in re.split(r"\n\n+", text):
        rows = [line for line in block.split("\n") if line.startswith("|")]
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) <= 1, block[:200]


def test_json_keeps_names_as_they_are(result: Result[ReportSummary]) -> None:
    told = json.loads("".join(render(result, "json", SCREEN)))
    assert NASTY[0] in json.dumps(told, ensure_ascii=False)
    first = "".join(render(result, "jsonl", SCREEN)).split("\n")
    assert all(json.loads(line) for line in first if line)


def test_the_terminal_obeys_no_name(result: Result[ReportSummary]) -> None:
    text = "".join(render(result, "table", SCREEN))
    assert not set("\x1b\u202e\x07\r") & set(text)
    assert max(len(line) for line in text.split("\n")) < 2_000


def test_charts_as_svg_hold_no_mark_up_of_a_list(result: Result[ReportSummary]) -> None:
    whole = report_of(result, SCREEN)
    for chart in whole.charts():
        for alone in (True, False):
            drawing = chart_svg(chart, whole.unit, standalone=alone)
            tags = {each.tag.rpartition("}")[2] for each in ET.fromstring(drawing).iter()}  # noqa: S314 - our own
            assert tags <= {"svg", "g", "path", "text", "tspan", "rect", "line", "circle", "title", "desc"}
            assert not re.search(r'\son\w+="', drawing)
            assert "\u202e" not in drawing


def _id(at: int) -> str:
    return f"C{at:03}"


def _list(file: Path, head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(head)
        writer.writerows(rows)
