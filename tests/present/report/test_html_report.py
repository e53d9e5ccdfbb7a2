"""The report's page: complete without a script, its own policy kept, names are names, figures with every digit."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from made_report import LIGHTS, made_report
from salesplan.model.table import ColumnSpec, Table, Value
from salesplan.present.blocks import Board, Entry, Panel
from salesplan.present.numbers import UNITS
from salesplan.present.report.chart import Chart
from salesplan.present.report.html_report import html_report
from salesplan.present.report.html_table import table_html
from salesplan.present.report.parts import Column, Item, Report, ReportPart, ReportTable, Said
from salesplan.text import Lang, set_language
from salesplan.write.text_output import made_by_us

HOSTILE = '</td><script>alert("1")</script>"><img src=x onerror=alert(1)>\u202e{x}'
VOID = {"meta", "br", "input", "rect"}
WAN = UNITS["万"]


class Tags(HTMLParser):
    """The tags with their attributes, and whether each is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def classes(self, tag: str) -> list[str]:
        return [attributes.get("class") or "" for name, attributes in self.seen if name == tag]


def drawn(chart: Chart, *, narrow: bool) -> str:
    return f'<svg class="chart" data-narrow="{narrow}"><rect aria-label="{len(chart.labels)}"/></svg>'


def page_of(report: Report) -> str:
    return "".join(html_report(report, drawn))


def with_items(*items: Item) -> str:
    return page_of(replace(made_report(), parts=(ReportPart("one", "One", items),), conclusion=(), cards=()))


def table(*rows: tuple[Value, ...], **more: object) -> ReportTable:
    """A table of names, amounts, shares and lights."""
    columns = (
        Column("name", "Name", "text"),
        Column("amount", "Amount", "amount"),
        Column("share", "Share", "share", bar=True),
        Column("light", "Light", "code", LIGHTS, lights=True),
    )
    specs = (*(ColumnSpec(c.key, c.kind) for c in columns), ColumnSpec("depth", "integer"))
    return replace(ReportTable("t", "T", columns, Table(specs, tuples=rows)), **more)  # type: ignore[arg-type] # fields


def row(name: str, amount: str = "1", light: str | None = None, depth: int = 0) -> tuple[Value, ...]:
    return (name, Decimal(amount), Decimal("0.5"), light, depth)


def rows_of(text: str) -> Iterator[str]:
    yield from re.findall(r"<tr[ >].*?</tr>", text.partition("<tbody>")[2])


def test_the_page_is_whole_and_loads_nothing() -> None:
    tags = Tags(page_of(made_report()))
    assert not tags.open
    for tag, attributes in tags.seen:
        assert tag not in ("link", "iframe", "img", "object", "base", "form")
        assert not {"src", "style", "srcset", "action"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")


def test_the_policy_names_exactly_the_style_and_the_script_of_the_page() -> None:
    text = page_of(made_report())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    style, script = (re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL) for tag in ("style", "script"))
    assert (len(style), len(script)) == (1, 1)
    digests = [b64encode(sha256(each.encode()).digest()).decode() for each in (style[0], script[0])]
    assert policy
    assert policy[1] == (
        f"default-src 'none'; style-src 'sha256-{digests[0]}'; script-src 'sha256-{digests[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize(("lang", "code"), [("zh", "zh-CN"), ("zh-Hant", "zh-TW"), ("en", "en")])
def test_the_page_says_its_language_and_may_be_written_anew(lang: Lang, code: str, tmp_path: Path) -> None:
    set_language(lang)
    file = tmp_path / "report.html"
    file.write_text(page_of(made_report()), "utf-8")
    assert f'<html lang="{code}">' in file.read_text("utf-8")
    assert made_by_us(file)


def test_a_name_is_a_name_wherever_it_stands() -> None:
    report = made_report(name=HOSTILE)
    parts = (
        *report.parts,
        ReportPart("x", HOSTILE, (Said(HOSTILE), Board(((Panel(HOSTILE, (Entry("1", HOSTILE),)),),)))),
    )
    tags = Tags(page_of(replace(report, parts=parts, title=HOSTILE, about=(HOSTILE,))))
    assert not tags.open
    assert [tag for tag, _ in tags.seen].count("script") == 1
    assert "img" not in [tag for tag, _ in tags.seen]
    assert "\u202e" not in page_of(report)


def test_a_figure_is_rounded_for_reading_and_exact_behind() -> None:
    text = "".join(table_html(table(("a", Decimal("2669000.5"), Decimal(2) / 3, None, 0)), WAN))
    assert '<td class="n" data-value="2669000.5" title="2,669,000.5">266.9万</td>' in text
    assert 'data-value="0.6666666666666666666666666667" title="66.6667%"' in text
    assert "<span>66.7%</span>" in text
    assert '<td class="none">–</td>' in text


def test_an_unknown_figure_is_no_figure_and_one_below_zero_is_marked() -> None:
    lines = list(rows_of("".join(table_html(table(("a", None, None, None, 0), row("b", "-50000")), WAN))))
    assert "data-value" not in lines[0]
    assert '<td class="n minus" data-value="-50000" title="-50,000">-5.0万</td>' in lines[1]
    assert "minus" not in "".join(table_html(table(row("c", "0")), WAN))


@pytest.mark.parametrize(
    ("text", "size"),
    [("2026-06-30", "s w"), ("x" * 12, "s w"), ("x" * 13, "s"), ("x" * 24, "s"), ("x" * 25, "l"), ("x" * 81, "l ll")],
)
def test_a_word_is_never_broken_and_a_long_text_gets_room(text: str, size: str) -> None:
    assert f'<th scope="row" class="{size}">{text}</th>' in "".join(table_html(table(row(text)), WAN))


def test_a_table_of_small_amounts_has_a_unit_of_its_own() -> None:
    assert ">6,813</td>" in "".join(table_html(table(row("a", "6813.06"), unit=UNITS["1"]), WAN))


@pytest.mark.parametrize(
    ("share", "width"), [("-0.2", "0.0"), ("0", "0.0"), ("0.5", "30.0"), ("1", "60.0"), ("1.3", "60.0")]
)
def test_bars_end_where_the_whole_ends(share: str, width: str) -> None:
    text = "".join(table_html(table(("a", None, Decimal(share), None, 0)), WAN))
    assert f'<rect width="{width}"' in text


def test_lights_have_a_shape_and_a_word_and_the_worst_is_first() -> None:
    text = "".join(table_html(table(row("a", light="red"), row("b", light="green"), row("c", light="amber")), WAN))
    assert '<tr class="level-0" data-level="0"' not in text
    assert '<tr data-light="red">' in text
    assert '<td data-rank="1"><span class="light red"><i aria-hidden="true">◆</i> 红</span></td>' in text
    assert '<td data-rank="2"><span class="light amber"><i aria-hidden="true">▲</i> 黄</span></td>' in text
    assert '<td data-rank="3"><span class="light green"><i aria-hidden="true">●</i> 绿</span></td>' in text


def test_rows_of_a_tree_say_how_deep_they_stand() -> None:
    text = "".join(table_html(table(row("a"), row("b", depth=1), row("c", depth=7), level="depth"), WAN))
    found = re.findall(r'<tr data-level="(\d)" class="level-(\d)">', text)
    assert found == [("0", "0"), ("1", "1"), ("7", "5")]


@pytest.mark.parametrize(("count", "searched"), [(10, False), (11, True)])
def test_long_tables_can_be_searched(count: int, *, searched: bool) -> None:
    text = "".join(table_html(table(*(row(str(n), light="red") for n in range(count))), WAN))
    assert ('<input type="search"' in text) is searched
    assert ('<option value="amber">▲ 黄</option>' in text) is searched


@pytest.mark.parametrize(
    ("count", "shown", "told"), [(200, 200, None), (201, 200, "其余 1 行见工作簿<"), (3200, 200, "其余 3,000 行")]
)
def test_a_page_shows_so_many_rows_and_says_where_the_others_are(count: int, shown: int, told: str | None) -> None:
    text = "".join(table_html(table(*(row(str(n)) for n in range(count))), WAN))
    assert len(list(rows_of(text))) == shown
    assert ("其余" in text) is (told is not None)
    assert (told or "") in text
    assert ("筛选（前 200 行）" in text) is (told is not None)
    assert "salesplan report" not in text


@pytest.mark.parametrize(("count", "cut"), [(200, ""), (201, " cut")])
def test_the_total_is_of_all_rows_and_says_so_where_some_are_not_shown(count: int, cut: str) -> None:
    many = table(*(row(str(n)) for n in range(count)), totals={"amount": Decimal(5_000_000)})
    text = "".join(table_html(many, WAN))
    assert f'<th scope="row" class="s w">合计<small class="of-all{cut}">（全部 {count} 行）</small></th>' in text
    assert '<td class="n" data-value="5000000" title="5,000,000">500.0万</td><td></td><td></td></tr></tfoot>' in text


def test_the_points_behind_a_chart_are_folded() -> None:
    assert "<details><summary>明细：T</summary>" in "".join(table_html(table(row("a"), folded=True), WAN))
    assert "<details>" not in "".join(table_html(table(row("a")), WAN))


def test_a_sentence_links_to_its_table_where_that_is_there() -> None:
    text = with_items(Said("A", "red", "t"), Said("B", evidence="gone"), table(row("a")))
    assert '<span class="unseen">红 </span>A <a href="#t-t">T</a></span></li>\n<li>' in text
    assert "<span>B</span></li>\n</ul>" in text
    assert '<div class="table small" id="t-t">' in text


def test_two_charts_or_a_chart_and_its_small_table_stand_side_by_side() -> None:
    chart = next(made_report().charts())
    small, long = table(*(row(str(n)) for n in range(14))), table(*(row(str(n)) for n in range(15)))
    wide = replace(small, columns=(*small.columns, small.columns[0]))

    def halves(*items: Item) -> list[str]:
        tags = Tags(with_items(*items))
        return [
            name
            for tag, at in tags.seen
            if tag in ("figure", "div")
            for name in [at.get("class") or ""]
            if "half" in name
        ]

    assert halves(chart, chart) == ["half", "half"]
    assert halves(chart, small) == ["half", "table small half"]
    assert halves(chart, chart, small) == ["half", "half"]
    assert halves(chart) == halves(chart, long) == halves(chart, wide) == halves(small, chart) == []


def test_a_chart_beside_another_is_drawn_narrow_and_one_alone_for_wide_pages_and_for_phones() -> None:
    chart = next(made_report().charts())
    assert re.findall(r'data-narrow="(\w+)"', with_items(chart, chart)) == ["True", "True"]
    assert re.findall(r'data-narrow="(\w+)"', with_items(chart)) == ["False", "True"]


def test_without_a_drawer_the_tables_stand_alone() -> None:
    tags = Tags("".join(html_report(made_report(), None)))
    assert "figure" not in [tag for tag, _ in tags.seen]
    assert not [name for name in tags.classes("div") if "half" in name]


def test_every_chart_can_be_reached_and_says_what_it_shows() -> None:
    text = page_of(made_report())
    assert text.count('<div class="plot" tabindex="0" role="group" aria-label="') == 6
    assert "<figcaption><b>各月</b><span>两个月里一个完成</span></figcaption>" in text


def test_cards_have_their_exact_figure_and_their_light_in_words() -> None:
    text = page_of(made_report())
    assert '<div class="card amber"><h2>销售额</h2><p class="figure" title="5,503,500.50">550.4万</p>' in text
    assert '<span class="light amber"><i aria-hidden="true">▲</i> 黄</span><p class="note">目标 783.4万</p>' in text


def test_a_board_keeps_the_policy() -> None:
    text = with_items(Board(((Panel("A"), Panel("B")),), ("x", "y"), ("z",), "c"))
    assert '<div class="board across-2 down matrix">' in text


def test_contents_lead_to_every_section() -> None:
    text = page_of(made_report())
    wanted = ["results", "customers", "causes", "swot"]
    assert re.findall(r'<li><a href="#([a-z]+)">', text) == wanted
    assert re.findall(r'<section class="part" id="([a-z]+)"', text) == wanted


@pytest.mark.parametrize(("rows", "most"), [(300, 3_000_000), (100_000, 10_000_000)])
def test_the_file_stays_small(rows: int, most: int) -> None:
    assert len(page_of(made_report(rows=rows)).encode()) < most


def test_a_table_shows_fewer_rows_where_it_says_so() -> None:
    text = "".join(table_html(table(*(row(str(n)) for n in range(21)), shown=20), WAN))
    assert len(list(rows_of(text))) == 20
    assert "其余 1 行见工作簿" in text
    assert "筛选（前 20 行）" in text
    assert "筛选" not in "".join(table_html(table(*(row(str(n)) for n in range(11)), shown=10), WAN))
