"""Coverage in the report: the tiers with what to shift, the hours to move, large accounts in other hands."""

from __future__ import annotations

from decimal import Decimal

from made_customers import AS_OF, ago, coverage_found, found_with
from salesplan.compute.report.coverage import section
from salesplan.compute.report.rows import only_row


def test_tiers_stand_with_their_shares_and_only_those_that_do_not_fit_shift_hours() -> None:
    table = section(coverage_found()).table("coverage")
    assert table is not None
    rows = list(table.rows.records())
    assert [row["tier"] for row in rows] == ["A", "B", "C", "none"]
    assert [row["hours_to_shift"] for row in rows] == [30, None, -29, None]
    assert [row["time_share"] for row in rows] == [Decimal("0.2"), Decimal("0.25"), Decimal("0.55"), None]
    assert table.totals == {"customers": 40, "potential": 4000, "revenue": 4000, "hours": 100}


def test_hours_move_from_tier_to_tier_those_without_a_tier_too() -> None:
    table = section(coverage_found()).table("hour_moves")
    assert table is not None
    assert list(table.rows.rows()) == [("C", "A", Decimal("29.00")), ("none", "A", Decimal("1.00"))]
    facts = only_row(section(coverage_found()).table("coverage_facts"))
    assert [facts["first"], facts["last"], facts["misallocation"]] == [ago(29), AS_OF, Decimal("0.3")]
    assert [facts["high_customers"], facts["mismatched"], facts["top"]] == [10, 1, ("Ann",)]


def test_large_accounts_are_named_only_where_skill_is_known() -> None:
    table = section(coverage_found()).table("skill")
    assert table is not None
    assert [(row["id"], row["name"], row["better"]) for row in table.rows.records()] == [("C1", None, ("Ann",))]
    without = section(coverage_found(skill=False))
    assert without.table("skill") is None
    assert only_row(without.table("coverage_facts"))["mismatched"] is None


def test_where_time_and_potential_cannot_be_compared_there_is_no_section() -> None:
    assert not section(coverage_found(compared=False)).tables
    assert not section(found_with(lacking={"coverage": ("time",)})).tables
