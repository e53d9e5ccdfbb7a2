"""The open deals in the report: stages in the order of the process, sums, what is not valued, deals by weight."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from made_customers import ago, deals_found, found_with
from salesplan.compute.report.found import Found
from salesplan.compute.report.pipeline import by_stage, section
from salesplan.compute.report.rows import Row, only_row
from salesplan.compute.report.section import SectionTable

SOON, LATE, GONE = ago(-10), ago(-90), ago(3)
PROCESS = ("线索", "方案", "谈判")


def table(found: Found, name: str) -> SectionTable:
    made = section(found).table(name)
    assert made is not None
    return made


def column(found: Found, name: str, key: str) -> list[Any]:
    return [row[key] for row in table(found, name).rows.records()]


def some() -> Found:
    return deals_found(
        ("D1", "谈判", 100, "0.5", SOON, ago(10)),
        ("D2", "方案", 400, "0.25", LATE, ago(20)),
        ("D3", "方案", 200, "0.5", GONE, ago(41)),
        ("D4", " 方案", None, "0.9", None, ago(1)),
        ("D5", "赢单", 900, None, ago(30), ago(60)),
        ("D6", "输单", 50, None, ago(30), ago(60)),
        process=PROCESS,
    )


def test_stages_stand_in_the_order_of_the_process_with_their_sums() -> None:
    made = table(some(), "pipeline")
    assert column(some(), "pipeline", "stage") == ["方案", "谈判"]
    first = next(made.rows.records())
    # 400 at 0.25 and 200 at 0.5 are 100 and 100 of 600; D4 has no amount
    assert [first[key] for key in ("deals", "amount", "weighted", "not_valued", "overdue")] == [3, 600, 200, 1, 1]
    assert first["probability"] == Decimal("0.333333")
    assert first["open_days"] == 20
    assert {key: made.totals[key] for key in sorted(made.summed)} == {
        "amount": 700, "deals": 4, "not_valued": 1, "overdue": 1, "weighted": 250,
    }  # fmt: skip
    assert made.totals["probability"] == Decimal("0.357143")
    assert made.totals["open_days"] == 15  # of 1, 10, 20, 41


def test_without_a_process_stages_go_by_their_probability_and_those_without_a_name_are_last() -> None:
    found = deals_found(
        ("D1", "甲", 100, "0.5", SOON),
        ("D2", "乙", 100, "0.1", SOON),
        ("D3", None, 100, "0.05", SOON),
        ("D4", "丙", 100, None, SOON),
        ("D5", "丁", 100, "0.1", SOON),
    )
    assert column(found, "pipeline", "stage") == ["丁", "乙", "甲", "丙", None]
    assert column(found, "pipeline", "probability")[-2:] == [None, Decimal("0.05")]
    assert column(found, "pipeline", "open_days") == [None] * 5


def test_a_stage_in_two_spellings_is_one_and_called_the_same_whatever_comes_first() -> None:
    pair: list[tuple[Any, ...]] = [("D1", "Offer", 100, "0.5", SOON), ("D1", "offer", 100, "0.5", SOON)]
    for order in (pair, pair[::-1]):
        assert column(deals_found(*order), "pipeline", "stage") == ["Offer"]


def test_stages_that_the_process_does_not_name_come_after_it() -> None:
    found = deals_found(("D1", "别的", 1, "0.1", SOON), ("D2", "谈判", 1, "0.9", SOON), process=PROCESS)
    assert column(found, "pipeline", "stage") == ["谈判", "别的"]


def test_deals_come_by_weighted_amount_those_of_unknown_value_last() -> None:
    found = some()
    assert column(found, "deals", "id") == ["D2", "D3", "D1", "D4"]
    assert column(found, "deals", "timing") == ["later", "overdue", "in", "no_date"]
    assert column(found, "deals", "overdue_days") == [None, 3, None, None]
    assert table(found, "deals").totals == {"amount": 700, "weighted": 250}


def test_equal_deals_come_by_amount_day_and_name_whatever_the_order_of_the_list() -> None:
    rows: list[tuple[Any, ...]] = [
        ("D4", "谈判", 100, "0.5", SOON),
        ("D3", "谈判", 100, "0.5", ago(-5)),
        ("D2", "谈判", 200, "0.25", SOON),
        ("D5", "谈判", 100, "0.5", SOON),
        ("D1", "谈判", 100, "0.5", None),
    ]
    for order in (rows, rows[::-1]):
        assert column(deals_found(*order), "deals", "id") == ["D2", "D3", "D4", "D5", "D1"]


def test_the_estimate_stands_with_its_range_and_what_is_not_in_it() -> None:
    facts = only_row(table(some(), "pipeline_facts"))
    assert [facts[key] for key in ("open_deals", "expected", "weighted", "best")] == [4, 1, 50, 100]
    # 50 less and more 1.28 times the root of 100 x 100 x 0.5 x 0.5
    assert [facts["low"], facts["high"]] == [0, 114]
    assert [facts[key] for key in ("overdue", "overdue_amount", "undated", "undated_amount")] == [1, 200, 1, None]
    assert [facts[key] for key in ("won", "lost", "won_value", "win_rate")] == [1, 1, 900, Decimal("0.5")]
    assert [facts["before"], facts["later"]] == [0, 1]


def test_without_open_deals_there_is_no_section() -> None:
    assert not section(deals_found(("D5", "赢单", 900, None, ago(30)))).tables
    assert not section(found_with(lacking={"pipeline": ("deals",)})).tables


@pytest.mark.parametrize(("amount", "probability"), [("2", Decimal("0.5")), ("0", None), ("-2", None)])
def test_money_of_nothing_has_no_probability(amount: str, probability: Decimal | None) -> None:
    worth = Decimal(amount)
    deal: Row = {"stage": "甲", "amount": worth, "weighted": worth / 2, "timing": "in", "open_days": 3}
    (row,) = by_stage([deal], ()).rows.records()
    assert row["probability"] == probability
