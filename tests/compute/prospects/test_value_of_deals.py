"""The value of a list of deals: what stands twice, has no day, came later, lies below 0; earlier estimates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from made_lists import made_list
from salesplan.compute.prospects.calibration import EarlierEstimate
from salesplan.compute.prospects.deal_rows import Deal
from salesplan.compute.prospects.deal_sound import sound_deals
from salesplan.compute.prospects.deal_state import BUILT_IN
from salesplan.compute.prospects.prospects_value import ValueLists, ValueSummary, value
from salesplan.compute.prospects.value_parts import spellings
from salesplan.compute.team.staff import staff_of
from salesplan.model.period import Period, month_of
from salesplan.model.plan.prospects import ValueParameters
from salesplan.model.result import Result
from salesplan.model.window import parse_window

AS_OF = date(2026, 6, 30)
KEYS = ("id", "stage", "amount", "probability", "close_date", "created", "owner", "product")
MAY = date(2026, 5, 10)
JULY = date(2026, 7, 15)
Row = tuple[Any, ...]


def valued(*rows: Row, estimates: tuple[EarlierEstimate, ...] = ()) -> Result[ValueSummary]:
    """Rows of id, stage, amount, probability, close date, created, owner, product; the last ones may be left out."""
    filled = [(*row, *[None] * (len(KEYS) - len(row))) for row in rows]
    deals = made_list("deals", **{key: [row[at] for row in filled] for at, key in enumerate(KEYS)})
    reps = made_list("reps", name=["张三", "李四"], leader=["王总", "赵总"])
    return value(
        ValueLists(deals, staff_of(reps, None), earlier=estimates),
        as_of=AS_OF,
        period=month_of(2026, 7),
        window=parse_window("365"),
        parameters=ValueParameters(),
        words=BUILT_IN,
    )


def told(result: Result[ValueSummary], code: str) -> str:
    """What the one finding of a code says; empty without one."""
    found = [problem for problem in result.findings if problem.code == code]
    assert len(found) <= 1
    return found[0].what.in_("en") if found else ""


OPEN: Row = ("D1", "谈判", 100, "0.5", JULY, MAY, "张三", "泵")


def test_a_deal_that_stands_three_times_counts_once_and_is_named() -> None:
    result = valued(OPEN, OPEN, OPEN, ("D2", *OPEN[1:]))
    assert [result.summary.deals, result.summary.copies, result.summary.estimate.best] == [2, 2, 200]
    assert "D1 (rows 2, 3, 4)" in told(result, "PROSPECTS-copies")
    assert not told(result, "PROSPECTS-same-id")
    assert [row["row"] for row in result.rows.records()] == [2, 5]


def test_different_rows_of_one_id_are_both_counted_and_said() -> None:
    result = valued(OPEN, ("D1", "谈判", 120, *OPEN[3:]), OPEN)
    assert [result.summary.deals, result.summary.estimate.best] == [2, 220]
    assert "D1 (rows 2, 3)" in told(result, "PROSPECTS-same-id")
    assert "D1 (rows 2, 4)" in told(result, "PROSPECTS-copies")


def test_deals_without_an_id_are_nobodys_copies() -> None:
    row: Row = (None, *OPEN[1:])
    result = valued(row, row)
    assert [result.summary.deals, result.summary.copies] == [2, 0]
    assert not told(result, "PROSPECTS-copies")
    assert not told(result, "PROSPECTS-same-id")


def test_what_counts_does_not_depend_on_the_order_of_the_rows() -> None:
    rows = [Deal(0, 5, "open", id="A"), Deal(0, 2, "open", id="A"), Deal(0, 3, "won", id="A")]
    assert [deal.row for deal in sound_deals(rows).deals] == [2, 3]


def test_an_amount_below_0_is_told_and_not_counted() -> None:
    result = valued(OPEN, ("D2", "谈判", -40, *OPEN[3:]), ("D3", "赢单", -5, None, MAY))
    s = result.summary
    assert [s.estimate.deals, s.estimate.best, s.estimate.not_valued, s.closed.won_value] == [2, 100, 1, None]
    assert told(result, "PROSPECTS-negative-amount").startswith("2 deals")
    assert "D2 (rows 3)" in told(result, "PROSPECTS-negative-amount")
    assert not told(result, "PROSPECTS-no-amount")
    assert not told(valued(("D1", "谈判", 0, *OPEN[3:])), "PROSPECTS-negative-amount")


def test_closed_deals_without_a_day_are_counted_and_listed() -> None:
    result = valued(OPEN, ("D2", "赢单", 7), ("D3", "输单", None), ("D4", "赢单", 9, None, MAY))
    assert [result.summary.closed.won, result.summary.closed_undated] == [1, 2]
    assert told(result, "PROSPECTS-closed-undated") == (
        "1 won and 1 lost deals have no close date and lie in no window (amount 7): D2, D3"
    )


def test_what_was_decided_since_is_said_and_in_no_estimate() -> None:
    """D2 was open on the as-of; D3 began after it, open or won; D4 was won on the day itself."""
    won: Row = ("D2", "赢单", 60, "1", date(2026, 7, 1), MAY)
    late: Row = ("D3", "赢单", 5, "1", date(2026, 7, 9), date(2026, 7, 1))
    later: Row = ("D5", "谈判", 5, "0.5", JULY, date(2026, 7, 1))
    result = valued(OPEN, won, late, later, ("D4", "赢单", 8, "1", AS_OF, AS_OF))
    s = result.summary
    assert [s.deals, s.estimate.best, s.closed.won_value] == [2, 100, 8]
    assert [s.decided_since.deals, s.decided_since.amount, s.after_as_of] == [1, 60, 2]
    assert "1 deals were decided after the as-of (amount 60)" in told(result, "PROSPECTS-decided-since")
    assert "2 deals began after the as-of" in told(result, "PROSPECTS-after-as-of")


def test_what_nobody_knows_is_not_0() -> None:
    result = valued(("D1", "谈判", None, "0.5", None, MAY, "张三"), ("D2", "谈判", None, "0.5", JULY, MAY, "张三"))
    s = result.summary
    assert [s.no_date.deals, s.no_date.amount, s.estimate.weighted, s.overdue.amount] == [1, None, None, 0]
    assert "(amount –)" in told(result, "PROSPECTS-no-close-date")
    (part,) = s.by_leader
    assert [part.estimate.weighted, part.estimate.best, part.won_value] == [None, None, 0]


def test_a_product_is_one_however_it_is_written() -> None:
    rows: list[Row] = [
        (f"D{n}", *OPEN[1:7], name) for n, name in enumerate(["GTX Pro", "gtx pro", "ＧＴＸ Pro", "gtx pro"])
    ]
    result = valued(*rows, ("D9", *OPEN[1:7], "GTXPro"))
    assert [(part.name, part.open_deals) for part in result.summary.by_product] == [("gtx pro", 4), ("GTXPro", 1)]


def test_products_are_shown_as_most_write_them() -> None:
    deals = [Deal(0, n, "open", product=name) for n, name in enumerate(["b", "B", "a", "A", "A"])]
    assert spellings(deals) == {"a": "A", "b": "B"}


def test_an_estimate_is_judged_by_the_deals_of_its_own_leader() -> None:
    june = Period(date(2026, 6, 1), AS_OF)
    kept = [EarlierEstimate(MAY, june, name, Decimal(100)) for name in (None, "王总", "赵总")]
    rows: list[Row] = [("D1", "赢单", 30, None, AS_OF, MAY, "张三"), ("D2", "赢单", 50, None, AS_OF, MAY, "李四")]
    result = valued(*rows, ("D3", "输单", 9, None, AS_OF, MAY, "李四"), estimates=tuple(kept))
    assert [(one.leader, one.actual) for one in result.summary.calibration] == [
        (None, Decimal(80)),
        ("王总", Decimal(30)),
        ("赵总", Decimal(50)),
    ]
