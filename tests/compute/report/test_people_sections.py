"""The team and its commission in the report: rows of the review and sums of what is paid, nothing worked out anew."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from made_sections import found_of, paid, person, reviewed, rows_of, table
from salesplan.compute.report import commission, team
from salesplan.compute.report.rows import only_row
from salesplan.compute.report.section import SectionTable


def column(shown: SectionTable, key: str) -> list[Any]:
    return [row[key] for row in shown.rows.records()]


def test_the_ranking_is_the_review_with_the_mean_below() -> None:
    review = reviewed(
        person("Ann", "110.50", "S", sales_target=Decimal(100), sales_actual=Decimal(120)),
        person("Ben", "80.00", "B", bottom=2),
        person("Cem", None, new_customers=3),
    )
    shown = table(team.section(found_of(review=review)), "ranking")
    assert column(shown, "person") == ["Ann", "Ben", "Cem"]
    assert column(shown, "score") == [Decimal("110.50"), Decimal("80.00"), None]
    assert column(shown, "bottom") == [0, 2, 0]
    assert column(shown, "sales_target") == [Decimal(100), None, None]
    assert (shown.totals, shown.summed) == ({"score": Decimal("95.25")}, frozenset())


def test_there_is_no_mean_of_one_person_nor_of_nobody() -> None:
    for review in (reviewed(person("Ann", "90", "B")), reviewed(person("Ann", None), person("Ben", None))):
        assert not table(team.section(found_of(review=review)), "ranking").totals


def test_a_mean_of_0_is_one() -> None:
    review = reviewed(person("Ann", "0", "D"), person("Ben", "0", "D"))
    assert table(team.section(found_of(review=review)), "ranking").totals["score"] == 0


def test_without_a_review_there_is_no_ranking_and_what_is_lacking_is_named() -> None:
    section = team.section(found_of(lacking={"team": ("reps",)}))
    assert not section.tables
    assert not team.section(found_of(review=reviewed())).tables


def test_those_with_a_gap_are_told_why_and_what_is_next() -> None:
    review = reviewed(person("Ann", "110", "S"), person("Ben", "70", "C", gap="sales", lost_points=Decimal("12.00")))
    rows = rows_of(team.section(found_of(review=review)), "feedback")
    assert [(row["person"], row["gap"], row["lost_points"]) for row in rows] == [("Ben", "sales", Decimal("12.00"))]
    assert team.section(found_of(review=reviewed(person("Ann", "110", "S")))).table("feedback") is None


def test_pay_is_listed_with_its_sums_the_highest_first() -> None:
    result = paid(
        {"person": "Ann", "team": "East", "earned": "100.10", "clawback": "-0.10", "pay": "100.00"},
        {"person": "Cem", "earned": "300.00", "deferred": "-200.00", "pay": "100.00", "open_deferred": "250.00"},
        {"person": "Ben", "earned": "500.00", "pay": "500.00"},
        {"person": "Ada", "earned": "300.00", "deferred": "-200.00", "pay": "100.00"},
    )
    shown = table(commission.section(found_of(pay=result)), "commission")
    assert column(shown, "person") == ["Ben", "Ada", "Cem", "Ann"]
    assert column(shown, "team") == [None, None, None, "East"]
    assert "person" not in shown.totals  # words are for pages
    sums = {key: shown.totals[key] for key in ("earned", "clawback", "deferred", "pay", "open_deferred")}
    told = ("1200.10", "-0.10", "-400.00", "800.00", "250.00")
    assert list(sums.values()) == [Decimal(each) for each in told]
    assert set(sums) <= shown.summed
    assert "person" not in shown.summed


def test_the_parts_are_together_the_pay() -> None:
    one = {
        "person": "Ann",
        **dict(zip(commission.PARTS, (100, -1, -2, -30, 7, -4, 0, 5, 6, -8), strict=True)),
        "pay": 73,
    }
    (row,) = rows_of(commission.section(found_of(pay=paid(one))), "commission")
    amounts = {key: value for key, value in row.items() if isinstance(value, Decimal)}
    assert sum(amounts[key] for key in commission.PARTS) == amounts["pay"]


def test_the_budget_used_and_left() -> None:
    def budget(**more: str) -> Any:  # noqa: ANN401 - a row
        return only_row(commission.section(found_of(pay=paid({"person": "Ann"}, **more))).table("budget"))

    told = budget(budget="300", year="100")
    assert (told["used"], told["left"]) == (Decimal("0.333333"), Decimal(200))
    assert budget(budget="300", year="330")["left"] == -30
    assert budget(budget="0", year="10")["used"] is None
    assert (budget(year="10")["used"], budget(year="10")["left"]) == (None, None)


def test_without_rules_or_people_there_is_no_commission() -> None:
    section = commission.section(found_of(lacking={"commission": ("commission",)}))
    assert not section.tables
    assert not commission.section(found_of(pay=paid())).tables
