"""The example company's report, as the program writes it, in Chromium: no figure differs from --format json."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chromium import PHONE, WIDE, Browser, chromium, figures, opened
from program import ROOT
from salesplan.cli.main import run as run_program
from salesplan.present.report.parts import ON_A_PAGE
from salesplan.present.report.sections import causes, coverage, customers, pipeline, service
from salesplan.text import LANGUAGES, Lang, set_language

pytestmark = pytest.mark.browser
DAY = "2026-06-30"
SHOWN = {
    "top_customers": customers.SHOWN,
    "deals": pipeline.SHOWN,
    "skill": coverage.SHOWN,
    "complaints": service.WAITING,
    "contributors": causes.SHOWN,
}
"""Rows of long tables that stand on the page."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The page in each language, and the same report for programs."""
    company = tmp_path_factory.mktemp("example") / "company"
    shutil.copytree(ROOT / "examples", company)
    words = ("report", "--plan", str(company / "plan.yaml"), "--as-of", DAY)
    pages: dict[str, Path] = {lang: company.parent / f"{lang}.html" for lang in LANGUAGES}
    for lang, file in pages.items():
        assert run_program((*words, "--lang", lang, "-o", str(file))) == 0
    exact = company.parent / "report.json"
    assert run_program((*words, "-o", str(exact))) == 0
    set_language("zh")
    return {**pages, "json": exact}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def told(file: Path) -> dict[str, dict[str, Any]]:
    """The tables for programs, by name."""
    summary = json.loads(file.read_text("utf-8"))["summary"]
    return {table["name"]: table for section in summary["sections"] for table in section["tables"]}


def same(shown: str | None, wanted: int | str | None) -> bool:
    """Whether two figures agree to the last digit, or neither is known; a word such as mean is no figure."""
    if isinstance(wanted, str) and wanted.isalpha():
        return shown is None
    return wanted is None if shown is None else wanted is not None and Decimal(shown) == Decimal(str(wanted))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_is_that_of_the_json(browser: Browser, reports: Mapping[str, Path], lang: Lang) -> None:
    tables = told(reports["json"])
    compared: dict[str, int] = {}
    with opened(browser, reports[lang]) as page:
        names = page.evaluate("[...document.querySelectorAll('.table')].map((table) => table.id.slice(2))")
        for name in (name for name in names if name in tables):
            rows, totals = figures(page, name)
            wanted = tables[name]["rows"]
            assert len(rows) == min(len(wanted), SHOWN.get(name, ON_A_PAGE)), name
            pairs = [*zip(rows, wanted, strict=False), *((total, tables[name]["totals"]) for total in totals)]
            for row, record in pairs:
                for key, value in row.items():
                    assert same(value, record.get(key)), (name, key, record)
            compared[name] = sum(map(len, rows))
    assert len(compared) > 20
    assert sum(compared.values()) > 1_000


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("scheme", "size"), [("light", WIDE), ("dark", PHONE)])
def test_the_page_opens_without_complaint_and_its_charts_have_marks(
    browser: Browser, reports: Mapping[str, Path], lang: Lang, scheme: str, size: dict[str, int]
) -> None:
    with opened(browser, reports[lang], size, color_scheme=scheme) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
        charts = page.locator("figure").all()
        assert len(charts) > 8
        for chart in charts:
            assert chart.locator("svg [aria-label]:visible").count() > 1
        charts[0].locator(".plot").focus()
        page.keyboard.press("ArrowRight")
        assert page.locator("#tip").inner_text() != ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_table_can_be_sorted_and_the_long_ones_searched(
    browser: Browser, reports: Mapping[str, Path], lang: Lang
) -> None:
    with opened(browser, reports[lang]) as page:
        page.evaluate("document.querySelectorAll('.table details').forEach((each) => { each.open = true; })")
        for table in page.locator(".table").all()[: None if lang == "zh" else 4]:
            heads = table.locator("thead th [role=button]")
            rows = sorted(table.locator("tbody tr").all_inner_texts())
            for head in heads.all()[:3]:
                head.click()
            assert sorted(table.locator("tbody tr").all_inner_texts()) == rows
            if table.locator("input").count():
                table.locator("input").fill("~")
                assert table.locator("tbody tr:visible").count() == 0


def test_no_table_hides_columns_on_a_desk(browser: Browser, reports: Mapping[str, Path]) -> None:
    over = "all => all.filter(b => b.scrollWidth > b.clientWidth).map(b => b.parentElement.id)"
    with opened(browser, reports["zh"]) as page:
        assert page.locator(".scroll").evaluate_all(over) == []


def test_links_lead_to_something(browser: Browser, reports: Mapping[str, Path]) -> None:
    with opened(browser, reports["zh"]) as page:
        links = page.evaluate("[...document.links].map((link) => link.hash.slice(1))")
        assert len(links) > 15
        for link in links:
            assert page.evaluate("(id) => document.getElementById(id) !== null", link), link
        assert page.evaluate("new Set([...document.querySelectorAll('[id]')].map((each) => each.id)).size") == (
            page.locator("[id]").count()
        )


def test_the_file_is_small(reports: Mapping[str, Path]) -> None:
    assert max(reports[lang].stat().st_size for lang in LANGUAGES) < 3_000_000
