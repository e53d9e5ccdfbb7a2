"""The house of the report: who may know whom, that its parts fit together, and the tables that programs read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from imports import PACKAGE, imports_of
from made_report import made_report
from salesplan.api.report import report
from salesplan.api.setting import setting
from salesplan.compute.report.report import SECTIONS
from salesplan.compute.report.statement_codes import ANSWERED, CHANCES, EVIDENCE, PROBLEMS
from salesplan.present.blocks import Screen
from salesplan.present.numbers import UNITS
from salesplan.present.report.chart import Chart, Series
from salesplan.present.report.chart_names import CHARTS
from salesplan.present.report.parts import Report, ReportTable
from salesplan.present.report.statement_sentences import SENTENCES
from salesplan.present.report.whole import report_of
from salesplan.text import Text

ROOT = Path(__file__).resolve().parents[2]

SHOWN = PACKAGE / "present" / "report"
COMPUTED = PACKAGE / "compute" / "report"
RENDERERS = ("blocks_of", "grids", "drawn", "long_list", "html_report", "html_table", "svg", "png", "vega")
SECTION_ROOM = "salesplan.present.report.sections"
TABLES = """
attainment: span level name target actual attainment expected pace gap landing light before change change_rate \
last_period last_rate status
attainment_to_date: span level name target actual attainment expected pace gap landing light before change change_rate \
last_period last_rate status
months: name target actual attainment light before status
goals: id name metric unit scope owner target actual expected gap attainment pace light end measure source why statement
goals_other: id name metric unit scope owner target actual expected gap attainment pace light end measure source why \
statement
targets: id metric level depth name target actual attainment expected pace gap required_per_day landing light status
pace: name target actual target_sum actual_sum landing_sum before_sum status
landings: way landing target share gap light
need: left per_day per_day_so_far workdays_left workdays_over low high
customers_facts: first last customers pareto_customers top20_customers needed top20_share needed_share valuable \
valuable_idle valuable_idle_amount quiet quiet_amount since started lost new won_back ended at_risk churned churn_rate \
at_risk_amount churned_amount
pareto: customers customer_share amount reached mark
pareto_classes: pareto customers amount share
classes: class customers amount share due_today due_this_week overdue
class_map: class tier_A tier_B tier_C tier_D tier_none customers
rfm: recency_score f1 f2 f3 f4 f5 customers amount a1 a2 a3 a4 a5
rfm_limits: measure score limit
segments: rfm_type customers amount share action
states: lifecycle before customers share amount year_amount action
losing: id name owner region class year_amount amount last_order recency_days gap_days action
top_customers: id name owner region class pareto tier lifecycle amount share cumulative_share last_order next_contact
pipeline_facts: first last closed_first closed_last open_deals expected not_valued overdue undated before later won \
lost weighted low high commit best overdue_amount undated_amount won_value win_rate
pipeline: stage deals amount weighted probability open_days overdue not_valued
deals: id name customer owner region stage product amount probability weighted close_date timing overdue_days open_days
coverage_facts: grading basis first last hours misallocation hours_to_move high_customers mismatched top
coverage: tier customers potential revenue hours time_share potential_share ratio verdict hours_wanted hours_to_shift
hour_moves: from_tier to_tier hours
skill: id name region tier worth owner skill better
swot: id kind text weight rating score evidence owner used_by unused
swot_scores: side items weights score lacking cell course
strategies: id text owner kind uses goals actions
ranking: rank person team role score grade band known sales_target sales_actual sales_attainment collection_rate \
new_customers new_customers_target csat conversion gap lost_points last_score exemplar bottom
feedback: person grade gap lost_points cause next_step
commission: person team earned clawback adjusted deferred released carried_in carried_out guaranteed advanced \
recovered pay open_deferred open_advance
budget: paid_this_year budget used left
service: first last asked_from asked_to complaints open late_open overdue calls orders reopened per_100_orders \
reopened_share csat csat_margin csat_target mean nps nps_margin answers to_call
complaint_types: kind complaints share cumulative pareto
promises: step judged on_time late overdue share target median_hours
complaints: state id customer tier customer_owner kind severity owner to_do due hours_over age_days
compared: table kind against name first last base_first base_last cut base now change change_rate
causes: step amount share_of_change level
bridge: step amount share_of_change level customers
contributors: side name owner base now change share_of_change
losses: move customer owner region base now change last_order
next: period level depth name target workdays per_day carried needed needed_per_day deals
next_members: period level depth name target workdays per_day carried needed needed_per_day deals
next_deals: id name customer owner stage close_date amount probability weighted
"""
"""The tables of the example's report and their columns, as docs/json.md promises them: none is renamed or goes."""


def modules(folder: Path, *names: str) -> Iterator[Path]:
    for name in names:
        yield from sorted((folder / name).rglob("*.py")) if (folder / name).is_dir() else [folder / f"{name}.py"]


def test_renderers_know_no_section_and_sections_no_renderer() -> None:
    books = sorted((PACKAGE / "write" / "new").glob("report_*.py"))
    for file in (*modules(SHOWN, *RENDERERS), *books):
        assert [line for line, name in imports_of(file) if name.startswith(SECTION_ROOM)] == [], file.name
    drawn = tuple(f"salesplan.present.report.{name}" for name in RENDERERS)
    for file in (SHOWN / "sections").glob("*.py"):
        assert [name for _, name in imports_of(file) if name.startswith(drawn)] == [], file.name


def test_each_section_has_a_module_on_both_sides_and_each_module_its_section() -> None:
    for name in SECTIONS.values():
        assert callable(import_module(f"salesplan.compute.report.{name}").section)
        shown = import_module(f"{SECTION_ROOM}.{name}")
        assert isinstance(shown.TITLE, Text)
        assert callable(shown.items)
    assert {file.stem for file in (SHOWN / "sections").glob("*.py")} == {"__init__", *SECTIONS.values()}
    assert set(CHARTS) <= set(SECTIONS)


def faults(told: Report) -> Iterator[str]:
    """Charts whose table, labels or values do not stand in their own part."""
    for part in told.parts:
        tables = {item.name: set(item.rows.keys) for item in part.items if isinstance(item, ReportTable)}
        for chart in (item for item in part.items if isinstance(item, Chart)):
            wanted = {chart.label_key, *(series.key for series in chart.series)}
            if missing := wanted - tables.get(chart.table, set()):
                yield f"{chart.name}: {chart.table}.{sorted(missing)}"


@pytest.mark.usefixtures("company")
def test_charts_stand_on_their_tables_and_tables_have_the_columns_promised() -> None:
    assert list(faults(made_report())) == []
    result = report(None, setting(as_of=date(2026, 6, 30)))
    whole = report_of(result, Screen(100, UNITS["万"]))
    assert list(faults(whole)) == []
    assert {chart.name for chart in whole.charts()} == {name for names in CHARTS.values() for name in names}
    promised = dict(line.split(": ") for line in TABLES.strip().splitlines())
    tables = [table for section in result.summary.sections for table in section.tables]
    assert {table.name: " ".join(table.rows.keys) for table in tables if table.name in promised} == promised
    words = [table.name for table in tables for total in table.totals.values() if isinstance(total, str | Text)]
    assert words == []  # what the row of totals is called is for pages


@pytest.mark.parametrize("short", [{"values": 1}, {"hues": 1}, {"at": 1}])
def test_a_chart_with_a_mark_too_few_is_not_made(short: dict[str, int]) -> None:
    from decimal import Decimal

    def made(cut: dict[str, int]) -> Chart:
        each = (Decimal(0), Decimal(1))
        series = Series("n", "N", each[: cut.get("values", 2)])
        hues, at = ("main", "main")[: cut.get("hues", 2)], each[: cut.get("at", 2)]
        return Chart("c", "curve", "C", "t", "n", ("a", "b"), (series,), hues=hues, at=at)  # type: ignore[arg-type] # literals in a tuple

    assert made({}).name == "c"
    with pytest.raises(ValueError, match=r"^c$"):
        made(short)


def said_by_rules() -> set[tuple[str, str]]:
    """Part and code of every problem and chance that is made with both written out."""
    calls = (
        node
        for file in COMPUTED.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Statement" and len(node.args) > 1
    )
    pairs = {tuple(arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant)) for node in calls}
    return {(str(pair[0]), str(pair[1])) for pair in pairs if len(pair) > 1 and pair[0] in ("problem", "chance")}


def test_every_problem_and_chance_is_known_has_a_sentence_and_a_table_that_a_section_makes() -> None:
    assert said_by_rules() <= {*(("problem", code) for code in PROBLEMS), *(("chance", code) for code in CHANCES)}
    assert len(said_by_rules()) > len(ANSWERED) // 2
    assert set(ANSWERED) <= set(SENTENCES)
    assert set(ANSWERED) <= set(EVIDENCE)
    written = {
        node.value
        for file in COMPUTED.glob("*.py")
        if file.stem != "statement_codes"
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    named = {name for names in EVIDENCE.values() for name in names}
    assert named <= {line.partition(":")[0] for line in TABLES.strip().splitlines()} | {"quarters"}
    assert named <= written


def test_the_page_of_the_command_lists_all_codes_and_charts() -> None:
    page = (ROOT / "docs" / "commands" / "report.md").read_text("utf-8")
    (codes,) = re.findall(r"codes for `problem`: ([a-z_, ]+)\.", page)
    assert codes.split(", ") == list(ANSWERED)
    (charts,) = re.findall(r"names of the charts: ([a-z_, ]+)\.", page)
    assert charts.split(", ") == [name for names in CHARTS.values() for name in names]


def test_the_contract_of_json_names_the_tables_of_the_report() -> None:
    told = (ROOT / "docs" / "json.md").read_text("utf-8")
    assert "summary.sections[].tables[]" in told
    for key in ("name", "rows", "totals", "summed"):
        assert f"`{key}`" in told
