"""The key figures on top of the report."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from made_tracks import END_OF_JUNE, JUNE, WHOLE, found, line, rows_of, track
from salesplan.compute.report import next_period, pace, results
from salesplan.compute.report.found import Found
from salesplan.compute.report.report import ReportSummary
from salesplan.model.named_period import NamedPeriod
from salesplan.present.blocks import Screen
from salesplan.present.numbers import UNITS
from salesplan.present.report.cards import cards_of
from salesplan.present.report.parts import Card

D = Decimal
SCREEN = Screen(100, UNITS["万"])
YEAR = line("", 12_000_000, 3_300_000, 3_200_000, status="open", light="green")
TARGETS = track(
    YEAR,
    line("2026-06", 1_000_000, 900_000, light="amber"),
    line("2026-07", 1_100_000),
    by=("month",),
    landing="12375000",
)
OWN = rows_of((), summary=SimpleNamespace(now=D(900_000), base=D(1_000_000), change=D(-100_000), change_rate=D("-0.1")))
MONTHS = rows_of(("month",), summary=SimpleNamespace(total=D(3_300_000), base_total=None, change=None, yoy=None))
DEALS = rows_of(("close_date", "amount", "weighted"), (date(2026, 7, 1), D(50_000), D("20000.5")))
REVIEW = rows_of(("person", "new_customers"), ("Ann", 3))
PLAN = {
    "goals": [
        {
            "id": "G",
            "name": "新客户",
            "metric": "new_customers",
            "unit": "家",
            "scope": "all",
            "target": {"value": 12},
            "start": "2026-01-01",
            "end": "2026-12-31",
            "milestones": [{"date": "2026-06-30", "value": 6}],
        }
    ]
}


def _summary(have: Found) -> ReportSummary:
    sections = tuple(each.section(have) for each in (results, pace, next_period))
    period = have.period
    told = (period.name, period.kind, period.span.first, have.day, have.day < period.span.last)
    return ReportSummary(*told, None, None, tuple(each for each in sections if each.tables), {})


def _cards(have: Found) -> dict[str, Card]:
    return {str(card.title): card for card in cards_of(_summary(have), SCREEN)}


def _all(period: NamedPeriod = JUNE, **more: Any) -> Found:  # noqa: ANN401 - results of any analysis
    given = {"pvm": OWN, "months": MONTHS, "deals": DEALS, "review_year": REVIEW, **more}
    return found(TARGETS, period=period, plan=PLAN, **given)


def test_the_figures_in_the_order_people_ask_for_them() -> None:
    assert list(_cards(_all())) == ["2026-06 销售额", "同比", "年累计", "全年预计", "下期商机加权值", "年累计新客户数"]


def test_the_period_with_its_target_every_digit_and_its_light() -> None:
    card = _cards(_all())["2026-06 销售额"]
    assert (card.figure, card.exact, card.tone) == ("90.0万", "900,000", "amber")
    assert str(card.note) == "目标 100.0万，完成 90.0%"


def test_the_change_has_its_sign_and_no_light() -> None:
    card = _cards(_all())["同比"]
    assert (card.figure, card.exact, str(card.note), card.tone) == ("-10.0%", "-100,000", "去年同期 100.0万", "")


def test_the_year_to_date_is_told_against_what_was_due() -> None:
    card = _cards(_all())["年累计"]
    assert (card.figure, str(card.note), card.tone) == ("330.0万", "应完成 320.0万，完成 103.1%", "green")


def test_the_landing_is_told_against_the_target_of_the_year() -> None:
    card = _cards(_all())["全年预计"]
    assert (card.figure, str(card.note), card.tone) == ("1,237.5万", "目标 1,200.0万，占 103.1%", "green")


def test_what_is_coming_is_told_beside_its_target() -> None:
    card = _cards(_all())["下期商机加权值"]
    assert (card.figure, card.exact, str(card.note)) == ("2.0万", "20,000.5", "1 个商机；2026-07 目标 110.0万")


def test_a_goal_that_is_no_money_has_its_unit() -> None:
    card = _cards(_all())["年累计新客户数"]
    assert (card.figure, str(card.note), card.tone) == ("3 家", "目标 12 家", "red")


def test_a_year_has_no_card_for_the_year_to_date() -> None:
    assert "年累计" not in _cards(_all(WHOLE))


def test_a_period_under_way_says_how_it_is_on_course() -> None:
    due = line("2026-06", 1_000_000, 450_000, 500_000, status="open", light="amber")
    made = track(YEAR, due, by=("month",))
    card = _cards(found(made, day=END_OF_JUNE))["2026-06 销售额"]
    assert str(card.note) == "目标 100.0万，完成 45.0%，进度 90.0%"


def test_without_targets_sales_stand_alone() -> None:
    cards = _cards(found(pvm=OWN, months=MONTHS))
    assert [(title, card.figure, str(card.note)) for title, card in cards.items()] == [
        ("2026-06 销售额", "90.0万", ""),
        ("同比", "-10.0%", "去年同期 100.0万"),
        ("年累计", "330.0万", ""),
    ]


def test_orders_alone_have_the_period_beside_the_one_before() -> None:
    told = MONTHS.summary
    sold = rows_of(
        ("month", "amount", "base"), ("2026-05", D(800_000), None), ("2026-06", D(900_000), None), summary=told
    )
    cards = _cards(found(months=sold))
    assert [(title, card.figure, card.exact, str(card.note)) for title, card in cards.items()][:2] == [
        ("2026-06 销售额", "90.0万", "900,000", ""),
        ("比上期", "+12.5%", "+100,000", "上期 80.0万"),
    ]


def test_nothing_known_is_no_card() -> None:
    assert _cards(found()) == {}
