"""Rates, cycle, pace and repurchase of the user's own lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from made_lists import made_list
from salesplan.compute.activity.funnel import Driver
from salesplan.compute.activity.own_rates import (
    contact_rows,
    cycle_days,
    first_contact,
    own_pace,
    step_rate,
    win_rate,
)
from salesplan.compute.activity.own_repeat import NOTHING, own_repeat
from salesplan.compute.customers.lines import Lines, lines_of
from salesplan.compute.prospects.deal_rows import Deal
from salesplan.model.period import Period

AS_OF = date(2026, 6, 30)
YEAR = Period.ending(AS_OF, 365)


def contacts(*rows: tuple[str | None, date | None, str | None]) -> object:
    columns = list(zip(*rows, strict=True))
    return made_list("activities", customer_id=columns[0], date=columns[1], kind=columns[2])


def rate(step: int, *rows: tuple[str | None, date | None, str | None], follow: int = 30) -> tuple[object, object]:
    made = contact_rows(contacts(*rows), YEAR)  # type: ignore[arg-type] # Records
    found = step_rate("meeting", made, step, AS_OF, follow)
    return found.hits, found.cases


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def test_a_meeting_counts_for_the_last_contact_before_it_alone() -> None:
    rows = [("C1", day(5, 1), "电话"), ("C1", day(5, 3), "拜访"), ("C1", day(5, 8), "会议")]
    assert rate(0, *rows) == (1, 2)


def test_a_step_counts_up_to_the_last_of_the_days_it_may_take() -> None:
    for number, hits in ((31, 1), (30, 1)):
        assert rate(0, ("C1", day(5, 1), "call"), ("C1", day(5, number), "meeting")) == (hits, 1)
    assert rate(0, ("C1", day(4, 1), "call"), ("C1", day(5, 2), "meeting")) == (0, 1)


def test_contacts_that_are_younger_than_that_are_no_cases_yet() -> None:
    assert rate(0, ("C1", day(5, 31), "call"), ("C2", day(6, 1), "call"), ("C2", day(6, 2), "demo")) == (0, 1)


def test_another_customers_meeting_and_one_on_the_same_day() -> None:
    assert rate(0, ("C1", day(5, 1), "call"), ("C2", day(5, 2), "meeting")) == (0, 1)
    assert rate(0, ("C1", day(5, 1), "meeting"), ("C1", day(5, 1), "call")) == (1, 1)


def test_quotes_follow_meetings_whatever_calls_lie_between() -> None:
    rows = [("C1", day(5, 1), "演示"), ("C1", day(5, 2), "电话"), ("C1", day(5, 9), "报价"), ("C2", day(5, 9), "会面")]
    assert rate(1, *rows) == (1, 1)


def test_what_counts_as_no_contact_is_counted() -> None:
    rows = [
        ("C1", day(5, 1), "电话"), ("C1", day(7, 1), "电话"), (None, day(5, 1), "电话"), ("C1", None, "电话"),
        ("C1", day(5, 2), "微信群发"), ("C1", day(5, 3), None), ("C1", date(2024, 1, 1), "电话"),
    ]  # fmt: skip
    made = contact_rows(contacts(*rows), YEAR)  # type: ignore[arg-type] # Records
    assert (len(made.frame), made.later, made.bare, made.other) == (1, 1, 2, 2)
    assert first_contact(made) == day(5, 1)


def test_lists_without_kinds_or_rows_tell_no_rate() -> None:
    bare = contact_rows(made_list("activities", customer_id=["C1"], date=[day(5, 1)]), YEAR)
    assert step_rate("meeting", bare, 0, AS_OF, 30) == Driver("meeting")
    empty = contact_rows(made_list("activities", customer_id=[], date=[], kind=[]), YEAR)
    assert step_rate("quote", empty, 1, AS_OF, 30) == Driver("quote")
    assert first_contact(empty) is None
    assert own_pace(empty, Fraction(10), YEAR) == Driver("calls")


def test_pace_is_calls_and_visits_over_the_days_people_were_there() -> None:
    rows = [("C1", day(5, 1), "电话"), ("C1", day(5, 2), "拜访"), ("C1", day(5, 3), "会议"), ("C1", day(4, 1), "电话")]
    made = contact_rows(contacts(*rows), YEAR)  # type: ignore[arg-type] # Records
    window = Period(day(5, 1), AS_OF)
    assert own_pace(made, Fraction(4), window) == Driver("calls", Fraction(1, 2), "history", 2)
    assert own_pace(made, Fraction(0), window) == Driver("calls")


def deal(state: str, closed: date | None, created: date | None = None) -> Deal:
    return Deal(0, 2, state, close_date=closed, created=created)  # type: ignore[arg-type] # a state


def test_win_rate_and_cycle_are_of_deals_closed_in_the_window() -> None:
    deals = [
        deal("won", day(5, 11), day(5, 1)), deal("won", day(5, 21), day(5, 1)), deal("lost", day(6, 30), day(6, 29)),
        deal("open", day(6, 1), day(5, 1)), deal("won", date(2025, 6, 30), date(2025, 6, 1)), deal("won", None),
        deal("won", day(5, 1), day(5, 2)),
    ]  # fmt: skip
    assert win_rate(deals, YEAR) == Driver("win", Fraction(3, 4), "history", 4, 3)
    assert cycle_days(deals, YEAR) == Driver("cycle", Fraction(15), "history", 2)
    assert cycle_days([deal("won", day(6, 1), day(6, 1))], YEAR) == Driver("cycle", Fraction(0), "history", 1)
    assert (win_rate([], YEAR), cycle_days([], YEAR)) == (Driver("win"), Driver("cycle"))


def lines(*rows: tuple[str, str, date, int]) -> Lines:
    columns = list(zip(*rows, strict=True))
    orders = made_list(
        "orders", customer_id=columns[0], order_id=columns[1], date=columns[2],
        amount=[Decimal(each) for each in columns[3]],
    )  # fmt: skip
    return lines_of(orders, AS_OF, "amount", ("customer_id", "customer_name"))


def test_repurchase_is_that_of_the_same_days_a_year_before() -> None:
    made = lines(
        ("C0", "A0", date(2024, 1, 1), 10),
        # The year before July 2025: C1 and C2 are existing, C3 sent everything back.
        ("C1", "A1", date(2024, 7, 1), 100), ("C2", "A2", date(2025, 6, 30), 100),
        ("C3", "A3", date(2025, 6, 1), 50), ("C3", "A4", date(2025, 6, 2), -50),
        # July 2025: C1 orders twice and sends a part back, C4 is new.
        ("C1", "B1", date(2025, 7, 1), 300), ("C1", "B2", date(2025, 7, 31), 500),
        ("C1", "B3", date(2025, 7, 20), -200),
        ("C4", "B4", date(2025, 7, 15), 700), ("C3", "B5", date(2025, 7, 15), 100),
        ("C5", "B6", date(2025, 8, 1), 9000),
    )  # fmt: skip
    own = own_repeat(made, Period(date(2026, 7, 1), date(2026, 7, 31)), AS_OF)
    assert (own.cohort, own.base) == (Period(date(2025, 7, 1), date(2025, 7, 31)), 365)
    customers, rate_, orders, average = own.repeat
    assert customers == Driver("customers", Fraction(4), "history", 4)
    assert rate_ == Driver("repeat_rate", Fraction(1, 2), "history", 2, 1)
    assert orders == Driver("repeat_orders", Fraction(2), "history", 1)
    assert average == Driver("repeat_order", Fraction(300), "history", 2)
    assert own.order == Driver("order", Fraction(400), "history", 2)
    assert own.orders_per_customer == Driver("orders_per_customer", Fraction(1), "history", 2)


def test_a_short_history_goes_by_the_days_just_before() -> None:
    made = lines(("C1", "A1", date(2026, 1, 1), 100), ("C1", "A2", date(2026, 6, 10), 100))
    own = own_repeat(made, Period(date(2026, 7, 1), date(2026, 7, 30)), AS_OF)
    assert (own.cohort, own.base) == (Period(date(2026, 6, 1), date(2026, 6, 30)), 151)
    assert own.repeat[1] == Driver("repeat_rate", Fraction(1), "history", 1, 1)
    assert (own.order, own.orders_per_customer) == (Driver("order"), Driver("orders_per_customer"))


def test_a_year_of_orders_before_the_example_is_just_enough() -> None:
    july = Period(date(2026, 7, 1), date(2026, 7, 31))
    for first, cohort in ((date(2024, 7, 1), 2025), (date(2024, 7, 2), 2026)):
        own = own_repeat(lines(("C1", "A1", first, 100), ("C1", "A2", date(2025, 7, 10), 100)), july, AS_OF)
        assert own.cohort is not None
        assert own.cohort.first.year == cohort


def test_the_same_days_a_year_before_may_end_on_the_as_of_and_no_later() -> None:
    """Of February 2028 (29 days): February 2027 where it is over, else the 29 days just before."""
    made = lines(("C1", "A1", date(2024, 1, 1), 100), ("C1", "A2", date(2026, 6, 10), 100))
    february = Period(date(2028, 2, 1), date(2028, 2, 29))
    over = own_repeat(made, february, date(2027, 2, 28))
    assert over.cohort == Period(date(2027, 2, 1), date(2027, 2, 28))
    assert own_repeat(made, february, date(2027, 2, 27)).cohort == Period(date(2027, 1, 30), date(2027, 2, 27))


def test_more_sent_back_than_bought_leaves_no_average() -> None:
    made = lines(
        ("C0", "A0", date(2024, 7, 1), 10), ("C4", "B1", date(2025, 7, 2), 100), ("C4", "B2", date(2025, 7, 9), -100)
    )  # fmt: skip
    own = own_repeat(made, Period(date(2026, 7, 1), date(2026, 7, 31)), AS_OF)
    assert own.order == Driver("order")
    assert own.orders_per_customer.value == 1


def test_the_days_just_before_need_a_day_before_them() -> None:
    june = Period(date(2026, 7, 1), date(2026, 7, 30))
    assert own_repeat(lines(("C1", "A1", date(2026, 6, 1), 100)), june, AS_OF).cohort is None
    assert own_repeat(lines(("C1", "A1", date(2026, 5, 31), 100)), june, AS_OF).base == 1


def test_without_days_before_or_orders_nothing_is_known() -> None:
    made = lines(("C1", "A1", date(2026, 6, 20), 100))
    assert own_repeat(made, Period(date(2026, 7, 1), date(2026, 7, 31)), AS_OF) == NOTHING
    later = lines(("C1", "A1", date(2026, 7, 20), 100))
    assert own_repeat(later, Period(date(2026, 7, 1), date(2026, 7, 31)), AS_OF) == NOTHING
