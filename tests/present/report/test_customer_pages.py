"""How the report shows customers, coverage and deals: what charts say, which tables, what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest

from made_customers import ago, coverage_found, customers_found, deals_found, found_with, orders
from made_lists import made_list
from salesplan.compute.report.found import Found
from salesplan.compute.report.report import SECTIONS
from salesplan.present.blocks import Line, Screen
from salesplan.present.numbers import UNITS
from salesplan.present.report.cells import totals_of
from salesplan.present.report.chart import Chart
from salesplan.present.report.parts import Item, ReportTable, Said
from salesplan.text import set_language

SCREEN = Screen(width=100, unit=UNITS["1"])
HAND = ((95, 12, 60000), (100, 6, 30000), (100, 2, 45000), (120, 3, 5000), (300, 1, 1000))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("zh")


def shown(code: str, found: Found) -> list[Item]:
    name = SECTIONS[code]
    section = import_module(f"salesplan.compute.report.{name}").section(found)
    return list(import_module(f"salesplan.present.report.sections.{name}").items(section, None, SCREEN))


def chart(items: list[Item], name: str) -> Chart:
    return next(item for item in items if isinstance(item, Chart) and item.name == name)


def table(items: list[Item], name: str) -> ReportTable:
    return next(item for item in items if isinstance(item, ReportTable) and item.name == name)


def tables(items: list[Item]) -> list[str]:
    return [item.name for item in items if isinstance(item, ReportTable)]


def sentences(items: list[Item]) -> list[str]:
    return [str(item.text) for item in items if isinstance(item, Line | Said)]


def five() -> Found:
    days, counts, amounts = zip(*HAND, strict=True)
    people = made_list(
        "customers",
        id=[f"C{at}" for at in range(5)],
        amount=list(amounts),
        orders=list(counts),
        last_order=[ago(each) for each in days],
    )
    return customers_found(people)


def bought() -> Found:
    people = made_list("customers", id=["A", "B", "C"], name=["Ann <b>", None, "=SUM(1)"])
    return customers_found(people, orders(("A", 700, 10), ("A", 120, 500), ("B", 20, 100), ("C", 300, 70)))


def test_every_chart_stands_on_columns_of_a_table_of_the_same_section_row_by_row() -> None:
    deals = deals_found(("D1", "谈判", 100, "0.5", ago(-9)), ("D2", None, None, None, None))
    pages = [shown("customers", five()), shown("pipeline", deals), shown("coverage", coverage_found())]
    drawn = [(chart, items) for items in pages for chart in items if isinstance(chart, Chart)]
    assert [each.name for each, _ in drawn] == ["pareto", "classes", "rfm", "pipeline", "coverage"]
    for each, items in drawn:
        rows = list(table(items, each.table).rows.records(0, len(each.labels)))
        assert each.label_key in rows[0]
        assert len(each.labels) == len(each.at or each.labels)
        for series in each.series:
            assert list(series.values) == [row[series.key] for row in rows]


def test_the_curve_is_told_against_80_20_and_marks_who_reaches_80_percent() -> None:
    items = shown("customers", five())
    curve = chart(items, "pareto")
    # 60,000 of 141,000 are 42.6 %; 60 + 45 + 30 are 135 of 141
    assert str(curve.told) == (
        "Of 5 customers with an amount the top 20 % (1) hold 42.6%, weaker than 80/20; it takes 3 of them (60.0%) to "
        "reach 80 %."
    )
    assert curve.limit is not None
    assert [curve.limit[0], curve.at[0], curve.at[-1]] == [Decimal("0.8"), 0, 1]
    assert curve.labels[1] == "1 customers (20.0%)"
    assert table(items, "pareto").folded
    assert not table(items, "pareto_classes").folded


def test_maps_have_words_for_classes_tiers_days_and_orders() -> None:
    items = shown("customers", five())
    classes, rfm = chart(items, "classes"), chart(items, "rfm")
    assert classes.labels == ("U not rated",)
    assert [str(each.name) for each in classes.series] == ["A high", "B good", "C fair", "D low", "no tier"]
    assert [each.values for each in classes.series] == [(1,), (2,), (1,), (1,), (None,)]
    assert str(classes.told) == (
        "3 of the 3 customers of tier A or B have not ordered lately (135,000): contact them first"
    )
    assert rfm.labels == ("R5 ≤95 days", "R4 ≤95 days", "R3 ≤100 days", "R2 ≤120 days", "R1 >120 days")
    assert [str(each.name) for each in rfm.series] == ["F1 <2", "F2 ≥2", "F3 ≥3", "F4 ≥6", "F5 ≥12"]
    assert table(items, "rfm").columns[0].words["R5"]


def test_whoever_ordered_lately_need_not_be_contacted_first() -> None:
    people = made_list("customers", id=["A"], amount=[5], orders=[3], last_order=[ago(1)])
    items = shown("customers", customers_found(people))
    assert str(chart(items, "classes").told) == ""
    assert str(chart(items, "rfm").told) == "everybody who bought much still orders"


def test_where_the_data_tell_no_types_nobody_is_said_to_have_gone_quiet_or_not() -> None:
    people = made_list("customers", id=["A", "B"], orders=[1, 2], last_order=[ago(9), ago(1)])
    assert str(chart(shown("customers", customers_found(people, states=False)), "rfm").told) == ""


def test_the_first_customer_of_all_is_told() -> None:
    found = customers_found(made_list("customers", id=["A"]), orders(("A", 10, 5)))
    assert "1 with a first order, 0 won back; 0 customers then, 1 now" in " ".join(sentences(shown("customers", found)))


def test_without_tiers_classes_are_bars_over_their_table() -> None:
    people = made_list("customers", id=["A", "B", "C"], amount=[3, 2, 1])
    items = shown("customers", customers_found(people, states=False))
    bars = chart(items, "classes")
    assert [bars.form, bars.table, *bars.series[0].values] == ["bars", "classes", 3]
    assert "states" not in tables(items)
    assert sentences(items) == ["3 customers; amounts as the list has them"]


def test_the_page_says_of_which_days_amounts_are_and_who_is_about_to_be_lost() -> None:
    items = shown("customers", bought())
    assert sentences(items) == [
        "3 customers; amounts here are of the orders 2025-07-01..2026-06-30",
        "since 2026-05-31: 0 lost (0.0%), 1 with a first order, 0 won back; 1 customers then, 2 now",
        "1 at risk (500) will be lost if nobody calls",
        "1 have churned (70 in the year up to the last order of each)",
    ]
    tones = [(item.tone, item.evidence) for item in items if isinstance(item, Said)]
    assert tones == [("green", "states"), ("amber", "losing"), ("", "states")]
    assert str(table(items, "losing").title) == "About to be lost: the 1 largest"


def test_everyone_has_his_row_and_the_total_its_word() -> None:
    everyone = table(shown("customers", bought()), "top_customers")
    keys = [column.key for column in everyone.columns]
    assert {"id", "name", "class", "pareto", "lifecycle", "amount", "last_order", "next_contact"} <= set(keys)
    assert "owner" not in keys  # nobody has one
    assert [row["name"] for row in everyone.rows.records()] == ["Ann <b>", None, "=SUM(1)"]
    assert str(totals_of(everyone)["id"]) == "Total"
    assert everyone.totals["amount"] == 670


def test_without_orders_those_about_to_be_lost_have_the_amount_of_the_list() -> None:
    people = made_list("customers", id=["A"], amount=[70], orders=[2], last_order=[ago(100)])
    keys = {column.key for column in table(shown("customers", customers_found(people)), "losing").columns}
    assert "amount" in keys
    assert "amount" not in {c.key for c in table(shown("customers", bought()), "losing").columns}


def test_deals_say_what_will_come_and_what_is_not_in_it() -> None:
    found = deals_found(
        ("D1", "谈判", 100, "0.5", ago(-9), None, "Ann", "Acme pump", "Acme"),
        ("D2", None, 300, "0.1", ago(2), None, "Ann", "Bolt valve", "Bolt"),
        ("D3", "谈判", None, None, None, None, "Ann", "Cem & Co: pump", "Cem & Co"),
        ("D4", "won", 500, None, ago(40)),
    )
    items = shown("pipeline", found)
    assert sentences(items) == [
        "2026-07: 1 deals expected to close, weighted 50, most likely 0 to 114",
        "commit 0, best 100",
        "1 overdue and still open (300): ask their owners first",
        "1 without a date (–): they count once they have one",
        "2025-07-01..2026-06-30: 1 won for 500, 0 lost, win rate 100.0%",
    ]
    bars = chart(items, "pipeline")
    assert bars.labels == ("谈判 (2)", "(no stage) (1)")
    assert str(bars.told) == "3 open deals of 400, weighted 80"
    stages = table(items, "pipeline")
    assert {"overdue", "not_valued"} <= {column.key for column in stages.columns}
    keys = [column.key for column in table(items, "deals").columns]
    assert "customer" not in keys  # the names say them
    timing = next(column for column in table(items, "deals").columns if column.key == "timing")
    assert [str(timing.words[str(row["timing"])]) for row in table(items, "deals").rows.records()] == [
        "2026-07",
        "Overdue",
        "Without a date",
    ]


def test_columns_of_nothing_are_left_out_and_customers_stand_where_names_do_not_say_them() -> None:
    items = shown("pipeline", deals_found(("D1", "谈判", 100, "0.5", ago(-100), None, None, "a deal", "Acme")))
    assert sentences(items) == ["no open deal is expected to close in 2026-07"]
    keys = {column.key for column in table(items, "pipeline").columns}
    assert not {"overdue", "not_valued", "open_days"} & keys
    assert "customer" in {column.key for column in table(items, "deals").columns}


@pytest.mark.parametrize(("grading", "moved"), [("tier", "tier"), ("class", "class")])
def test_coverage_says_what_lies_wrong_and_what_to_move(grading: str, moved: str) -> None:
    items = shown("coverage", coverage_found(grading=grading))
    columns = chart(items, "coverage")
    assert str(columns.told) == (
        "30.0% of the time is in the wrong place: 30.0 of 100.0 hours in 2026-06-01..2026-06-30 (by the time list)"
    )
    assert columns.labels == ("A", "B", "C")
    assert sentences(items) == [
        f"→ move 29.0 hours from {moved} C to {moved} A",
        f"→ move 1.0 hours from customers without a tier to {moved} A",
        "10 large accounts, 1 of them not served by the best (Ann)",
    ]
    assert tables(items) == ["coverage", "skill"]
    tier = table(items, "coverage").columns[0]
    assert (str(tier.title), str(tier.words["none"])) == ({"tier": "Tier", "class": "Class"}[grading], "no tier")


@pytest.mark.parametrize("code", ["customers", "pipeline", "coverage"])
def test_a_section_without_data_shows_nothing(code: str) -> None:
    assert shown(code, found_with()) == []


def test_every_column_that_is_shown_has_a_title_and_codes_have_words() -> None:
    letters = {"class", "tier", "pareto"}
    for items in (shown("customers", bought()), shown("coverage", coverage_found()), shown("customers", five())):
        for each in (item for item in items if isinstance(item, ReportTable)):
            codes: dict[str, Any] = {column.key: column.words for column in each.columns if column.kind == "code"}
            for row in each.rows.records():
                missing = [key for key, words in codes.items() if row[key] is not None and str(row[key]) not in words]
                assert set(missing) <= letters, (each.name, missing)
