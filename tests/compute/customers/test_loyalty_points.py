"""Tiers and points by hand: shares and thresholds, the yearly review, lots, returns, redemptions, the law of points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from made_lists import made_list
from salesplan.compute.customers.classify import grade
from salesplan.compute.customers.worth.loyalty import LoyaltySummary, loyalty_result
from salesplan.compute.customers.worth.loyalty_tiers import limits_of
from salesplan.compute.customers.worth.points_earned import months_after, points_of, rates_of
from salesplan.compute.customers.worth.points_ledger import Account, Lot, Redemption, settle
from salesplan.errors import BadInput
from salesplan.model.calendar import WorkCalendar
from salesplan.model.plan.customers import CustomerParameters
from salesplan.model.plan.loyalty import LoyaltyParameters
from salesplan.model.records import Records
from salesplan.model.result import Result
from salesplan.model.window import parse_window

AS_OF = date(2026, 6, 30)
FLAT = [1, 1, 1]
Order = tuple[str, str | None, date, Any]


def orders_of(*rows: Order) -> Records:
    keys = ("customer_id", "order_id", "date", "amount")
    return made_list("orders", **{key: [row[at] for row in rows] for at, key in enumerate(keys)})


def loyalty(
    rows: Sequence[Order],
    customers: Records | None = None,
    used: Records | None = None,
    as_of: date = AS_OF,
    *,
    ledger: bool = False,
    **parameters: Any,  # noqa: ANN401 - any part of the parameters
) -> Result[LoyaltySummary]:
    graded = grade(
        customers,
        orders_of(*rows) if rows else None,
        as_of=as_of,
        window=parse_window("12m"),
        parameters=CustomerParameters(),
        calendar=WorkCalendar(),
    )
    return loyalty_result(graded, used, LoyaltyParameters.model_validate(parameters), ledger=ledger)


def by_id(result: Result[LoyaltySummary]) -> Mapping[str, Mapping[str, Any]]:
    return {str(row["id"]): row for row in result.rows.records()}


def used_of(*rows: tuple[str | None, date | None, int | None]) -> Records:
    keys = ("customer_id", "date", "points")
    return made_list("points", **{key: [row[at] for row in rows] for at, key in enumerate(keys)})


# Points


@pytest.mark.oracle("5.3-a")
def test_points_of_one_order() -> None:
    """1,280.50 x 1 x 1.2 is 1536.6: 1,536 points."""
    assert points_of(Fraction("1280.50"), Fraction(1) * Fraction("1.2")) == 1536
    rates = rates_of(LoyaltyParameters(), 2)
    assert points_of(Fraction(128050), rates[1]) == 1536
    held = [("C1", "0", date(2026, 1, 5), 100), ("C1", "1", date(2026, 3, 1), "1280.50")]
    row = by_id(loyalty(held, tiers={"gold": 5000, "silver": 50}))["C1"]
    assert row["earned"] == 100 + 1536  # bronze until the end of January, silver from February on


@pytest.mark.oracle("5.3-b")
def test_lots_redeemed_oldest_first() -> None:
    """500 until 30 June and 800 until 31 December; 600 used on 15 June: 0 and 700 are left, and nothing expires."""
    lots = [
        Lot("1", date(2024, 6, 30), date(2026, 6, 30), 500),
        Lot("2", date(2024, 12, 31), date(2026, 12, 31), 800),
    ]
    account = settle(lots, [], [Redemption(date(2026, 6, 15), 600)], date(2026, 7, 1))
    assert [lot.left for lot in lots] == [0, 700]
    assert (account.balance, [lot.expired for lot in lots]) == (700, [0, 0])


@pytest.mark.parametrize(
    ("day", "left", "expired"),
    [(date(2026, 6, 30), 500, 0), (date(2026, 7, 1), 0, 500)],
)
def test_the_last_day_still_counts(day: date, left: int, expired: int) -> None:
    lot = Lot("1", date(2024, 6, 30), date(2026, 6, 30), 500)
    assert settle([lot], [], [], day).available == left
    assert lot.expired == expired
    row = by_id(loyalty([("C1", "1", date(2024, 6, 30), 500)], as_of=day))["C1"]
    assert (row["balance"], row["expired"]) == (left, expired)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 12, 31), 12, date(2025, 12, 31)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
    ],
)
def test_months_after(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@pytest.mark.parametrize(("points", "left", "refused"), [(500, 0, 0), (501, 500, 1), (499, 1, 0)])
def test_a_redemption_never_takes_more_than_there_is(points: int, left: int, refused: int) -> None:
    result = loyalty([("C1", "1", date(2026, 5, 1), 500)], used=used_of(("C1", date(2026, 5, 1), points)))
    assert by_id(result)["C1"]["balance"] == left
    assert [(each.available, each.reason) for each in result.summary.refused] == [(500, "balance")] * refused


def test_redemptions_that_cannot_count_are_listed() -> None:
    wishes = used_of(
        ("C1", date(2026, 4, 30), 1), ("C9", date(2026, 5, 2), 5), ("C1", None, 5), ("C1", date(2026, 5, 2), None),
        ("C1", date(2026, 5, 2), 0), ("C1", date(2026, 7, 1), 5), ("C1", AS_OF, 5),
    )  # fmt: skip
    result = loyalty([("C1", "1", date(2026, 5, 1), 500)], used=wishes)
    reasons = sorted(each.reason for each in result.summary.refused)
    assert reasons == ["balance", "no_date", "no_points", "no_points", "unknown_customer"]
    assert (result.summary.later_redemptions, by_id(result)["C1"]["balance"]) == (1, 495)
    codes = {problem.code for problem in result.findings}
    assert codes >= {
        "LOYALTY-balance", "LOYALTY-no-date", "LOYALTY-no-points", "LOYALTY-unknown-customer", "LOYALTY-after-as-of",
    }  # fmt: skip


def test_returns_take_points_back_and_may_leave_less_than_nothing() -> None:
    """Order 1: 100.9 bought, 100 redeemed, 60 returned later under the same number: 60 points are owed."""
    rows: list[Order] = [("C1", "1", date(2026, 1, 5), "100.9"), ("C1", "1", date(2026, 2, 5), -60)]
    result = loyalty(rows, used=used_of(("C1", date(2026, 1, 5), 100)))
    row = by_id(result)["C1"]
    assert (row["earned"], row["redeemed"], row["reversed"], row["balance"]) == (100, 100, 60, -60)
    assert (result.summary.negative, result.summary.outstanding, result.summary.liability) == (1, 0, Decimal(0))
    assert "LOYALTY-negative" in {problem.code for problem in result.findings}
    later: Order = ("C1", "2", date(2026, 3, 1), 70)
    paid = by_id(loyalty([*rows, later], used=used_of(("C1", date(2026, 1, 5), 100)), multipliers=FLAT))["C1"]
    assert paid["balance"] == 10


def test_a_return_takes_its_own_lot_then_the_newest() -> None:
    account = Account()
    lots = [Lot(str(n), date(2026, n, 1), date(2028, n, 1), 100) for n in (1, 2, 3)]
    for lot in lots:
        account.earn(lot)
    account.take_back("2", 130)
    assert [lot.reversed for lot in lots] == [0, 100, 30]


def test_points_of_an_order_that_have_expired_are_not_taken_again() -> None:
    account = Account()
    old, new = Lot("1", date(2024, 1, 1), date(2026, 1, 1), 100), Lot("2", date(2026, 2, 1), date(2028, 2, 1), 100)
    account.earn(old)
    account.earn(new)
    account.expire_before(date(2026, 2, 2))
    account.take_back("1", 80)
    assert (old.expired, new.left, account.balance) == (100, 100, 100)


@pytest.mark.parametrize(
    ("rows", "earned", "reversed_"),
    [
        ([("C1", "1", AS_OF, "0.6"), ("C1", "1", AS_OF, "0.6")], 1, 0),  # the order's total is rounded, not its lines
        ([("C1", "1", AS_OF, "0.6"), ("C1", "2", AS_OF, "0.6")], 0, 0),
        ([("C1", None, AS_OF, "0.6"), ("C1", None, AS_OF, "0.6")], 1, 0),  # without a number a day is an order
        ([("C1", "1", AS_OF, 10), ("C1", "1", AS_OF, -4)], 6, 0),
        ([("C1", "1", AS_OF, -4)], 0, 4),  # returns only
        ([("C1", "1", AS_OF, 4), ("C1", "1", AS_OF, -10)], 0, 5),
    ],
)
def test_an_order_earns_by_its_total(rows: list[Order], earned: int, reversed_: int) -> None:
    for at, row in enumerate(rows):  # the rows of one order differ, or they were copies
        rows[at] = (row[0], row[1], row[2], Decimal(str(row[3])) + Decimal(at) / 100)
    found = by_id(loyalty(rows))["C1"]
    assert (found["earned"], found["reversed"]) == (earned, reversed_)


def test_copies_of_an_order_earn_once() -> None:
    row: Order = ("C1", "1", AS_OF, 10)
    result = loyalty([row, row, ("C1", None, AS_OF, 5), ("C1", None, AS_OF, 5)])
    assert (result.summary.copies, result.summary.earned) == (1, 20)
    assert "LOYALTY-copies" in {problem.code for problem in result.findings}


def test_points_about_to_expire_and_what_they_are_worth() -> None:
    days = {
        1: date(2024, 6, 30),
        30: date(2024, 7, 30),
        31: date(2024, 7, 31),
        90: date(2024, 9, 28),
        91: date(2024, 9, 29),
    }
    rows: list[Order] = [(f"C{n}", str(n), day, n) for n, day in days.items()]
    result = loyalty(rows, point_value="0.05", breakage="20%")
    s = result.summary
    assert (s.expiring_30, s.expiring_30_customers, s.expiring_90) == (31, 2, 152)
    assert s.liability == Decimal(243) * Decimal("0.05") * Decimal("0.8")
    assert by_id(result)["C90"]["next_expiry"] == date(2026, 9, 28)


def test_the_ledger_has_a_row_a_lot() -> None:
    used = used_of(("C1", date(2026, 3, 1), 30))
    rows: list[Order] = [("C1", "1", date(2026, 1, 5), 20), ("C1", "2", date(2026, 2, 5), 40), ("C2", "3", AS_OF, 5)]
    found = list(loyalty(rows, used=used, ledger=True, multipliers=FLAT).rows.records())
    keys = ("id", "order", "earned", "redeemed", "left", "expires")
    assert [tuple(row[key] for key in keys) for row in found] == [
        ("C1", "1", 20, 20, 0, date(2028, 1, 5)),
        ("C1", "2", 40, 10, 30, date(2028, 2, 5)),
        ("C2", "3", 5, 0, 5, date(2028, 6, 30)),
    ]


# Tiers


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([*range(1, 11)], (10, 8)),  # a tenth of ten is one, a fifth two more
        ([*range(1, 12)], (10, 8)),  # of eleven: 1.1 and 3.3, so 2 and 4
        ([5, 5, 5, 1], (5, 5)),  # equal amounts get the better tier together
        ([7], (7, 7)),
    ],
)
def test_tiers_by_share(amounts: list[int], expected: tuple[int, int]) -> None:
    series = nw.new_series("amount", amounts, nw.Int64(), backend="polars")
    assert limits_of(series, LoyaltyParameters(), 0) == expected


def test_own_tiers_and_what_the_next_one_takes() -> None:
    tiers = {"钻石": "1000", "黄金": "100", "普通": 0}
    rows: list[Order] = [
        ("C1", "1", AS_OF, 1000),
        ("C2", "2", AS_OF, "999.99"),
        ("C3", "3", AS_OF, 79),
        ("C4", "4", AS_OF, 80),
    ]
    result = loyalty(rows, tiers=tiers, near="20%")
    found = by_id(result)
    assert [found[key]["tier"] for key in ("C1", "C2", "C3", "C4")] == ["钻石", "黄金", "普通", "普通"]
    assert [found[key]["gap"] for key in ("C1", "C2", "C3")] == [None, Decimal("0.01"), 21]
    assert [found[key]["near"] for key in ("C1", "C2", "C3", "C4")] == [False, True, False, True]
    assert [row["id"] for row in result.rows.records()] == ["C1", "C2", "C4", "C3"]
    assert result.summary.by_tier["黄金"].least == 100


def test_below_the_plans_tiers_stands_bronze() -> None:
    result = loyalty([("C1", "1", AS_OF, 5)], tiers={"VIP": 100}, multipliers=[2, 1])
    assert by_id(result)["C1"]["tier"] == "bronze"


def test_a_tier_goes_down_only_at_the_review() -> None:
    """Gold by an order of July 2025: in July 2026 it is past its twelve months; reviewed on 1 January or 1 July."""
    rows: list[Order] = [("C1", "1", date(2025, 7, 31), 1000), ("C1", "2", date(2026, 2, 1), 5)]
    tiers = {"gold": 100, "silver": 50}
    kept = by_id(loyalty(rows, as_of=date(2026, 8, 1), tiers=tiers))["C1"]
    assert (kept["tier"], kept["tier_by_amount"], kept["goes_down"], kept["amount"]) == ("gold", "bronze", True, 5)
    last_day = by_id(loyalty(rows, as_of=date(2026, 12, 31), tiers=tiers))["C1"]
    assert last_day["tier"] == "gold"
    reviewed = by_id(loyalty(rows, as_of=date(2027, 1, 1), tiers=tiers))["C1"]
    assert (reviewed["tier"], reviewed["goes_down"]) == ("bronze", False)
    july = by_id(loyalty(rows, as_of=date(2026, 8, 1), tiers=tiers, review=8))["C1"]
    assert july["tier"] == "bronze"


def test_a_better_tier_counts_at_once() -> None:
    rows: list[Order] = [("C1", "1", date(2026, 6, 30), 100)]
    assert by_id(loyalty(rows, tiers={"gold": 100, "silver": 50}))["C1"]["tier"] == "gold"


def test_multipliers_are_those_of_the_tier_when_the_month_began() -> None:
    rows: list[Order] = [
        ("C1", "1", date(2026, 1, 31), 100),
        ("C1", "2", date(2026, 1, 31), 100),
        ("C1", "3", date(2026, 2, 1), 100),
    ]
    found = list(loyalty(rows, tiers={"gold": 200, "silver": 50}, ledger=True).rows.records())
    assert [(row["order"], row["tier"], row["earned"]) for row in found] == [
        ("1", "bronze", 100), ("2", "bronze", 100), ("3", "gold", 150),
    ]  # fmt: skip


def test_customers_without_an_order_have_no_tier() -> None:
    people = made_list("customers", id=["C1", "C2"])
    result = loyalty([("C1", "1", date(2023, 1, 1), 10), ("C3", "2", AS_OF, 1)], customers=people)
    found = by_id(result)
    assert (found["C1"]["tier"], found["C2"]["tier"], found["C3"]["tier"]) == (None, None, "gold")
    assert (found["C1"]["expired"], found["C2"]["earned"]) == (10, 0)
    assert "ORDERS-unknown-customer" in {problem.code for problem in result.findings}


@pytest.mark.parametrize(
    ("first", "told"),
    [(date(2025, 1, 1), False), (date(2025, 1, 2), True), (date(2026, 1, 1), True)],
)
def test_a_short_history_is_said(first: date, told: bool) -> None:  # noqa: FBT001 - a case
    result = loyalty([("C1", "1", first, 10), ("C1", "2", AS_OF, 10)])
    assert ("LOYALTY-short-history" in {problem.code for problem in result.findings}) is told


def test_without_orders_there_is_nothing_to_work_out() -> None:
    with pytest.raises(BadInput, match="没有订单"):
        loyalty([], customers=made_list("customers", id=["C1"], amount=[5]))


def test_points_beyond_reason_are_refused() -> None:
    with pytest.raises(BadInput, match="不合常理"):
        loyalty([("C1", "1", AS_OF, 10**13)], points=10_000)


@pytest.mark.parametrize(
    "wrong",
    [
        {"tiers": {"a": 5, "b": 5}},
        {"tiers": {"a": 5}},
        {"multipliers": [1, 1]},
        {"shares": {"gold": "60%", "silver": "50%"}},
        {"tiers": {"a": -5}, "multipliers": [1, 1]},
        {"review": 13},
        {"expiry_months": 0},
    ],
)
def test_parameters_that_make_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        LoyaltyParameters.model_validate(wrong)


class Watched(Lot):
    """A lot that counts how often it is asked what is left of it."""

    asked = 0

    @property
    def left(self) -> int:
        """As in every lot."""
        Watched.asked += 1
        return super().left


def test_many_orders_of_one_customer_are_settled_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """3,000 orders, redeemed and returned all along: no lot is asked more than a few times."""
    monkeypatch.setattr(Watched, "asked", 0)
    count, start = 3_000, date(2018, 1, 1)
    lots = [Watched(str(n), start + timedelta(n), start + timedelta(n + 730), 10) for n in range(count)]
    wishes = [Redemption(start + timedelta(n), 3) for n in range(count)]
    back = [(start + timedelta(n), str(n // 2), 2) for n in range(count)]
    account = settle(lots, back, wishes, AS_OF)
    assert account.balance == sum(lot.left for lot in lots) > 0
    assert Watched.asked < 12 * count


# The law of points

MOVES = st.tuples(st.integers(0, 60), st.sampled_from("123"), st.integers(1, 300))


@given(st.lists(MOVES, max_size=6, unique_by=lambda m: m[1]), st.lists(MOVES, max_size=5), st.lists(MOVES, max_size=5))
def test_no_point_is_lost_or_made(
    bought: list[tuple[int, str, int]], back: list[tuple[int, str, int]], wanted: list[tuple[int, str, int]]
) -> None:
    """Of any lots, returns and redemptions: the law of points, and a redemption never makes a debt."""
    start = date(2026, 1, 1)
    lots = [Lot(number, start + timedelta(n), start + timedelta(n + 20), points) for n, number, points in bought]
    wishes = [Redemption(start + timedelta(n), points) for n, _, points in wanted]
    account = settle(lots, [(start + timedelta(n), number, points) for n, number, points in back], wishes, AS_OF)
    assert sum(lot.earned - lot.used - lot.reversed - lot.expired for lot in lots) == account.available == 0
    assert all(min(lot.used, lot.reversed, lot.expired, lot.left) >= 0 for lot in lots)
    assert sum(lot.used for lot in lots) == sum(w.points for w in wishes) - sum(w.points for w, _ in account.refused)
    assert all(wish.points > had for wish, had in account.refused)
    assert back or not account.debt


DAYS = st.integers(0, 900).map(lambda n: AS_OF - timedelta(days=n))
LINES = st.tuples(st.sampled_from("ABC"), st.sampled_from(["1", "2", "3", None]), DAYS, st.integers(-300, 400))
WISHES = st.tuples(st.sampled_from("ABCD"), DAYS, st.integers(0, 300))


@settings(max_examples=8)
@given(st.lists(LINES, min_size=1, max_size=12), st.lists(WISHES, max_size=5), st.randoms(use_true_random=False))
def test_earned_less_redeemed_less_taken_back_less_expired_is_the_balance(
    rows: list[Order],
    wishes: list[tuple[str, date, int]],
    shuffled: Any,  # noqa: ANN401 - a random source
) -> None:
    used = used_of(*wishes) if wishes else None
    result = loyalty(rows, used=used, tiers={"gold": 300, "silver": 100})
    found = by_id(result)
    for row in found.values():
        assert row["earned"] - row["redeemed"] - row["reversed"] - row["expired"] == row["balance"]
        assert min(row["earned"], row["redeemed"], row["reversed"], row["expired"]) >= 0
        assert 0 <= row["expiring_30"] <= row["expiring_90"] <= max(row["balance"], 0)
    for lot in loyalty(rows, used=used, tiers={"gold": 300, "silver": 100}, ledger=True).rows.records():
        assert lot["earned"] == lot["redeemed"] + lot["reversed"] + lot["expired"] + lot["left"]  # type: ignore[operator] # counts
        assert lot["left"] == 0 or lot["expires"] >= AS_OF  # type: ignore[operator] # days
    wanted = sum(points for _, day, points in wishes)
    assert result.summary.redeemed + sum(each.points or 0 for each in result.summary.refused) == wanted
    other = list(rows)
    shuffled.shuffle(other)
    assert by_id(loyalty(other, used=used, tiers={"gold": 300, "silver": 100})) == found
