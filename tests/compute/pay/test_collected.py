"""What came in for which order: by number, else the oldest first, deposits for the orders that come later."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from paid_plans import kinds, paid, pay_input, rule, total

GATED = [rule(gate="collected")]


def test_a_deposit_goes_to_the_next_order_and_counts_from_its_day() -> None:
    given = pay_input([("O1", "2-10", "Ann", 100_000)], GATED, payments=[(None, "C", "1-05", 100_000)])
    done = paid(given, "2026-02")
    assert kinds(done, "2026-02") == [("sale", Decimal(5_000))]
    assert given.collected is not None
    assert given.collected.pieces["O1"] == [(date(2026, 2, 10), Decimal(100_000))]
    assert given.collected.loose_rows == 0


def test_what_is_paid_too_much_waits_for_the_next_order_and_the_rest_fits_none() -> None:
    orders = [("O1", "1-10", "Ann", 1_000), ("O2", "2-10", "Ann", 1_000)]
    given = pay_input(orders, GATED, payments=[(None, "C", "1-20", 1_700), (None, "C", "3-01", 900)])
    assert given.collected is not None
    shares = [given.collected.share("O2", date(2026, month, 28)) for month in (1, 2, 3)]
    assert [float(share) for share in shares] == [0, 0.7, 1]
    assert given.collected.loose == 600
    assert given.collected.loose_rows == 1


def test_a_refund_takes_back_from_the_newest_order_that_was_paid() -> None:
    orders = [("O1", "1-10", "Ann", 1_000), ("O2", "1-11", "Ann", 1_000)]
    given = pay_input(orders, GATED, payments=[(None, "C", "1-20", 2_000), (None, "C", "2-20", -300)])
    assert given.collected is not None
    shares = [float(given.collected.share(ref, date(2026, 2, 28))) for ref in ("O1", "O2")]
    assert shares == [1, 0.7]


def test_a_deposit_that_is_given_back_before_the_order_pays_nothing() -> None:
    payments = [(None, "C", "1-05", 1_000), (None, "C", "1-07", -1_000)]
    given = pay_input([("O1", "1-10", "Ann", 1_000)], GATED, payments=payments)
    assert total(paid(given), "2026-01") == 0
    assert given.collected is not None
    assert given.collected.loose_rows == 0
