"""The report made by hand, opened in Chromium: charts, tips, sorting, searching, dark, phones, without a script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from chromium import PHONE, WIDE, Browser, Page, chromium, figures, opened, texts
from made_report import LIGHTS, made_report
from salesplan.model.table import ColumnSpec, Table, Value
from salesplan.present.report.chart import Chart
from salesplan.present.report.html_report import html_report
from salesplan.present.report.parts import Column, Report, ReportPart, ReportTable, Said
from salesplan.present.report.svg import chart_svg
from salesplan.text import LANGUAGES, Lang, set_language

pytestmark = pytest.mark.browser
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e😀" + "长" * 60
TREE: tuple[tuple[Value, ...], ...] = (
    ("华东", Decimal(30), None, 0),
    ("上海", Decimal(10), "red", 1),
    ("苏州", Decimal(20), "green", 1),
    ("华北", Decimal(50), None, 0),
    ("北京", Decimal("9007199254740993.1"), "amber", 1),
    ("天津", Decimal("9007199254740993.2"), "green", 1),
    ("石家庄", None, None, 1),
    *((f"其他{n:02}", Decimal(n), None, 0) for n in range(5)),
)
"""Regions and cities; two cities differ in what no floating figure holds."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def written(folder: Path, report: Report) -> Path:
    def drawn(chart: Chart, *, narrow: bool) -> str:
        return chart_svg(chart, report.unit, narrow=narrow)

    file = folder / "report.html"
    file.write_text("".join(html_report(report, drawn)), "utf-8")
    return file


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    """A report with 58 customers and a tree of regions."""
    columns = (
        Column("name", "地区", "text"),
        Column("amount", "金额", "amount"),
        Column("light", "灯", "code", LIGHTS, lights=True),
    )
    specs = (*(ColumnSpec(c.key, c.kind) for c in columns), ColumnSpec("depth", "integer"))
    totals: dict[str, Value] = {"name": "合计", "amount": Decimal(90)}
    tree = ReportTable("tree", "地区", columns, Table(specs, tuples=TREE), totals=totals, level="depth")
    made = made_report(name=HOSTILE, rows=58)
    return written(tmp_path, replace(made, parts=(*made.parts, ReportPart("tree", "地区", (tree,)))))


def names(page: Page, table: str = "tree") -> list[str]:
    """The first cells of the rows that can be seen, total included."""
    return texts(page, f"#t-{table} tbody tr:not([hidden]) > :first-child, #t-{table} tfoot tr > :first-child")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_the_page_opens_without_complaint_and_never_scrolls_sideways(
    browser: Browser, tmp_path: Path, lang: Lang, scheme: str, size: dict[str, int]
) -> None:
    set_language(lang)
    with opened(browser, written(tmp_path, made_report(name=HOSTILE)), size, color_scheme=scheme) as page:
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]
        for figure in page.locator("figure").all():
            assert figure.locator("svg [aria-label]:visible").count() > 1
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (ground == "rgb(13, 17, 23)") is (scheme == "dark")
        page.locator("#theme").click()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != ground


def test_a_name_that_looks_like_a_script_is_a_name(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as page:
        assert names(page, "customers")[0].startswith("<script>alert(1)</script><img src=x")
        assert page.locator("script").count() == 1
        assert page.locator("img").count() == 0
        page.locator("#c-customers .broad svg [aria-label]").first.hover()
        assert "<script>" in page.locator("#tip").inner_text()
        assert page.locator("#tip *").count() == 0


def test_tips_follow_mouse_and_arrow_keys_and_go_away(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as page:
        tip, plot = page.locator("#tip"), page.locator("#c-causes .plot")
        marks = plot.locator("svg [aria-label]")
        labels = [mark.get_attribute("aria-label") for mark in marks.all()]
        assert tip.is_hidden()
        marks.nth(1).hover()
        assert tip.inner_text() == labels[1]
        page.mouse.move(5, 5)
        assert tip.is_hidden()
        plot.focus()
        for key, at in (
            ("ArrowRight", 0),
            ("ArrowRight", 1),
            ("End", -1),
            ("ArrowRight", 0),
            ("ArrowLeft", -1),
            ("Home", 0),
        ):
            page.keyboard.press(key)
            assert tip.inner_text() == labels[at]
        page.keyboard.press("Escape")
        assert tip.is_hidden()


def test_tips_come_by_finger(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, PHONE, has_touch=True) as page:
        mark = page.locator("#c-customers .slim svg [aria-label]").nth(1)
        mark.scroll_into_view_if_needed()
        mark.tap()
        assert page.locator("#tip").inner_text() == mark.get_attribute("aria-label")
        box = page.locator("#tip").bounding_box()
        assert 0 <= box["x"] <= 390 - box["width"]
        page.locator("h1").tap()
        assert page.locator("#tip").is_hidden()


def test_a_table_is_sorted_by_every_digit_with_the_empty_and_the_total_last(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as page:
        before = names(page)
        head = page.locator("#t-tree th[data-key=amount]")
        head.locator("[role=button]").click()
        assert head.get_attribute("aria-sort") == "descending"
        rest = ["其他04", "其他03", "其他02", "其他01", "其他00"]
        assert names(page) == [
            "华北",
            "天津",
            "北京",
            "石家庄",
            "华东",
            "苏州",
            "上海",
            *rest,
            "合计",
        ]
        head.locator("[role=button]").click()
        assert head.get_attribute("aria-sort") == "ascending"
        assert names(page) == [*rest[::-1], "华东", "上海", "苏州", "华北", "北京", "天津", "石家庄", "合计"]
        head.locator("[role=button]").click()
        assert head.get_attribute("aria-sort") is None
        assert names(page) == before


def test_texts_are_sorted_as_the_language_does_by_keyboard(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as page:
        page.locator("#t-tree th[data-key=name] [role=button]").focus()
        page.keyboard.press("Enter")
        cities = [name for name in names(page) if name in ("北京", "石家庄", "天津")]
        assert cities == ["北京", "石家庄", "天津"]
        page.keyboard.press("Enter")
        assert names(page)[0] == "其他04"
        page.locator("#t-tree th[data-key=light] [role=button]").press(" ")
        assert names(page)[1:3] == ["上海", "苏州"]


def test_a_table_is_searched_by_words_and_says_how_many_are_found(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as page:
        count = page.locator("#t-customers output")
        total = page.locator("#t-customers .of-all")
        assert (count.inner_text(), total.is_visible()) == ("", False)
        page.locator("#t-customers input").focus()
        page.keyboard.type("客户５")
        assert count.inner_text() == "10 / 58"
        assert names(page, "customers") == ["客户5", *(f"客户{n}" for n in range(50, 59)), "合计（全部 58 行）"]
        page.locator("#t-customers input").fill("")
        assert (count.inner_text(), total.is_visible()) == ("", False)


def test_a_tree_is_searched_with_what_the_found_belong_to_and_by_light(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as page:
        page.locator("#t-tree input").fill("苏州")
        assert names(page)[:-1] == ["华东", "苏州"]
        assert page.locator("#t-tree output").inner_text() == "1 / 12"
        page.locator("#t-tree input").fill("")
        page.locator("#t-tree select").select_option("green")
        assert names(page)[:-1] == ["华东", "苏州", "华北", "天津"]
        page.locator("#t-tree input").fill("天津")
        assert names(page)[:-1] == ["华北", "天津"]


def test_links_and_the_skip_link_lead_where_they_say(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.locator(".conclusion a").click()
        assert page.url.endswith("#t-customers")
    with opened(browser, page_file, PHONE) as page:
        assert page.locator("nav ol").is_hidden()
        page.locator("nav summary").click()
        page.locator("nav a[href='#swot']").click()
        assert page.locator("nav ol").is_hidden()
        assert page.locator("nav summary").bounding_box()["y"] < 20


def test_the_page_is_complete_without_a_script(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, java_script_enabled=False) as page:
        assert page.locator("#t-customers tbody tr").count() == 58
        assert page.locator(".tools:visible, #theme:visible").count() == 0
        assert page.locator("nav a:visible").count() == 5
        assert page.locator("#c-causes svg [aria-label]").count() > 1


@pytest.mark.parametrize("script", [True, False])
def test_the_contents_never_hide_the_report_on_a_phone(browser: Browser, page_file: Path, *, script: bool) -> None:
    """They stay in view only where a script folds them."""
    with opened(browser, page_file, PHONE, java_script_enabled=script) as page:
        page.locator("#t-customers tbody tr").nth(20).scroll_into_view_if_needed()
        seen = page.locator("nav").bounding_box()
        assert (seen["y"] >= 0) is script
        assert max(seen["y"] + seen["height"], 0) < PHONE["height"] / 4


def test_on_a_phone_the_light_stands_before_the_name_and_the_tree_keeps_its_steps(
    browser: Browser, page_file: Path
) -> None:
    sign, step = "e => getComputedStyle(e, '::before').content", "e => parseFloat(getComputedStyle(e).paddingLeft)"
    for size, shown in ((PHONE, True), (WIDE, False)):
        with opened(browser, page_file, size) as page:
            heads = page.locator("#t-tree tbody th")
            assert ("◆" in heads.nth(1).evaluate(sign)) is shown
            assert heads.nth(0).evaluate(sign) == "none"
            assert heads.nth(1).evaluate(step) > heads.nth(0).evaluate(step)


def test_a_shadow_says_that_there_are_columns_behind_the_edge_until_the_last_is_seen(
    browser: Browser, page_file: Path
) -> None:
    shadow = "box => Number(getComputedStyle(box, '::after').opacity)"
    with opened(browser, page_file, {"width": 320, "height": 700}) as page:
        boxes = page.locator(".scroll")
        wide = boxes.evaluate_all("all => all.findIndex(box => box.scrollWidth > box.clientWidth)")
        assert boxes.nth(wide).evaluate(shadow) == 1
        boxes.nth(wide).evaluate("box => { box.scrollLeft = box.scrollWidth; }")
        page.wait_for_function(f"(({shadow})(document.querySelectorAll('.scroll')[{wide}])) === 0")
    with opened(browser, page_file) as page:
        assert set(page.locator(".scroll").evaluate_all(f"all => all.map({shadow})")) == {0}


def test_paper_is_light_and_shows_every_row(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, color_scheme="dark") as page:
        page.locator("#theme").click()
        page.locator("#theme").click()
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')") == "#ffffff"
        assert page.locator("nav, .tools").first.is_hidden()
        box = page.locator("#t-customers .scroll").evaluate("box => [box.scrollHeight, box.clientHeight]")
        assert box[0] == box[1]


def test_heads_stand_on_every_page_of_paper(browser: Browser, page_file: Path) -> None:
    """A button in the head of a table would keep Chromium from repeating it."""
    with opened(browser, page_file) as page:
        assert page.locator("thead button, thead input").count() == 0
        page.emulate_media(media="print")
        assert page.locator("thead").first.evaluate("head => getComputedStyle(head).display") == "table-header-group"


def test_the_figures_are_those_of_the_report(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as page:
        months, totals = figures(page, "months")
    assert [row["actual"] for row in months] == ["2669000.5", None, "2834000"]
    assert [row["target"] for row in months] == ["2838000", "2323000", "2673000"]
    assert totals == [{"target": "7834000", "actual": "5503000.5", "attainment": None}]


def test_a_link_opens_the_closed_table_that_it_leads_to(browser: Browser, tmp_path: Path) -> None:
    made = made_report()
    first = next(made.tables())
    parts = tuple(
        replace(part, items=tuple(replace(item, folded=True) if item is first else item for item in part.items))
        for part in made.parts
    )
    said = (Said("看这里", "red", first.name),)
    file = written(tmp_path, replace(made, parts=parts, conclusion=said))
    with opened(browser, file) as page:
        closed = f"document.querySelector('#t-{first.name} > details').open"
        assert page.evaluate(closed) is False
        page.evaluate("document.querySelector('.conclusion .said a').click()")
        assert page.evaluate(closed) is True
